/** The workflow of the appointment, as far as it decides which activity runs. */
import { type Steps, certain } from './rules';
import { attemptOf, attempts, revisionOf, type Worker, type World } from './world';

export function workflowSteps(w: World): Steps {
  const { workflow, appointment } = w;
  const steps: Steps = [];
  if (workflow.plan < appointment.revision) {
    const told: World = { ...w, workflow: { ...workflow, plan: 2 } };
    const rings = workflow.doing === 'place' || workflow.doing === 'settle';
    const to = rings ? { ...told, workflow: { ...told.workflow, doing: 'withdraw' as const } } : told;
    steps.push(certain('the workflow hears of the change', workflow.doing === 'done' ? nextPlan(to) : to));
  }
  const answered = attempts.find(
    (n) => revisionOf(n) === workflow.plan && (attemptOf(w, n).answer || attemptOf(w, n).onSignal),
  );
  if (answered !== undefined && (workflow.doing === 'place' || workflow.doing === 'settle'))
    steps.push(
      certain('the workflow hears of the answer', {
        ...w,
        workflow: { ...workflow, doing: answered === workflow.attempt ? 'done' : 'withdraw' },
      }),
    );
  return steps;
}

/** The result of a try that nobody waits for any more is dropped. */
export function hear(w: World, { attempt, from, result }: Worker & { at: 'reporting' }): World {
  const { workflow } = w;
  if (workflow.doing !== from || workflow.attempt !== attempt) return w;
  if (from === 'withdraw') return nextPlan(w);
  switch (result) {
    case 'settle':
      return { ...w, workflow: { ...workflow, doing: 'settle' } };
    case 'redial':
      // The model ends with the last attempt that it knows.
      return attempt === 0
        ? { ...w, workflow: { ...workflow, doing: 'place', attempt: 1 } }
        : { ...w, workflow: { ...workflow, doing: 'done' } };
    case 'over':
      return { ...w, workflow: { ...workflow, doing: 'done' } };
  }
}

/** After a withdrawn call: the plan of the change, if there is one. */
function nextPlan(w: World): World {
  const { workflow, appointment } = w;
  return workflow.plan === 2 && workflow.attempt !== 2 && !appointment.cancelled
    ? { ...w, workflow: { plan: 2, doing: 'place', attempt: 2 } }
    : { ...w, workflow: { ...workflow, doing: 'done' } };
}
