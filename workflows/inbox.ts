import { setHandler } from '@temporalio/workflow';
import { parseAttemptId } from '../domain/attempt-id';
import { recordAnswer } from './activities';
import { answeredSignal, endedSignal, planSignal, type Answered, type Plan } from './contract';

/** What the outside has told this workflow: a signal is taken in as soon as it is here. */
export class Inbox {
  #plan: Plan | undefined;
  readonly #answers: Answered[] = [];
  readonly #ended = new Set<string>();

  constructor() {
    setHandler(planSignal, (plan) => {
      // Deliveries may be late, doubled or overtaken; only a newer revision changes anything.
      if (!this.#plan || plan.revision > this.#plan.revision) this.#plan = plan;
    });
    setHandler(answeredSignal, async (answered) => {
      const { attempt, answer, atMs, recorded } = answered;
      if (this.#answers.some((known) => known.attempt === attempt)) return;
      this.#answers.push(answered);
      // The database was away. At once, whatever the story waits for: an opt-out concerns other appointments too.
      if (!recorded)
        await recordAnswer.executeWithOptions({ summary: `Record the answer to call ${attempt}` }, [
          { attempt, answer, atMs },
        ]);
    });
    setHandler(endedSignal, (attempt) => {
      this.#ended.add(attempt);
    });
  }

  get plan(): Plan | undefined {
    return this.#plan;
  }

  /** The answer that ends the reminders of this plan. */
  finalAnswer(plan: Plan): Answered | undefined {
    return this.#answers.find(
      ({ attempt, answer }) =>
        answer !== 'none' && answer !== 'office' && parseAttemptId(attempt)?.revision === plan.revision,
    );
  }

  /** An answer to this attempt, or the end of its call. */
  heardOf(attempt: string): boolean {
    return this.#ended.has(attempt) || this.#answers.some((answered) => answered.attempt === attempt);
  }
}
