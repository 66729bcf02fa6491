import type { SyncResult } from '../activities/sync/sync-source';
import type { SourceName } from '../domain/words';
import { syncSource as look } from './activities';

/** One look at a source, such as the office's own database; a schedule has it every minute. */
export async function syncSource(source: SourceName): Promise<SyncResult> {
  return look.executeWithOptions({ summary: `Look at the ${source} for what has changed` }, [source]);
}
