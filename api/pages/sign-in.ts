import express, { type Request, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { findApiKey } from '../../db/api-keys';
import { endSession, findSession, startSession } from '../../db/sessions';
import type { ApiDeps } from '../deps';
import { html, nothing } from './html';
import { sendPage } from './page';
import { sameOriginOnly } from './security';
import { sessionEnds, sessionSecret, sessionStarts } from '../session-cookie';

/** Wrong keys from one address, in a quarter of an hour. */
const maxWrong = 20;

/** Exchanges an API key, or the secret of a printed link, for a cookie. */
export function signInRouter(deps: ApiDeps): express.Router {
  const router = express.Router();
  const { publicUrl } = deps.config;
  const fewMistakes = rateLimit({
    windowMs: 15 * 60_000,
    limit: maxWrong,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether a proxy is to be believed is the app's to say; the warning on the console would tell nobody.
    validate: { xForwardedForHeader: false },
    handler: (req, res) =>
      sendForm(deps, req, res, 429, 'Too many wrong keys. Please wait 15 minutes and try again.'),
  });

  router.get('/sign-in', (req, res) => sendForm(deps, req, res, 200));
  // The link that `npm run dev` prints: it made the session, and here it becomes a cookie.
  router.get('/sign-in/:secret', fewMistakes, async (req, res) => {
    const { secret } = req.params;
    if (typeof secret !== 'string' || !(await findSession(deps.pool, secret))) {
      sendForm(deps, req, res, 401, 'This link has expired. Please sign in with an API key.');
      return;
    }
    res.append('Set-Cookie', sessionStarts(publicUrl, secret));
    res.redirect(303, '/');
  });
  router.post(
    '/sign-in',
    sameOriginOnly(deps),
    express.urlencoded({ extended: false, limit: '4kb' }),
    fewMistakes,
    async (req, res) => {
      const typed = field(req, 'key').trim();
      const key = typed === '' ? undefined : await findApiKey(deps.pool, typed);
      if (!key) {
        sendForm(deps, req, res, 401, 'This API key is not known here. Please check it and try again.');
        return;
      }
      res.append('Set-Cookie', sessionStarts(publicUrl, await startSession(deps.pool, key.id)));
      res.redirect(303, ownPath(field(req, 'next')));
    },
  );
  router.post('/sign-out', sameOriginOnly(deps), async (req, res) => {
    const secret = sessionSecret(publicUrl, req);
    if (secret !== undefined) await endSession(deps.pool, secret);
    res.append('Set-Cookie', sessionEnds(publicUrl));
    res.redirect(303, '/sign-in');
  });
  return router;
}

function sendForm({ config }: ApiDeps, req: Request, res: Response, status: number, problem?: string): void {
  const next = typeof req.query['next'] === 'string' ? req.query['next'] : field(req, 'next');
  const main = html`<main class="narrow card">
    <h1>Sign in</h1>
    <form method="post" action="/sign-in" class="stacked">
      ${problem === undefined ? nothing : html`<p class="problem" role="alert" id="problem">${problem}</p>`}
      <label for="key">API key</label>
      <input
        id="key"
        name="key"
        type="password"
        autocomplete="current-password"
        required
        autofocus
        aria-describedby="help${problem === undefined ? '' : ' problem'}"
      />
      <input type="hidden" name="next" value="${next}" />
      <p class="quiet" id="help">
        The first one is <code>SLOTKEEPER_API_KEY</code> in the settings of this server.
      </p>
      <button type="submit" class="main">Sign in</button>
    </form>
  </main>`;
  sendPage(res, { title: 'Sign in', office: config.office, main, status });
}

function field(req: Request, name: string): string {
  const body: unknown = req.body;
  const value =
    typeof body === 'object' && body !== null ? new Map<string, unknown>(Object.entries(body)).get(name) : '';
  return typeof value === 'string' ? value : '';
}

/** Where to go after signing in: never to another site. */
function ownPath(next: string): string {
  const here = 'http://here.invalid';
  if (!next.startsWith('/') || !URL.canParse(next, here)) return '/';
  const { origin, pathname, search } = new URL(next, here);
  // `/.//elsewhere` becomes `//elsewhere`, which is a host.
  return origin === here && !pathname.startsWith('//') ? pathname + search : '/';
}
