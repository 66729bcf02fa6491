import type { Properties, TimeZoneRules } from './components';
import { occurrences } from './recurrence';
import { utc, wallTime, wallTimes } from './time';
import type { Zone } from './zones';

/** From an onset on, `offsetMs` holds. */
interface Onset {
  atMs: number;
  offsetMs: number;
}

interface Observance {
  startWallMs: number;
  fromOffsetMs: number;
  offsetMs: number;
  rules: readonly string[];
  /** Further onsets that are listed one by one. */
  wallMs: readonly number[];
}

/** A zone by the rules of its VTIMEZONE (RFC 5545, 3.6.5); undefined when they cannot be followed. */
export function observedZone({ observances: given }: TimeZoneRules): Zone | undefined {
  const observances = given.map(readObservance);
  if (observances.length === 0 || !observances.every((each) => each !== undefined)) return undefined;
  const byYear = new Map<number, Onset[]>();
  const offsetAt = (epochMs: number) => {
    const year = new Date(epochMs).getUTCFullYear();
    let onsets = byYear.get(year);
    if (!onsets) byYear.set(year, (onsets = onsetsAround(year, observances)));
    return onsets.findLast(({ atMs }) => atMs <= epochMs)?.offsetMs ?? onsets[0]?.offsetMs ?? 0;
  };
  const toWall = (epochMs: number) => epochMs + offsetAt(epochMs);
  try {
    offsetAt(0);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return {
    toWall,
    toInstant: (wallMs) => {
      const before = wallMs - offsetAt(wallMs - dayAroundMs);
      const after = wallMs - offsetAt(wallMs + dayAroundMs);
      return toWall(before) === wallMs || toWall(after) !== wallMs ? before : after;
    },
  };
}

/** No offset is as much as a day, and no zone changes its clocks twice within two. */
const dayAroundMs = 86_400_000;

/** The last onset before the year, and those of the year. */
function onsetsAround(year: number, observances: readonly Observance[]): Onset[] {
  const fromMs = Date.UTC(year - 2, 0);
  const toMs = Date.UTC(year + 1, 0, 2);
  const onsets = observances.flatMap(({ startWallMs, fromOffsetMs, offsetMs, rules, wallMs }) => {
    const toWall = (epochMs: number) => epochMs + fromOffsetMs;
    const ruled = rules.flatMap((rule) => occurrences({ rule, startWallMs, toWall }, fromMs, toMs));
    return [startWallMs, ...wallMs, ...ruled].map((wall) => ({ atMs: wall - fromOffsetMs, offsetMs }));
  });
  // Before the first onset of all, its old offset holds.
  const first = observances.reduce((one, other) => (other.startWallMs < one.startWallMs ? other : one));
  onsets.push({ atMs: -Infinity, offsetMs: first.fromOffsetMs });
  return onsets.sort((one, other) => one.atMs - other.atMs);
}

function readObservance(properties: Properties): Observance | undefined {
  const all = (name: string) => properties.filter((each) => each.name === name);
  const [start] = all('DTSTART').map(wallTime);
  const [from] = all('TZOFFSETFROM').map(({ value }) => offsetMs(value));
  const [to] = all('TZOFFSETTO').map(({ value }) => offsetMs(value));
  const listed = all('RDATE').flatMap(wallTimes);
  if (start === undefined || from === undefined || to === undefined) return undefined;
  if (start.tzid === utc || listed.some((each) => each === undefined || each.tzid === utc)) return undefined;
  return {
    startWallMs: start.wallMs,
    fromOffsetMs: from,
    offsetMs: to,
    rules: all('RRULE').map(({ value }) => value),
    wallMs: listed.flatMap((each) => each?.wallMs ?? []),
  };
}

/** Such as `+0530`. */
function offsetMs(text: string): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] =
    /^([+-])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?$/.exec(text.trim()) ?? [];
  if (sign === undefined) return undefined;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -ms : ms;
}
