/** Which instant a clock on a wall means, by the zones that a calendar names. */
import { sync } from 'node-ical';
import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from '../../domain/zones';
import type { TimeZoneRules } from './components';
import { observedZone } from './observed-zone';
import { utc, type WallTime } from './time';

export interface Zone {
  /** Where the clocks change: a time that happens twice is the first, a skipped one is as before the change. */
  toInstant: (wallMs: number) => number;
  toWall: (epochMs: number) => number;
}

/** Undefined: the calendar does not say what zone that is, and nobody knows its name. */
export type ZoneOf = (time: Pick<WallTime, 'tzid'>) => Zone | undefined;

/**
 * A zone of IANA's is known better to us than to most calendars. For any other name the calendar's own VTIMEZONE
 * counts, and without one Windows' names are known.
 */
export function zonesOf(rules: readonly TimeZoneRules[], officeTimeZone: string): ZoneOf {
  const byId = new Map(rules.map((each) => [each.tzid, each]));
  const known = new Map<string, Zone | undefined>();
  return ({ tzid }) => {
    const id = tzid ?? officeTimeZone;
    if (!known.has(id)) known.set(id, find(id, byId.get(id)));
    return known.get(id);
  };
}

function find(id: string, rules: TimeZoneRules | undefined): Zone | undefined {
  if (id === utc || isTimeZone(id)) return ianaZone(id);
  if (rules) return observedZone(rules);
  const windows = windowsZone(id);
  return windows === undefined ? undefined : ianaZone(windows);
}

function ianaZone(timeZone: string): Zone {
  return {
    toInstant: (wallMs) =>
      plain(wallMs).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds,
    toWall: (epochMs) =>
      Temporal.Instant.fromEpochMilliseconds(epochMs)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toZonedDateTime('UTC').epochMilliseconds,
  };
}

function plain(wallMs: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();
}

/** Such as `W. Europe Standard Time`; node-ical has the list. */
function windowsZone(name: string): string | undefined {
  if (!/^[\w .,()+:-]{1,100}$/.test(name) || !/ (Standard )?Time$/.test(name)) return undefined;
  const calendar = sync.parseICS(
    `BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:one\nDTSTART;TZID="${name}":20260101T000000\nEND:VEVENT\nEND:VCALENDAR`,
  );
  const event = calendar['one'];
  const zone = event?.type === 'VEVENT' ? event.start.tz : undefined;
  return zone !== undefined && isTimeZone(zone) ? zone : undefined;
}
