/** For those who keep it running: alive, ready, and how it does. */
import { Router } from 'express';
import type { ApiDeps } from './deps';
import { callsHeld, registry } from './metrics';
import { findHolds } from '../db/holds';
import { checkReadiness } from './readiness';

export function healthRouter({ readiness, pool, log }: ApiDeps): Router {
  const router = Router();
  let lastMissing: string[] = [];
  router.get('/healthz', (_, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_, res) => {
    const report = await checkReadiness(readiness);
    const missing = Object.keys(report.parts).filter((name) => report.parts[name]?.ok === false);
    // Probes come every few seconds; only what changes is news.
    if (missing.join() !== lastMissing.join())
      log.warn({ missing }, missing.length > 0 ? 'not ready' : 'ready');
    lastMissing = missing;
    res
      .set('Cache-Control', 'no-store')
      .status(report.status === 'ready' ? 200 : 503)
      .json(report);
  });
  router.get('/metrics', async (_, res) => {
    const held = await findHolds(pool).catch(() => []);
    for (const kind of ['paused', 'account_refused'])
      callsHeld.set({ kind }, held.some((hold) => hold.kind === kind) ? 1 : 0);
    res.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
