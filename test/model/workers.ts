/** What the two workers do next, and how they die. */
import { claim, dial, placing } from './placing';
import { type Protocol, type Steps, bind, certain, possible } from './rules';
import { settling, withdrawing } from './settling';
import { hear } from './workflow';
import {
  attemptOf,
  attempts,
  isLive,
  move,
  names,
  withAttempt,
  withCall,
  withWorker,
  type Attempt,
  type Worker,
  type World,
} from './world';

/** An idle worker takes the activity that the workflow waits for, or looks for stale calls. Tries may overlap. */
export function beginnings(w: World, protocol: Protocol): Steps {
  const n = w.workers.findIndex((worker) => worker.at === 'idle');
  if (n === -1) return [];
  const { doing, attempt } = w.workflow;
  const begun: Steps = [];
  if (doing === 'place') begun.push(...placing(w, protocol, n, attempt));
  if (doing === 'withdraw') {
    begun.push(certain(`worker begins to withdraw ${names[attempt]}`, withdrawing(w, protocol, n, attempt)));
  }
  for (const each of attempts) {
    const settles = doing === 'settle' && each === attempt;
    const sweeps = protocol.without !== 'nobody settles what is stale' && isLive(attemptOf(w, each).state);
    if (settles || sweeps) begun.push(...settling(w, protocol, n, each, settles));
  }
  return begun;
}

export function workerSteps(
  w: World,
  protocol: Protocol,
  n: number,
  worker: Exclude<Worker, { at: 'idle' }>,
): Steps {
  const { attempt } = worker;
  const name = names[attempt];
  const goesOn = (to: World, next: Worker = { at: 'idle' }) => withWorker(to, n, next);
  const reports = (from: 'place' | 'settle' | 'withdraw', result: 'settle' | 'redial' | 'over'): Worker => ({
    at: 'reporting',
    attempt,
    from,
    result,
  });
  const dies = possible(
    `worker dies (${worker.at} ${name})`,
    goesOn(worker.at === 'posted' ? orphaned(w, attempt) : w),
  );
  switch (worker.at) {
    case 'decided': {
      if (protocol.without === 'no compare-and-set') return [dies, ...dial(w, n, attempt)];
      return [dies, ...claim(w, protocol, n, attempt, true)];
    }
    case 'claimed':
    case 'checked': {
      const late = attemptOf(w, attempt).clock !== 'fresh' && protocol.without !== 'no dial_before';
      if (worker.at === 'claimed' && late)
        return [
          dies,
          certain(`worker sees that the turn of ${name} has lapsed`, goesOn(w, { at: 'not_sent', attempt })),
        ];
      if (worker.at === 'claimed' && protocol.stallsBeforePost === true)
        return [dies, certain(`worker sees that ${name} is in time`, goesOn(w, { at: 'checked', attempt }))];
      const posts = attemptOf(w, attempt).posts === 0 ? 1 : 2;
      return [
        dies,
        certain(
          `worker sends the POST of ${name}`,
          goesOn(withAttempt(w, attempt, { posts }), { at: 'posted', attempt }),
        ),
      ];
    }
    case 'posted': {
      const accepted = accept(w, attempt);
      const notAccepted = withAttempt(w, attempt, { posts: 0 });
      return [
        dies,
        possible(
          `Twilio accepts ${name}`,
          goesOn(accepted, { at: 'accepted', attempt, call: w.calls.length }),
        ),
        possible(`Twilio answers 429 to ${name}`, goesOn(notAccepted, { at: 'not_sent', attempt })),
        possible(`Twilio refuses ${name}`, goesOn(notAccepted, { at: 'refused', attempt })),
        certain(`the POST of ${name} gets lost`, goesOn(w, { at: 'lost', attempt })),
        possible(
          `worker waits no longer for the POST of ${name}`,
          goesOn(orphaned(w, attempt), { at: 'lost', attempt }),
        ),
      ];
    }
    case 'not_sent':
      return [dies, certain(`worker releases ${name}`, goesOn(release(w, attempt)))];
    case 'refused':
      return [
        dies,
        certain(
          `worker stores that ${name} is refused`,
          goesOn(move(w, attempt, 'refuse') ?? w, reports('place', 'settle')),
        ),
      ];
    case 'lost':
      return [
        dies,
        certain(
          `worker stores that ${name} is unresolved`,
          goesOn(move(w, attempt, 'mark_unresolved') ?? w, reports('place', 'settle')),
        ),
      ];
    case 'accepted': {
      const bound = bind(w, protocol, attempt, worker.call);
      return [
        dies,
        possible(`the 201 of ${name} gets lost`, goesOn(w, { at: 'lost', attempt })),
        bound
          ? certain(`worker stores the 201 of ${name}`, goesOn(bound, reports('place', 'settle')))
          : certain(
              `the 201 of ${name} comes too late`,
              goesOn(w, { at: 'hanging_up', attempt, call: worker.call }),
            ),
      ];
    }
    case 'hanging_up':
      return [
        dies,
        certain(
          `worker hangs up call ${worker.call}`,
          goesOn(withCall(w, worker.call, 'over'), reports('place', 'settle')),
        ),
      ];
    case 'listed': {
      const { call } = worker;
      if (call !== undefined)
        return [
          dies,
          certain(`worker binds call ${call} from the list`, goesOn(bind(w, protocol, attempt, call) ?? w)),
        ];
      return [dies, certain(`worker gives up ${name}`, goesOn(move(w, attempt, 'give_up') ?? w))];
    }
    case 'withdrawing':
      return [
        dies,
        certain(
          `worker withdraws call ${worker.call}`,
          goesOn(withCall(w, worker.call, 'over'), reports('withdraw', 'over')),
        ),
      ];
    case 'reporting':
      return [dies, certain(`the workflow hears of ${name}: ${worker.result}`, hear(goesOn(w), worker))];
  }
}

function release(w: World, attempt: Attempt): World {
  const released = move(w, attempt, 'release');
  return released ? withAttempt(released, attempt, { dialed: false }) : w;
}

function orphaned(w: World, attempt: Attempt): World {
  return withAttempt(w, attempt, { orphans: attemptOf(w, attempt).orphans + 1 });
}

export function accept(w: World, attempt: Attempt): World {
  return { ...w, calls: [...w.calls, { attempt, status: 'rings' }] };
}
