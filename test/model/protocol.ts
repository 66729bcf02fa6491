/**
 * Everything that may happen next: to the two workers, Twilio, the webhooks, the staff and the workflow. Each step is what
 * one transaction, or one message from outside, does at once; between any two steps anything else may come.
 */
import type { Step } from './explore';
import {
  attemptOf,
  attempts,
  clockMatters,
  isLive,
  move,
  names,
  revisionOf,
  withAttempt,
  withCall,
  withWorker,
  type Attempt,
  type Call,
  type Worker,
  type World,
} from './world';

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

type Steps = Step<World>[];

export function stepsOf(w: World, protocol: Protocol): Steps {
  return [
    ...w.workers.flatMap((worker, n) => (worker.at === 'idle' ? [] : workerSteps(w, protocol, n, worker))),
    ...beginnings(w, protocol),
    ...attempts.flatMap((n) => [...timeSteps(w, n), ...orphanSteps(w, n), ...answerSteps(w, n)]),
    ...w.calls.flatMap((call, c) => callSteps(w, protocol, call, c)),
    ...workflowSteps(w),
    ...staffSteps(w, protocol),
  ];
}

const certain = (what: string, to: World): Step<World> => ({ what, to, certain: true });
const possible = (what: string, to: World): Step<World> => ({ what, to, certain: false });

