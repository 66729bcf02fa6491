import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { advanceImport, failImport } from './activities';
import { untilNobodyAsks } from './job';

/** A file with appointments: checks it when it is to be checked, imports it when that is asked for. */
export function importFile(id: number): Promise<void> {
  return untilNobodyAsks(() =>
    advanceImport
      .executeWithOptions({ summary: `Check or apply import ${id}` }, [id])
      .catch(async (error: unknown) => {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
        // A mistake of ours, which repeating does not mend: whoever waits for it is told.
        await failImport.executeWithOptions({ summary: `Give import ${id} up` }, [id]);
      }),
  );
}
