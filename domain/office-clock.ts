/** Instants as a receptionist says them, on the office's clock: short for today, with the weekday otherwise. */

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const dayMs = 86_400_000;

export interface OfficeClock {
  nowMs: number;
  /** `09:00` today, `Monday 16:02` within six days, else `Mon 30 Nov 16:02`, with the year when it is another one. */
  moment(atMs: number): string;
  /** `09:00`, or `on Monday 16:02`: after a verb. */
  on(atMs: number): string;
  /** `at 11:00`, or `on Tuesday 11:00`: of what is to come. */
  at(atMs: number): string;
  /** `09:00`, whatever the day. */
  time(atMs: number): string;
  sameDay(oneMs: number, otherMs: number): boolean;
  /** `2026-11-24T09:00:00+01:00` */
  local(atMs: number): string;
}

/** For many instants at once: a zone's offset is asked for once in each quarter of an hour. @param timeZone IANA */
export function officeClock(timeZone: string, nowMs: number): OfficeClock {
  const format = formatOf(timeZone);
  const offsets = new Map<number, number>();
  const offsetMs = (atMs: number): number => {
    const quarter = Math.floor(atMs / quarterMs) * quarterMs;
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = wallMs(format, quarter) - quarter;
    offsets.set(quarter, offset);
    return offset;
  };
  /** What the wall shows, as if it were UTC. */
  const wall = (atMs: number) => new Date(atMs + offsetMs(atMs));
  const dayOf = (atMs: number) => Math.floor((atMs + offsetMs(atMs)) / dayMs);
  const today = dayOf(nowMs);

  const clock: OfficeClock = {
    nowMs,
    time: (atMs) => wall(atMs).toISOString().slice(11, 16),
    moment: (atMs) => {
      const day = dayOf(atMs);
      const time = clock.time(atMs);
      if (day === today) return time;
      const date = wall(atMs);
      const weekday = weekdays[date.getUTCDay()] ?? '';
      if (Math.abs(day - today) < 7) return `${weekday} ${time}`;
      const year = date.getUTCFullYear() === wall(nowMs).getUTCFullYear() ? '' : ` ${date.getUTCFullYear()}`;
      return `${weekday.slice(0, 3)} ${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''}${year} ${time}`;
    },
    on: (atMs) => (dayOf(atMs) === today ? clock.moment(atMs) : `on ${clock.moment(atMs)}`),
    at: (atMs) => `${dayOf(atMs) === today ? 'at' : 'on'} ${clock.moment(atMs)}`,
    sameDay: (oneMs, otherMs) => dayOf(oneMs) === dayOf(otherMs),
    local: (atMs) => {
      const minutes = offsetMs(atMs) / minuteMs;
      const size = Math.abs(minutes);
      const offset = [Math.floor(size / 60), size % 60]
        .map((part) => String(part).padStart(2, '0'))
        .join(':');
      return `${wall(atMs).toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${offset}`;
    },
  };
  return clock;
}

function wallMs(format: Intl.DateTimeFormat, atMs: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(atMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** Dear to make, and few. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
