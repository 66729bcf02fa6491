import { RestError } from './errors';
import { Params } from './params';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** One page of a list, newest first, in Twilio's shape. `key` is what the list is called in it. */
export function page<T>(key: string, path: string, query: Params, items: T[]) {
  const size = Math.min(query.whole('PageSize', DEFAULT_PAGE_SIZE, 1), MAX_PAGE_SIZE);
  const number = query.whole('Page', 0);
  const start = number * size;
  const link = (to: number) => {
    const filters = query.entries().filter(([name]) => !['Page', 'PageSize', 'PageToken'].includes(name));
    return `${path}?${new URLSearchParams([...filters, ['PageSize', String(size)], ['Page', String(to)]]).toString()}`;
  };
  const shown = items.slice(start, start + size);
  return {
    [key]: shown,
    first_page_uri: link(0),
    next_page_uri: start + size < items.length ? link(number + 1) : null,
    previous_page_uri: number > 0 ? link(number - 1) : null,
    page: number,
    page_size: size,
    start,
    end: Math.max(start + shown.length - 1, start),
    uri: link(number),
  };
}

/** `Name`, `Name>` (from, inclusive) and `Name<` (to, inclusive): a day or an instant, in UTC. */
export function timeFilter(query: Params, name: string): (atMs: number) => boolean {
  const from = time(query, `${name}>`) ?? time(query, name);
  const to = time(query, `${name}<`) ?? time(query, name);
  return (atMs) => (from === undefined || atMs >= from.startMs) && (to === undefined || atMs <= to.endMs);
}

function time(query: Params, name: string): { startMs: number; endMs: number } | undefined {
  const value = query.one(name);
  if (value === undefined) return undefined;
  const startMs = Date.parse(value);
  if (Number.isNaN(startMs)) throw new RestError(400, 20001, `Invalid ${name}: ${value}`);
  // Twilio keeps whole seconds.
  const lengthMs = /^\d{4}-\d{2}-\d{2}$/.test(value) ? 86_400_000 : 1000;
  return {
    startMs: lengthMs === 1000 ? Math.floor(startMs / 1000) * 1000 : startMs,
    endMs: startMs + lengthMs - 1,
  };
}
