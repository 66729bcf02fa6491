/** The front desk's day. */
import type { Config } from '../config';
import { rowsBetween, type DayRow } from '../db/day';
import { officeClock } from '../domain/office-clock';
import { lastContact, nextContact, toneOf } from '../domain/standing';
import { whyWords } from '../domain/why';
import { dayBounds, localTime } from '../domain/zones';
import { utc } from './appointments/view';
import { read, type Operation } from './operation';
import { invalid } from './problem';
import * as schemas from './schemas/day';
import { noQuery } from './schemas/fields';
import type { z } from 'zod';

const day: Operation = read({
  path: '/v1/days/{date}',
  tag: 'Front desk',
  summary: 'All appointments of a day of the office, by start',
  params: schemas.dayParams,
  query: noQuery,
  replies: { 200: { description: 'The whole day.', schema: schemas.day } },
  problems: [422],
  run: async (db, { params: { date } }, { deps: { config }, nowMs }) => {
    const { timeZone } = config.office;
    const bounds = dayBounds(date, timeZone);
    if (!bounds) throw invalid([{ path: 'date', message: 'must be a day, such as 2026-11-24' }]);
    const rows = await rowsBetween(db, bounds.fromMs, bounds.toMs);
    return { status: 200, body: { date, timeZone, data: rowViews(config, rows, nowMs) } };
  },
});

export function rowViews(
  { office: { timeZone } }: Config,
  rows: readonly DayRow[],
  nowMs: number,
): z.input<typeof schemas.row>[] {
  const clock = officeClock(timeZone, nowMs);
  return rows.map((row) => {
    const { id, client, startsAtMs, status, attended, desk } = row;
    const next = nextContact(row, nowMs);
    const last = lastContact(row);
    return {
      id,
      startsAt: utc(startsAtMs),
      startsAtLocal: localTime(startsAtMs, timeZone),
      client,
      status,
      past: startsAtMs <= nowMs,
      attended,
      tone: toneOf(row),
      next: next && { at: utc(next.atMs), atLocal: localTime(next.atMs, timeZone), what: next.what },
      why: whyWords(row, clock),
      onDeskList: desk !== null,
      lastAt: last ? utc(last.dialedAtMs) : null,
    };
  });
}

export const dayOperations: readonly Operation[] = [day];
