import { join } from 'node:path';
import express from 'express';
import type { ApiDeps } from '../deps';
import { appShell } from './app-shell';
import { sendFrontDesk } from './front-desk';
import { pageHeaders } from './security';
import { forStaff } from './session';
import { signInRouter } from './sign-in';
import { testCallForm } from './test-call-form';

/** The front desk's pages: the list of appointments, sign-in, and the test call. */
export function pagesRouter(deps: ApiDeps): express.Router {
  const router = express.Router();
  router.use(pageHeaders(deps));
  router.use('/assets', express.static(join(__dirname, 'assets'), { index: false }));
  router.use((_req, res, next) => {
    // What clients are called stays out of caches, and out of the "back" button after signing out.
    res.set('Cache-Control', 'no-store');
    next();
  });
  router.use(signInRouter(deps));
  router.get(
    '/',
    forStaff(deps, (_req, res, staff) => sendFrontDesk(deps, res, staff)),
  );
  router.use(testCallForm(deps));
  router.use(appShell());
  return router;
}
