/** What the parts of the model share: which protocol it is, and when a call is allowed and a SID bound. */
import type { Step } from './explore';
import { attemptOf, move, revisionOf, withAttempt, type Attempt, type World } from './world';

/** What is left out of the protocol, to see that it is needed. */
export type Mutation =
  | 'no dial_before'
  | 'no compare-and-set'
  | 'dialing counts as reserved'
  | 'any SID binds'
  | 'given up unasked'
  | 'decided before the transaction'
  | 'numbers may be shared'
  | 'a change gives up what is unresolved'
  | 'nobody settles what is stale'
  | 'a result lost is a reminder over'
  | 'an ended workflow takes answers';

export interface Protocol {
  without?: Mutation;
  /** Whether a worker may be stopped for minutes between its look at the clock and its POST. */
  stallsBeforePost?: boolean;
  /** A smaller world: nobody changes the appointment, and the database never goes away. */
  calm?: boolean;
}

export type Steps = Step<World>[];

export const certain = (what: string, to: World): Step<World> => ({ what, to, certain: true });

export const possible = (what: string, to: World): Step<World> => ({ what, to, certain: false });

export function mayCall({ appointment }: World, attempt: Attempt): boolean {
  return appointment.revision === revisionOf(attempt) && !appointment.answered && !appointment.cancelled;
}

/** bindSid; undefined when the call is not the attempt's own. */
export function bind(w: World, protocol: Protocol, attempt: Attempt, call: number): World | undefined {
  if (attemptOf(w, attempt).call === call) return w;
  if (protocol.without === 'any SID binds')
    return withAttempt(move(w, attempt, 'bind_sid') ?? w, attempt, { call });
  if (attemptOf(w, attempt).call !== undefined) return undefined;
  const bound = move(w, attempt, 'bind_sid');
  return bound && withAttempt(bound, attempt, { call });
}
