import express from 'express';
import { findSession } from '../../db/sessions';
import type { ApiDeps } from '../deps';
import { sessionStarts } from '../session-cookie';

/** The link that `npm run dev` prints: it made the session, and here its secret becomes a cookie. */
export function signInLink({ pool, config: { publicUrl } }: ApiDeps): express.Router {
  const router = express.Router();
  router.get('/sign-in/:secret', async (req, res) => {
    const { secret } = req.params;
    if (await findSession(pool, secret))
      res.append('Set-Cookie', sessionStarts(publicUrl, secret)).redirect(303, '/');
    else res.redirect(303, '/sign-in?link=expired');
  });
  return router;
}
