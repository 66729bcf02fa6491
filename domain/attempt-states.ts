/**
 * Which state of an attempt may follow which, and on what event. The one home of that knowledge: `db/attempts.ts`
 * takes its conditions from here, and `test/model/` explores the protocol with the same table.
 *
 * ```
 * reserved ⇄ dialing ─→ placed ─→ ended
 *    │          │ └──┐    ↑
 *    │          ↓    ↓    │
 *    │       refused ←─ unresolved
 *    └──────────────────→ retired ←┘ (by give_up)
 * ```
 *
 * A SID moves the attempt to `placed` in the same statement that binds it. So `reserved`, `dialing` and `unresolved`
 * attempts never have one, and `placed` and `ended` ones always do.
 */
import type { AttemptState } from './words';

interface Move {
  /** Empty: the attempt is new. */
  from: readonly AttemptState[];
  to: AttemptState;
}

export const attemptMoves = {
  /** The attempt gets its name; nothing has been sent. */
  reserve: { from: [], to: 'reserved' },
  /** The right to send one POST, given to whoever makes this move. */
  start_dialing: { from: ['reserved'], to: 'dialing' },
  /** The POST was certainly not accepted, or not sent: the only step back. Only its sender can know that. */
  release: { from: ['dialing'], to: 'reserved' },
  /** A CallSid or MessageSid showed up, in a 201, a webhook or Twilio's list. A late one resolves what was unresolved. */
  bind_sid: { from: ['dialing', 'unresolved'], to: 'placed' },
  /** The POST's answer is lost, or its sender: nobody knows whether Twilio accepted it. */
  mark_unresolved: { from: ['dialing'], to: 'unresolved' },
  /** Twilio said no; its word may come after others had given up waiting for it. */
  refuse: { from: ['dialing', 'unresolved'], to: 'refused' },
  /** A rule or a change forbids it before anything was sent. */
  retire: { from: ['reserved'], to: 'retired' },
  /** Twilio's list, once complete, knows no such call: now another attempt may follow. */
  give_up: { from: ['unresolved'], to: 'retired' },
  /** The call is over, or the text has arrived or failed. */
  end: { from: ['placed'], to: 'ended' },
} as const satisfies Record<string, Move>;

export type AttemptEvent = keyof typeof attemptMoves;

/** The phone rings, or may ring: no other call to that number. The schema's unique index repeats them. */
export const liveStates = ['dialing', 'placed', 'unresolved'] as const satisfies readonly AttemptState[];

/** The state after the event; undefined when the event does not apply. `state` undefined: no attempt yet. */
export function moved(state: AttemptState | undefined, event: AttemptEvent): AttemptState | undefined {
  const { from, to }: Move = attemptMoves[event];
  const applies = state === undefined ? from.length === 0 : from.includes(state);
  return applies ? to : undefined;
}
