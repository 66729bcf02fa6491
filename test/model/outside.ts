/** Time, Twilio, its callbacks, the client and the staff. */
import { type Protocol, type Steps, bind, certain, mayCall, possible } from './rules';
import { accept } from './workers';
import {
  attemptOf,
  clockMatters,
  move,
  names,
  withAttempt,
  withCall,
  type Attempt,
  type Call,
  type World,
} from './world';

/** A POST arrives at Twilio, or never will, well before the list of calls counts as complete. */
export function timeSteps(w: World, n: Attempt): Steps {
  const { clock, orphans } = attemptOf(w, n);
  if (clock === 'complete' || !clockMatters(w, n)) return [];
  if (clock === 'fresh')
    return [certain(`dial_before of ${names[n]} passes`, withAttempt(w, n, { clock: 'lapsed' }))];
  const underWay = orphans > 0 || w.workers.some((worker) => worker.at === 'posted' && worker.attempt === n);
  return underWay
    ? []
    : [certain(`the time to resolve ${names[n]} comes`, withAttempt(w, n, { clock: 'complete' }))];
}

export function orphanSteps(w: World, n: Attempt): Steps {
  const { orphans } = attemptOf(w, n);
  if (orphans === 0) return [];
  const arrived = withAttempt(w, n, { orphans: orphans - 1 });
  return [
    possible(`Twilio accepts the POST of ${names[n]}, whose sender is gone`, accept(arrived, n)),
    certain(`the POST of ${names[n]}, whose sender is gone, gets lost`, arrived),
  ];
}

/** Callbacks may come at any time from then on, never, late, twice, in any order: so they stay possible. */
export function callSteps(w: World, protocol: Protocol, { attempt, status }: Call, c: number): Steps {
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

export function answerSteps(w: World, n: Attempt): Steps {
  return attemptOf(w, n).onSignal
    ? [certain(`the workflow has the answer of ${names[n]} recorded`, record(w, n, false))]
    : [];
}

export function staffSteps(w: World, protocol: Protocol): Steps {
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
