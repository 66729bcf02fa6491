import express from 'express';
import type { ApiDeps } from '../deps';
import { appShell } from './app-shell';
import { pageHeaders } from './security';
import { signInLink } from './sign-in-link';
import { testCallForm } from './test-call-form';

/** What browsers are sent: the front desk's pages, and the addresses that links and forms lead to. */
export function pagesRouter(deps: ApiDeps): express.Router {
  const router = express.Router();
  router.use(pageHeaders(deps));
  router.use(signInLink(deps));
  router.use(testCallForm(deps));
  router.use(appShell());
  return router;
}
