import { Refusal } from '../../data/api';
import { useText } from '../../texts/use-text';
import type { usePlan } from './use-plan';

/** The calls that saving would plan, each in a sentence. */
export function PlanPanel({ plan, error, isOld }: ReturnType<typeof usePlan>) {
  const text = useText();
  return (
    <section className="card plan-panel" aria-labelledby="plan-title" aria-busy={isOld}>
      <h2 id="plan-title">{text('plan.title')}</h2>
      <div role="status">
        {plan ? (
          plan.reminders.length > 0 ? (
            <ol>
              {plan.reminders.map(({ number, summary, state }) => (
                <li key={number} className={state === 'skipped' ? 'quiet' : ''}>
                  {summary}
                </li>
              ))}
            </ol>
          ) : (
            <p>{text('plan.none')}</p>
          )
        ) : (
          <p className="quiet">{error ? reason(error) : text('plan.waits')}</p>
        )}
      </div>
    </section>
  );

  function reason(problem: Error): string {
    const isIncomplete = problem instanceof Refusal && problem.code === 'invalid';
    return isIncomplete ? text('plan.waits') : problem.message;
  }
}
