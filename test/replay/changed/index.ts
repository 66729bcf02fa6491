/** The workflow with one command before all others, as an unwary change would put it: saved histories must not replay. */
import { sleep } from '@temporalio/workflow';
import * as real from '../../../workflows';

export async function appointment(): ReturnType<typeof real.appointment> {
  await sleep('1 minute');
  return real.appointment();
}
