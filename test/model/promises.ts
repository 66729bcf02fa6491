/** What must hold in every state of the attempt protocol, and in every step. */
import { attemptMoves, type AttemptEvent } from '../../domain/attempt-states';
import type { AttemptState } from '../../domain/words';
import { attemptOf, attempts, isLive, revisionOf, type Attempt, type World } from './world';

/** States after a move forward, or several in one transaction. */
const later = new Map<AttemptState | undefined, Set<AttemptState>>();
for (const state of [undefined, ...Object.values(attemptMoves).map(({ to }) => to)])
  later.set(state, after(state));

function after(state: AttemptState | undefined): Set<AttemptState> {
  const reached = new Set<AttemptState>();
  const todo = [state];
  for (const from of todo)
    for (const event of Object.keys(attemptMoves) as AttemptEvent[]) {
      const move: { from: readonly AttemptState[]; to: AttemptState } = attemptMoves[event];
      const applies = from === undefined ? move.from.length === 0 : move.from.includes(from);
      if (!applies || event === 'release' || reached.has(move.to)) continue;
      reached.add(move.to);
      todo.push(move.to);
    }
  return reached;
}

export type Promised = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'i';

const words: Record<Promised, string> = {
  a: 'a second POST for an attempt whose first may have been accepted',
  b: 'two calls ring for one number',
  c: 'a call other than the bound one is not hung up',
  d: 'a call of an attempt that was given up is not hung up',
  e: 'a call is decided upon after the change or the answer',
  f: 'an answer that was thanked is nowhere',
  g: 'a state moved against the table',
  i: 'a reminder is forgotten',
};

/** The first promise that this step breaks. `except`: what is known not to hold in this world. */
export function broken(w: World, before: World, except: readonly Promised[] = []): string | undefined {
  const found = (Object.keys(words) as Promised[]).find(
    (promise) => !except.includes(promise) && checks[promise](w, before),
  );
  return found && `(${found}) ${words[found]}`;
}

const some = (holds: (n: Attempt) => boolean) => attempts.some(holds);

const checks: Record<Promised, (w: World, before: World) => boolean> = {
  a: (w) => some((n) => attemptOf(w, n).posts === 2),
  b: (w) => w.calls.filter(({ status }) => status !== 'over').length > 1,
  // Picked up while the database is away, any call is spoken to; the next request of it tells.
  c: (w, before) =>
    w.calls.some(({ attempt, status }, c) => status === 'talks' && attemptOf(w, attempt).call !== c) ||
    some(
      (n) => attemptOf(before, n).call !== undefined && attemptOf(w, n).call !== attemptOf(before, n).call,
    ),
  d: (w) =>
    w.calls.some(({ attempt, status }) => {
      const { state } = attemptOf(w, attempt);
      return status === 'talks' && (state === 'retired' || state === 'refused' || state === 'reserved');
    }),
  e: (w, { appointment, attempts: were }) =>
    some(
      (n) =>
        attemptOf(w, n).state === 'dialing' &&
        were[n]?.state !== 'dialing' &&
        (appointment.revision !== revisionOf(n) || appointment.answered || appointment.cancelled),
    ),
  f: (w) =>
    some((n) => {
      const { thanked, answer, onSignal } = attemptOf(w, n);
      return thanked && !answer && !onSignal;
    }),
  g: (w, before) =>
    some((n) => {
      const from = attemptOf(before, n).state;
      const to = attemptOf(w, n).state;
      if (to === from) return false;
      if (to === undefined) return true;
      return later.get(from)?.has(to) !== true && !(from === 'dialing' && to === attemptMoves.release.to);
    }),
  i: (w) => {
    const { workflow, appointment } = w;
    const stands = workflow.plan === appointment.revision && !appointment.answered && !appointment.cancelled;
    if (workflow.doing !== 'done' || !stands || some((n) => attemptOf(w, n).onSignal)) return false;
    const last = [...attempts]
      .reverse()
      .find((n) => revisionOf(n) === workflow.plan && attemptOf(w, n).dialed);
    if (last === undefined) return true;
    const { state, answer } = attemptOf(w, last);
    // After the last attempt that the model knows, another would follow.
    return !answer && state !== 'ended' && state !== 'refused' && !(state === 'retired' && last !== 0);
  },
};

/** All is over: nothing rings or may ring, nobody waits, no worker has anything in hand. */
export function settled(w: World): boolean {
  return (
    w.workflow.doing === 'done' &&
    w.workflow.plan === w.appointment.revision &&
    w.workers.every((worker) => worker.at === 'idle') &&
    w.calls.every(({ status }) => status === 'over') &&
    attempts.every((n) => {
      const { state, orphans, onSignal } = attemptOf(w, n);
      return !isLive(state) && orphans === 0 && !onSignal;
    })
  );
}
