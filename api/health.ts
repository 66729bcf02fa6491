/** For those who keep it running: alive, ready, and how it does. */
import { Router } from 'express';
import type { ApiDeps } from './deps';
import { registry } from './metrics';
import { checkReadiness } from './readiness';

export function healthRouter({ readiness, log }: ApiDeps): Router {
  const router = Router();
  router.get('/healthz', (_, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_, res) => {
    const report = await checkReadiness(readiness);
    if (report.status !== 'ready') log.warn({ readiness: report.parts }, 'not ready');
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
