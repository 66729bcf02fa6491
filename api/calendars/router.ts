/** Calendars for programs that cannot sign in: who has the address may read it. */
import { createHash } from 'node:crypto';
import express, { type Request, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { isCalendarFeed } from '../../db/calendar-feeds';
import { entriesBetween, entryByLink } from '../../db/calendar-entries';
import { dayBounds, officeDay } from '../../domain/zones';
import type { ApiDeps } from '../deps';
import { notFound, Problem } from '../problem';
import { clientCalendar, officeCalendar } from './ics';

const dayMs = 24 * 3_600_000;
/** Today and the days after it. */
const days = 8;
/** After the appointment a link is of no use any more. */
const linkEndsAfterMs = 3 * dayMs;

export function calendarsRouter({ pool, config, now }: ApiDeps): express.Router {
  const router = express.Router();
  const { timeZone } = config.office;

  router.get('/calendar/:file', fewRequests(), async (req, res) => {
    const secret = /^([\w-]{32})\.ics$/.exec(String(req.params['file']))?.[1];
    if (secret === undefined || !(await isCalendarFeed(pool, secret)))
      throw notFound('There is no such calendar; an admin can make another one under Settings.');
    const today = dayBounds(officeDay(now(), timeZone), timeZone);
    const last = dayBounds(officeDay(now() + (days - 1) * dayMs, timeZone), timeZone);
    if (!today || !last) throw new Error('Today is no day.');
    send(req, res, officeCalendar(config, await entriesBetween(pool, today.fromMs, last.toMs)));
  });

  router.get('/i/:token', fewRequests(), async (req, res) => {
    const token = String(req.params['token']);
    const entry = /^[\w-]{16}$/.test(token) ? await entryByLink(pool, token) : undefined;
    if (!entry || entry.startsAtMs + linkEndsAfterMs < now()) {
      // People read this, on their phones.
      res
        .status(entry ? 410 : 404)
        .set('Cache-Control', 'private, no-store')
        .type('text/plain');
      res.end(`This link is no longer in use. ${config.office.name}: ${config.office.phone}\n`);
      return;
    }
    res.set('Content-Disposition', 'inline; filename="appointment.ics"');
    send(req, res, clientCalendar(config, entry));
  });
  return router;
}

function send(req: Request, res: Response, calendar: string): void {
  const tag = `"${createHash('sha256').update(calendar).digest('base64url').slice(0, 22)}"`;
  res.set({ ETag: tag, 'Cache-Control': 'private, no-cache', 'X-Robots-Tag': 'noindex' });
  // Not by `req.fresh`, which takes "no-cache" for a wish to have it all again.
  if (req.get('if-none-match')?.includes(tag) === true) res.status(304).end();
  else res.type('text/calendar; charset=utf-8').end(calendar);
}

/** From one address within a minute, for each looks into the database. */
const maxRequests = 60;

function fewRequests() {
  return rateLimit({
    windowMs: 60_000,
    limit: maxRequests,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether a proxy is to be believed is the app's to say.
    validate: { xForwardedForHeader: false },
    handler: () => {
      throw new Problem(
        429,
        'too_many_requests',
        'Too many requests for calendars from this address. Please wait a minute and try again.',
      );
    },
  });
}