/** An idle worker takes the activity that the workflow waits for, or looks for stale calls. Tries may overlap. */
function beginnings(w: World, protocol: Protocol): Steps {
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

/** claimCall: decision and compare-and-set in one transaction. */
function placing(w: World, protocol: Protocol, n: number, attempt: Attempt): Steps {
  const torn =
    protocol.without === 'decided before the transaction' || protocol.without === 'no compare-and-set';
  const { state } = attemptOf(w, attempt);
  if (torn && (state === undefined || state === 'reserved') && mayCall(w, attempt))
    return [certain(`worker decides on ${names[attempt]}`, withWorker(w, n, { at: 'decided', attempt }))];
  return claim(w, protocol, n, attempt, mayCall(w, attempt));
}

function mayCall({ appointment }: World, attempt: Attempt): boolean {
  return appointment.revision === revisionOf(attempt) && !appointment.answered && !appointment.cancelled;
}

function claim(w: World, protocol: Protocol, n: number, attempt: Attempt, allowed: boolean): Steps {
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

function dial(w: World, n: number, attempt: Attempt): Steps {
  const dialing = withAttempt(w, attempt, { state: 'dialing', clock: 'fresh', dialed: true });
  return [certain(`worker claims ${names[attempt]}`, withWorker(dialing, n, { at: 'claimed', attempt }))];
}

function withdrawing(w: World, protocol: Protocol, n: number, attempt: Attempt): World {
  const { state, call } = attemptOf(w, attempt);
  const gives = protocol.without === 'a change gives up what is unresolved';
  if (state === 'placed' && call !== undefined && w.calls[call]?.status !== 'talks')
    return withWorker(w, n, { at: 'withdrawing', attempt, call });
  const retired = move(w, attempt, 'retire') ?? (gives ? move(w, attempt, 'give_up') : undefined) ?? w;
  return withWorker(retired, n, { at: 'reporting', attempt, from: 'withdraw', result: 'over' });
}

/** findOut, and for the workflow conclude. Nothing: look again later. */
function settling(w: World, protocol: Protocol, n: number, attempt: Attempt, concludes: boolean): Steps {
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

function workerSteps(
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

function accept(w: World, attempt: Attempt): World {
  return { ...w, calls: [...w.calls, { attempt, status: 'rings' }] };
}

/** bindSid; undefined when the call is not the attempt's own. */
function bind(w: World, protocol: Protocol, attempt: Attempt, call: number): World | undefined {
  if (attemptOf(w, attempt).call === call) return w;
  if (protocol.without === 'any SID binds')
    return withAttempt(move(w, attempt, 'bind_sid') ?? w, attempt, { call });
  if (attemptOf(w, attempt).call !== undefined) return undefined;
  const bound = move(w, attempt, 'bind_sid');
  return bound && withAttempt(bound, attempt, { call });
}

/** The result of a try that nobody waits for any more is dropped. */
function hear(w: World, { attempt, from, result }: Worker & { at: 'reporting' }): World {
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

/** A POST arrives at Twilio, or never will, well before the list of calls counts as complete. */
function timeSteps(w: World, n: Attempt): Steps {
  const { clock, orphans } = attemptOf(w, n);
  if (clock === 'complete' || !clockMatters(w, n)) return [];
  if (clock === 'fresh')
    return [certain(`dial_before of ${names[n]} passes`, withAttempt(w, n, { clock: 'lapsed' }))];
  const underWay = orphans > 0 || w.workers.some((worker) => worker.at === 'posted' && worker.attempt === n);
  return underWay
    ? []
    : [certain(`the time to resolve ${names[n]} comes`, withAttempt(w, n, { clock: 'complete' }))];
}

function orphanSteps(w: World, n: Attempt): Steps {
  const { orphans } = attemptOf(w, n);
  if (orphans === 0) return [];
  const arrived = withAttempt(w, n, { orphans: orphans - 1 });
  return [
    possible(`Twilio accepts the POST of ${names[n]}, whose sender is gone`, accept(arrived, n)),
    certain(`the POST of ${names[n]}, whose sender is gone, gets lost`, arrived),
  ];
}

/** Callbacks may come at any time from then on, never, late, twice, in any order: so they stay possible. */
function callSteps(w: World, protocol: Protocol, { attempt, status }: Call, c: number): Steps {
  const bound = bind(w, protocol, attempt, c);
  const over = withCall(w, c, 'over');
  const steps: Steps = [];
  const begun = bound ?? over;
  if (begun !== w && !(bound === undefined && status === 'over'))
    steps.push(possible(`callback: call ${c} begins`, begun));
  switch (status) {
    case 'over':
      if (bound && attemptOf(bound, attempt).state === 'placed')
        steps.push(possible(`callback: call ${c} is over`, move(bound, attempt, 'end') ?? bound));
      return steps;
    case 'rings':
      steps.push(
        certain(`call ${c} is not picked up`, over),
        possible(`call ${c} is picked up`, bound ? withCall(bound, c, 'talks') : over),
      );
      if (protocol.calm !== true)
        steps.push(possible(`call ${c} is picked up while the database is away`, withCall(w, c, 'blind')));
      return steps;
    case 'talks':
    case 'blind':
      steps.push(
        certain(`call ${c} ends`, over),
        possible(`a key on call ${c}`, bound ? record(bound, attempt, true) : over),
      );
      if (protocol.calm === true) return steps;
      if (w.workflow.doing !== 'done' || protocol.without === 'an ended workflow takes answers')
        steps.push(
          possible(
            `a key on call ${c} while the database is away`,
            withAttempt(w, attempt, { thanked: true, onSignal: w.workflow.doing !== 'done' }),
          ),
        );
      return steps;
  }
}

/** recordAnswer: the first answer of an attempt, with its effect if the revision still stands. */
function record(w: World, attempt: Attempt, spoken: boolean): World {
  if (attemptOf(w, attempt).answer) return withAttempt(w, attempt, { onSignal: false });
  const applies = mayCall(w, attempt);
  const { thanked } = attemptOf(w, attempt);
  const stored = withAttempt(w, attempt, {
    answer: true,
    thanked: thanked || (spoken && applies),
    onSignal: spoken ? attemptOf(w, attempt).onSignal : false,
  });
  return applies ? { ...stored, appointment: { ...w.appointment, answered: true } } : stored;
}

function answerSteps(w: World, n: Attempt): Steps {
  return attemptOf(w, n).onSignal
    ? [certain(`the workflow has the answer of ${names[n]} recorded`, record(w, n, false))]
    : [];
}

function workflowSteps(w: World): Steps {
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

function staffSteps(w: World, protocol: Protocol): Steps {
  if (w.appointment.revision === 2 || protocol.calm === true) return [];
  // Whoever decides holds the appointment FOR SHARE.
  const locked = w.workers.some(({ at }) => at === 'decided') && protocol.without === 'no compare-and-set';
  if (locked) return [];
  const change = (cancelled: boolean): World => ({
    ...w,
    appointment: { revision: 2, cancelled, answered: false },
  });
  return [
    possible('staff change the appointment', change(false)),
    possible('staff cancel the appointment', change(true)),
  ];
}
