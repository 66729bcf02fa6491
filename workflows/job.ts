import { setHandler } from '@temporalio/workflow';
import { againSignal } from './contract';

/**
 * Does the work, and once more for as long as it is asked for meanwhile: what was agreed on while the last look was under
 * way is seen by the next one. Nothing is awaited between the last look and the end.
 */
export async function untilNobodyAsks(work: () => Promise<void>): Promise<void> {
  let isAsked = true;
  setHandler(againSignal, () => {
    isAsked = true;
  });
  while (isAsked) {
    isAsked = false;
    await work();
  }
}
