/** Instants for people, such as `Tue 24 Nov 09:00`. */

/** From the office's clock as the API gives it, `2026-11-24T09:00:00+01:00`; its offset is already in the digits. */
export function localMoment(local: string): string {
  return moment(new Date(`${local.slice(0, 19)}Z`), 'UTC');
}

/** @param timeZone IANA; undefined: this machine's. */
export function moment(at: Date, timeZone: string | undefined, seconds = false): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  const year = Number(part('year')) === new Date().getFullYear() ? '' : ` ${part('year')}`;
  return `${part('weekday')} ${part('day')} ${part('month')}${year} ${part('hour')}:${part('minute')}${seconds ? `:${part('second')}` : ''}`;
}

/** `2026-11-24`. @param timeZone IANA; undefined: this machine's. */
export function day(at: Date, timeZone: string | undefined): string {
  // Sweden writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
