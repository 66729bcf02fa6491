/** The front desk's pages: one program for the browser, made of `web/` by `npm run build:web`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { Problem } from '../problem';

const builtDir = join(__dirname, '..', '..', 'web', 'dist');

/** The addresses that show a page; `web/app.tsx` chooses which. All others stay 404. */
const pagePaths = [
  '/',
  '/days/:date',
  '/appointments/:id',
  '/appointments/:id/change',
  '/desk-list',
  '/register',
  '/import',
  '/import/:id',
  '/overview',
  '/texts',
  '/settings',
  '/settings/webhooks',
  '/make-test-call',
  '/sign-in',
];

export function appShell(): express.Router {
  const router = express.Router();
  // Their names change with their contents.
  router.use(
    '/assets',
    express.static(join(builtDir, 'assets'), { index: false, immutable: true, maxAge: '1y' }),
  );
  router.get('/icon.svg', (_req, res) => res.sendFile(join(builtDir, 'icon.svg'), { maxAge: '1d' }));
  router.get(pagePaths, (_req, res) => {
    const page = join(builtDir, 'index.html');
    if (!existsSync(page))
      throw new Problem(
        503,
        'pages_not_built',
        'The pages have not been built yet: run "npm run build:web" and reload.',
      );
    // It names the newest assets.
    res.set('Cache-Control', 'no-cache').sendFile(page);
  });
  return router;
}
