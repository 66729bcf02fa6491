/** What the model of the attempt protocol remembers: one appointment, one phone number, three attempts at most. */
import { liveStates, moved, type AttemptEvent } from '../../domain/attempt-states';
import type { AttemptState } from '../../domain/words';

/** Two of the first plan, the second only after the first was given up; and one of the plan after a change. */
export const names = ['1-1-1-1', '1-1-1-2', '1-2-1-1'] as const;
export type Attempt = 0 | 1 | 2;
export const attempts: readonly Attempt[] = [0, 1, 2];
export const revisionOf = (attempt: Attempt): 1 | 2 => (attempt === 2 ? 2 : 1);

/** What a worker's activity is about to do next. */
export type Worker =
  | { at: 'idle' }
  /** Placing. `decided` exists only where a mutation tears decision and commit apart. */
  | { at: 'decided' | 'claimed' | 'checked' | 'posted' | 'not_sent' | 'refused' | 'lost'; attempt: Attempt }
  | { at: 'accepted' | 'hanging_up'; attempt: Attempt; call: number }
  /** Settling, for the workflow or for `settleStale`. */
  | { at: 'listed'; attempt: Attempt; call: number | undefined }
  /** Withdrawing. */
  | { at: 'withdrawing'; attempt: Attempt; call: number }
  /** Its effects are stored; the workflow has yet to hear. */
  | { at: 'reporting'; attempt: Attempt; from: Doing; result: 'settle' | 'redial' | 'over' };

export type Doing = 'place' | 'settle' | 'withdraw' | 'done';

/** `blind`: picked up while the database was away. */
export interface Call {
  attempt: Attempt;
  status: 'rings' | 'talks' | 'blind' | 'over';
}

export interface World {
  appointment: { revision: 1 | 2; cancelled: boolean; answered: boolean };
  attempts: readonly {
    state: AttemptState | undefined;
    call: number | undefined;
    /** Since the last `dialing`: in time, past `dial_before`, or past the time after which Twilio's list is complete. */
    clock: 'fresh' | 'lapsed' | 'complete';
    dialed: boolean;
    /** POSTs that Twilio has accepted or may accept; 2 stands for more. */
    posts: 0 | 1 | 2;
    /** POSTs on their way whose sender is gone. */
    orphans: number;
    answer: boolean;
    thanked: boolean;
    /** The workflow alone carries the answer: the database was away. */
    onSignal: boolean;
  }[];
  workers: readonly Worker[];
  calls: readonly Call[];
  workflow: { plan: 1 | 2; doing: Doing; attempt: Attempt };
}

const untouched: World['attempts'][number] = {
  state: undefined,
  call: undefined,
  clock: 'fresh',
  dialed: false,
  posts: 0,
  orphans: 0,
  answer: false,
  thanked: false,
  onSignal: false,
};

/** The first reminder has just fallen due. */
export const initial: World = {
  appointment: { revision: 1, cancelled: false, answered: false },
  attempts: [untouched, untouched, untouched],
  workers: [{ at: 'idle' }, { at: 'idle' }],
  calls: [],
  workflow: { plan: 1, doing: 'place', attempt: 0 },
};

export function isLive(state: AttemptState | undefined): boolean {
  return state !== undefined && (liveStates as readonly AttemptState[]).includes(state);
}

/** The world with one of its attempts, calls or workers changed. */
export function withAttempt(w: World, n: Attempt, change: Partial<World['attempts'][number]>): World {
  return { ...w, attempts: w.attempts.map((each, i) => (i === n ? { ...each, ...change } : each)) };
}
export function withCall(w: World, n: number, status: Call['status']): World {
  return { ...w, calls: w.calls.map((each, i) => (i === n ? { ...each, status } : each)) };
}
export function withWorker(w: World, n: number, next: Worker): World {
  // A result that nobody waits for is dropped.
  const { doing, attempt } = w.workflow;
  const awaited = next.at !== 'reporting' || (next.from === doing && next.attempt === attempt);
  const worker: Worker = awaited ? next : { at: 'idle' };
  return { ...w, workers: w.workers.map((each, i) => (i === n ? worker : each)) };
}

export function attemptOf(w: World, n: Attempt): World['attempts'][number] {
  return w.attempts[n] ?? untouched;
}

/** As `db/attempts.ts` does it, by the same table; undefined when the attempt was in no fitting state. */
export function move(w: World, n: Attempt, event: AttemptEvent): World | undefined {
  const state = moved(attemptOf(w, n).state, event);
  return state && withAttempt(w, n, { state });
}

/** Whether anything still depends on how long ago the attempt was claimed. */
export function clockMatters(w: World, n: Attempt): boolean {
  const { state } = attemptOf(w, n);
  if (state === 'dialing' || state === 'unresolved') return true;
  return w.workers.some((worker) => worker.at === 'claimed' && worker.attempt === n);
}

/** Whether another POST may follow: only then it matters how many there were. */
function mayPost(w: World, n: Attempt): boolean {
  const { state } = attemptOf(w, n);
  if (state === 'reserved' || state === 'dialing') return true;
  return w.workers.some(
    (worker) =>
      (worker.at === 'decided' || worker.at === 'claimed' || worker.at === 'checked') && worker.attempt === n,
  );
}

/** A short text for each world; what nothing depends on is left out, and the workers may change places. */
export function encode(w: World): string {
  const { appointment, workflow } = w;
  const [one = '', two = ''] = w.workers.map(codeOf);
  let code = one < two ? `${one}.${two}.` : `${two}.${one}.`;
  code += `${appointment.revision}${+appointment.cancelled}${+appointment.answered}`;
  code += `${workflow.plan}${workflow.doing[0] ?? ''}${workflow.attempt}`;
  for (const n of attempts) {
    const { state, call = '-', clock, dialed, posts, orphans, answer, thanked, onSignal } = attemptOf(w, n);
    const sent = mayPost(w, n) || posts === 2 ? posts : '';
    const when = clockMatters(w, n) ? clock[0] : '';
    const flags = +dialed + 2 * +answer + 4 * +(thanked && !answer) + 8 * +onSignal;
    code += `|${state?.slice(0, 3) ?? ''}${call}${when}${sent}${orphans}${flags}`;
  }
  for (const { attempt, status } of w.calls) code += `/${attempt}${status[0]}`;
  return code;
}

function codeOf(worker: Worker): string {
  switch (worker.at) {
    case 'idle':
      return '';
    case 'accepted':
    case 'hanging_up':
    case 'listed':
    case 'withdrawing':
      return `${worker.at.slice(0, 3)}${worker.attempt}${worker.call ?? '-'}`;
    case 'reporting':
      return `rep${worker.attempt}${worker.from[0] ?? ''}${worker.result[0] ?? ''}`;
    case 'decided':
    case 'claimed':
    case 'checked':
    case 'posted':
    case 'not_sent':
    case 'refused':
    case 'lost':
      return `${worker.at.slice(0, 3)}${worker.attempt}`;
  }
}
