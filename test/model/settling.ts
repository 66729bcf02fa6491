/** settleCall, settleStale and withdrawCall. */
import { type Protocol, type Steps, certain, mayCall } from './rules';
import { attemptOf, move, names, withWorker, type Attempt, type World } from './world';

/** findOut, and for the workflow conclude. Nothing: look again later. */
export function settling(
  w: World,
  protocol: Protocol,
  n: number,
  attempt: Attempt,
  concludes: boolean,
): Steps {
  const { state, call, clock, dialed } = attemptOf(w, attempt);
  const name = names[attempt];
  switch (state) {
    case 'dialing':
    case 'unresolved': {
      if (clock !== 'complete') return [];
      if (state === 'dialing')
        return [
          certain(`worker finds ${name} still dialing: unresolved`, move(w, attempt, 'mark_unresolved') ?? w),
        ];
      const bound = w.attempts.map((each) => each.call);
      const listed = w.calls.findLastIndex((each, c) => each.attempt === attempt && !bound.includes(c));
      const found = listed === -1 || protocol.without === 'given up unasked' ? undefined : listed;
      return [
        certain(
          `worker looks for ${name} in the list: ${found === undefined ? 'none' : `call ${found}`}`,
          withWorker(w, n, { at: 'listed', attempt, call: found }),
        ),
      ];
    }
    case 'placed':
      return call !== undefined && w.calls[call]?.status === 'over'
        ? [certain(`worker asks for call ${call}: it is over`, move(w, attempt, 'end') ?? w)]
        : [];
    case undefined:
    case 'reserved':
    case 'ended':
    case 'refused':
    case 'retired': {
      if (!concludes) return [];
      const redial = state === 'retired' && dialed && mayCall(w, attempt);
      const forgets = protocol.without === 'a result lost is a reminder over';
      const result = redial && !forgets ? 'redial' : 'over';
      return [
        certain(
          `worker concludes on ${name}: ${result}`,
          withWorker(w, n, { at: 'reporting', attempt, from: 'settle', result }),
        ),
      ];
    }
  }
}

export function withdrawing(w: World, protocol: Protocol, n: number, attempt: Attempt): World {
  const { state, call } = attemptOf(w, attempt);
  const gives = protocol.without === 'a change gives up what is unresolved';
  if (state === 'placed' && call !== undefined && w.calls[call]?.status !== 'talks')
    return withWorker(w, n, { at: 'withdrawing', attempt, call });
  const retired = move(w, attempt, 'retire') ?? (gives ? move(w, attempt, 'give_up') : undefined) ?? w;
  return withWorker(retired, n, { at: 'reporting', attempt, from: 'withdraw', result: 'over' });
}
