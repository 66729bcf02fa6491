/** Times as calendars write them: on the clock of some wall, which a zone turns into an instant. */
import type { ContentLine } from './lines';

/** `wallMs`: what the clock shows, as though it were UTC's; epoch milliseconds. */
export interface WallTime {
  wallMs: number;
  /** null: of wherever one is, so of the office. */
  tzid: string | null;
  /** A whole day. */
  isDate: boolean;
}

export const utc = 'UTC';
export const dayMs = 86_400_000;

const pattern = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?$/;

/** Of a property such as `DTSTART;TZID=Europe/Berlin:20260324T090000`; undefined where it is no time. */
export function wallTime(line: ContentLine): WallTime | undefined {
  return wallTimes(line)[0];
}

/** Of one that may list several; of periods their starts. */
export function wallTimes({ params, value: whole }: ContentLine): (WallTime | undefined)[] {
  // Exchange writes `TZID=tzone://Microsoft/Custom` without the quotes that the colon needs.
  const colon = whole.lastIndexOf(':');
  const tzid = colon < 0 ? params['TZID'] : `${params['TZID'] ?? ''}:${whole.slice(0, colon)}`;
  return whole
    .slice(colon + 1)
    .split(',')
    .map((one) => {
      const [value = ''] = one.trim().split('/', 1);
      const wallMs = wallMsOf(value.replace(/Z$/, ''));
      return wallMs === undefined
        ? undefined
        : { wallMs, tzid: value.endsWith('Z') ? utc : (tzid ?? null), isDate: !value.includes('T') };
    });
}

/** Of `20261124` or `20261124T090000`. */
export function wallMsOf(text: string): number | undefined {
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0'] = pattern.exec(text) ?? [];
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // February has no 30th, and what is no number at all has no month either.
  if (date.getUTCMonth() !== Number(month) - 1 || Number(hours) > 23 || Number(minutes) > 59)
    return undefined;
  return date.setUTCHours(Number(hours), Number(minutes), Math.min(Number(seconds), 59));
}

/** Such as `P1W` or `PT1H30M`. */
export function durationMs(text: string): number | undefined {
  const parts = duration.exec(text.trim());
  if (!parts) return undefined;
  const [, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] = parts;
  const clockMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return (Number(weeks) * 7 + Number(days)) * dayMs + clockMs;
}

const duration = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;

/** Such as `20261124T080000Z`. */
export function basicUtc(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
