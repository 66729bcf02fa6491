/**
 * Everything that may happen next. Each step is what one transaction, or one message from outside, does at once; between
 * any two steps anything else may come.
 */
import { answerSteps, callSteps, orphanSteps, staffSteps, timeSteps } from './outside';
import type { Protocol, Steps } from './rules';
import { beginnings, workerSteps } from './workers';
import { workflowSteps } from './workflow';
import { attempts, type World } from './world';

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
