/** The front desk's day, and its search. */
import type { z } from 'zod';
import type { Config } from '../config';
import { rowsBetween, rowsById, type DayRow } from '../db/day';
import { searchAppointments } from '../db/search';
import { officeClock } from '../domain/office-clock';
import { searchTerms } from '../domain/search-terms';
import { lastContact, nextContact, toneOf } from '../domain/standing';
import { whyWords } from '../domain/why';
import { dayBounds } from '../domain/zones';
import { utc } from './appointments/view';
import { read, type Operation } from './operation';
import { invalid } from './problem';
import * as schemas from './schemas/day';
import { noParams, noQuery } from './schemas/fields';

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

const search: Operation = read({
  path: '/v1/search',
  tag: 'Front desk',
  summary: 'Find appointments by name, number or id',
  params: noParams,
  query: schemas.searchQuery,
  replies: { 200: { description: 'Those to come first, soonest first.', schema: schemas.found } },
  problems: [422],
  run: async (db, { query: { q, limit } }, { deps: { config }, nowMs }) => {
    const ids = await searchAppointments(db, searchTerms(q, config.defaultCountry), { nowMs, limit });
    const rows = await rowsById(db, ids);
    rows.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
    return { status: 200, body: { data: rowViews(config, rows, nowMs) } };
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
      startsAtLocal: clock.local(startsAtMs),
      client,
      status,
      past: startsAtMs <= nowMs,
      attended,
      tone: toneOf(row),
      next: next && { at: utc(next.atMs), atLocal: clock.local(next.atMs), what: next.what },
      why: whyWords(row, clock),
      onDeskList: desk !== null,
      lastAt: last ? utc(last.dialedAtMs) : null,
    };
  });
}

export const dayOperations: readonly Operation[] = [day, search];
