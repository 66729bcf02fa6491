import express from 'express';
import { authenticate, requireRole } from '../auth';
import type { ApiDeps } from '../deps';
import { notFound } from '../problem';
import { placeTestCall } from './test-call';
import { explain } from './test-call-words';

/** `POST /make-test-call` with `id=1`, for forms and curl; pages and programs use the API's own operation. */
export function testCallForm(deps: ApiDeps): express.Router {
  const router = express.Router();
  router.post('/make-test-call', express.urlencoded({ extended: false, limit: '1kb' }), async (req, res) => {
    const caller = await authenticate(deps.pool, deps.config.publicUrl, req);
    requireRole(caller, 'desk');
    const { id } = (req.body ?? {}) as { id?: unknown };
    if (typeof id !== 'string' || !/^[1-9]\d{0,8}$/.test(id))
      throw notFound('Which appointment is the call about? Send id=1, for example.');
    const result = await placeTestCall(deps, Number(id), caller.actor);
    if (!('attempt' in result)) throw explain(result, deps.config);
    res.redirect(303, `/make-test-call?id=${id}`);
  });
  return router;
}
