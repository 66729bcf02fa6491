import { setHandler } from '@temporalio/workflow';
import { parseAttemptId } from '../domain/attempt-id';
import { answeredSignal, endedSignal, planSignal, type Answered, type Plan } from './contract';

/** What the outside has told this workflow. Handlers are synchronous: a signal is taken as soon as it is here. */
export class Inbox {
  #plan: Plan | undefined;
  readonly #answers: Answered[] = [];
  readonly #ended = new Set<string>();

  constructor() {
    setHandler(planSignal, (plan) => {
      // Deliveries may be late, doubled or overtaken; only a newer revision changes anything.
      if (!this.#plan || plan.revision > this.#plan.revision) this.#plan = plan;
    });
    setHandler(answeredSignal, (answered) => {
      if (!this.#answers.some((known) => known.attempt === answered.attempt)) this.#answers.push(answered);
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

  /** An answer that the database has not got yet; each is returned once. */
  takeUnrecorded(): Answered | undefined {
    const unrecorded = this.#answers.find((answered) => !answered.recorded);
    if (unrecorded) unrecorded.recorded = true;
    return unrecorded;
  }

  get hasUnrecorded(): boolean {
    return this.#answers.some((answered) => !answered.recorded);
  }
}
