/** For those who keep it running: alive, ready, and how it does. */
import { Router } from 'express';
import type { ApiDeps } from './deps';
import { registry } from './metrics';
import { checkReadiness } from './readiness';

export function healthRouter({ readiness, log }: ApiDeps): Router {
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
    res.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
