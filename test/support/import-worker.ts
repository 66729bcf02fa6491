/** Does with imports what the worker would, without Temporal. */
import { applyImport } from '../../activities/imports/apply';
import { checkImport } from '../../activities/imports/check';
import { createPostWebhook } from '../../activities/post-webhook';
import type { Deps } from '../../activities/deps';
import type { ApiDeps } from '../../api/deps';

/** As the worker has them, of what the API beside it has. */
export function activityDeps({ pool, telephony, messages, now, config }: ApiDeps): Deps {
  return {
    pool,
    telephony,
    messages,
    now,
    ...config,
    sources: { missing: 'ignore' },
    postWebhook: createPostWebhook({ allowPrivate: false }),
  };
}

export async function workOn(deps: Deps, id: number): Promise<void> {
  await checkImport(deps, id, () => undefined);
  await applyImport(deps, id, () => undefined);
}

/** As soon as there is something to do; returns how to stop it. */
export function startImportWorker(deps: Deps): () => void {
  const timer = setInterval(() => {
    void deps.pool
      .query<{ id: number }>(`select id from imports where state in ('checking', 'applying')`)
      .then(async ({ rows }) => {
        for (const { id } of rows) await workOn(deps, id);
      })
      // The next look finds it again.
      .catch(() => undefined);
  }, 50);
  return () => clearInterval(timer);
}
