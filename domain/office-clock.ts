/** Instants as a receptionist says them, on the office's clock: short for today, with the weekday otherwise. */

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
}

interface Wall {
  year: string;
  weekday: string;
  time: string;
  /** Such as `30 Nov`. */
  date: string;
  /** Days since 1970, to count with. */
  day: number;
}

/** @param timeZone IANA */
export function officeClock(timeZone: string, nowMs: number): OfficeClock {
  const format = formatOf(timeZone);
  const wall = (atMs: number): Wall => {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
    for (const { type, value } of format.formatToParts(atMs)) parts[type] = value;
    const { year = '', weekday = '', month = '', day = '', hour = '', minute = '' } = parts;
    return {
      year,
      weekday,
      time: `${hour}:${minute}`,
      date: `${Number(day)} ${months[Number(month) - 1] ?? ''}`,
      day: Date.UTC(Number(year), Number(month) - 1, Number(day)) / dayMs,
    };
  };
  const today = wall(nowMs);
  const clock: OfficeClock = {
    nowMs,
    moment: (atMs) => {
      const { year, weekday, time, date, day } = wall(atMs);
      if (day === today.day) return time;
      if (Math.abs(day - today.day) < 7) return `${weekday} ${time}`;
      return `${weekday.slice(0, 3)} ${date}${year === today.year ? '' : ` ${year}`} ${time}`;
    },
    on: (atMs) => (wall(atMs).day === today.day ? clock.moment(atMs) : `on ${clock.moment(atMs)}`),
    at: (atMs) => `${wall(atMs).day === today.day ? 'at' : 'on'} ${clock.moment(atMs)}`,
    time: (atMs) => wall(atMs).time,
    sameDay: (oneMs, otherMs) => wall(oneMs).day === wall(otherMs).day,
  };
  return clock;
}

/** Dear to make, and few. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
