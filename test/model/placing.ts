/** placeCall up to its claim, as in `activities/claim-call.ts`. */
import { type Protocol, type Steps, certain, mayCall } from './rules';
import {
  attemptOf,
  attempts,
  isLive,
  move,
  names,
  withAttempt,
  withWorker,
  type Attempt,
  type World,
} from './world';

/** claimCall: decision and compare-and-set in one transaction. */
export function placing(w: World, protocol: Protocol, n: number, attempt: Attempt): Steps {
  const torn =
    protocol.without === 'decided before the transaction' || protocol.without === 'no compare-and-set';
  const { state } = attemptOf(w, attempt);
  if (torn && (state === undefined || state === 'reserved') && mayCall(w, attempt))
    return [certain(`worker decides on ${names[attempt]}`, withWorker(w, n, { at: 'decided', attempt }))];
  return claim(w, protocol, n, attempt, mayCall(w, attempt));
}

export function claim(w: World, protocol: Protocol, n: number, attempt: Attempt, allowed: boolean): Steps {
  const name = names[attempt];
  const reserved = move(w, attempt, 'reserve') ?? w;
  const reports = (to: World, result: 'settle' | 'over') =>
    withWorker(to, n, { at: 'reporting', attempt, from: 'place', result });
  const { state } = attemptOf(reserved, attempt);
  switch (state) {
    case 'placed':
    case 'ended':
    case 'unresolved':
    case 'refused':
      return [certain(`worker finds ${name} ${state}`, reports(w, 'settle'))];
    case 'dialing': {
      if (protocol.without === 'dialing counts as reserved') return dial(reserved, n, attempt);
      const unresolved = move(w, attempt, 'mark_unresolved') ?? w;
      return [certain(`worker finds ${name} dialing: unresolved`, reports(unresolved, 'settle'))];
    }
    case 'retired': {
      const forgets = protocol.without === 'a result lost is a reminder over';
      const result = !forgets && attemptOf(w, attempt).dialed ? 'settle' : 'over';
      return [certain(`worker finds ${name} retired`, reports(w, result))];
    }
    case 'reserved': {
      if (!allowed) {
        const retired = move(reserved, attempt, 'retire') ?? reserved;
        return [certain(`worker skips ${name}`, reports(retired, 'over'))];
      }
      const busy = attempts.some((each) => each !== attempt && isLive(attemptOf(w, each).state));
      // Put off: it comes again.
      if (busy && protocol.without !== 'numbers may be shared') return [];
      return dial(reserved, n, attempt);
    }
    case undefined:
      return [];
  }
}

export function dial(w: World, n: number, attempt: Attempt): Steps {
  const dialing = withAttempt(w, attempt, { state: 'dialing', clock: 'fresh', dialed: true });
  return [certain(`worker claims ${names[attempt]}`, withWorker(dialing, n, { at: 'claimed', attempt }))];
}
