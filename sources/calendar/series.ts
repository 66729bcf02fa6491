/** Which instants an event stands for, and under which names. */
import { createHash } from 'node:crypto';
import type { CalendarEvent } from './event';
import { occurrences } from './recurrence';
import { basicUtc, dayMs } from './time';
import type { Zone, ZoneOf } from './zones';

/** Instants from `fromMs` to `toMs`; epoch milliseconds. */
export interface Window {
  fromMs: number;
  toMs: number;
}

/** An event and what changes single ones of its series, each by when that would have started. */
export interface Series {
  uid: string;
  /** Missing where a calendar lists only the changed ones. */
  master: CalendarEvent | undefined;
  changes: readonly CalendarEvent[];
}

export function gatherSeries(events: readonly CalendarEvent[]): Series[] {
  const byUid = groupBy(events, ({ uid }) => uid);
  return [...byUid].map(([uid, all]) => ({
    uid,
    master: newest(all.filter(({ recurrenceId }) => recurrenceId === undefined)),
    changes: all.filter(({ recurrenceId }) => recurrenceId !== undefined),
  }));
}

export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A calendar may hold several versions of one event. */
export function newest(versions: readonly CalendarEvent[]): CalendarEvent | undefined {
  return versions.reduce<CalendarEvent | undefined>(
    (one, other) => (one === undefined || rank(other, one) >= 0 ? other : one),
    undefined,
  );
}

function rank(one: CalendarEvent, other: CalendarEvent): number {
  // What cannot be understood may have changed anything.
  const isWorse = Number(one.fault !== undefined) - Number(other.fault !== undefined);
  return isWorse || one.sequence - other.sequence || (one.modifiedMs ?? 0) - (other.modifiedMs ?? 0);
}

/** @throws RangeError that says what cannot be told */
export function zoneFor(zoneOf: ZoneOf, time: { tzid: string | null }): Zone {
  const zone = zoneOf(time);
  if (!zone)
    throw new RangeError(
      `is in the time zone "${time.tzid ?? ''}", which the calendar does not describe and nobody else knows`,
    );
  return zone;
}

/**
 * When the ones of a series start and have not been left out; and those that were. One that does not repeat has one
 * start, however far ahead, for it may have been moved there.
 * @throws RangeError
 */
export function startsOf(
  event: CalendarEvent,
  zoneOf: ZoneOf,
  { fromMs, toMs }: Window,
): { on: number[]; off: number[] } {
  const { start, rule, alsoAt, notAt } = event;
  if (!start) return { on: [], off: [] };
  const zone = zoneFor(zoneOf, start);
  const startMs = zone.toInstant(start.wallMs);
  if (rule === undefined && alsoAt.length === 0) return { on: startMs >= fromMs ? [startMs] : [], off: [] };

  const instant = (time: { wallMs: number; tzid: string | null }) =>
    zoneFor(zoneOf, time).toInstant(time.wallMs);
  // Clocks differ from UTC by less than a day.
  const isNear = ({ wallMs }: { wallMs: number }) => wallMs >= fromMs - dayMs && wallMs <= toMs + dayMs;
  const isWithin = (ms: number) => ms >= fromMs && ms <= toMs;
  const ruled =
    rule === undefined
      ? [start.wallMs]
      : occurrences({ rule, startWallMs: start.wallMs, toWall: zone.toWall }, fromMs - dayMs, toMs + dayMs);
  const all = new Set([
    ...ruled.map((wallMs) => zone.toInstant(wallMs)),
    ...alsoAt.filter(isNear).map(instant),
  ]);
  const near = notAt.filter(isNear);
  const off = new Set(near.filter(({ isDate }) => !isDate).map(instant));
  // Some programs leave out a day where they mean the one of that day.
  const offDays = new Set(near.filter(({ isDate }) => isDate).map(({ wallMs }) => wallMs));
  for (const ms of all) if (offDays.has(dayOf(zone.toWall(ms)))) off.add(ms);
  return {
    on: [...all].filter((ms) => isWithin(ms) && !off.has(ms)).sort((a, b) => a - b),
    off: [...off].filter(isWithin).sort((a, b) => a - b),
  };
}

function dayOf(wallMs: number): number {
  return Math.floor(wallMs / dayMs) * dayMs;
}

/** Undefined where it does not say, or it makes no sense as an appointment. */
export function minutesOf(event: CalendarEvent, zoneOf: ZoneOf): number | undefined {
  const { start, end, durationMs } = event;
  const startZone = start && zoneOf(start);
  const endZone = end && zoneOf(end);
  const ms =
    startZone && endZone ? endZone.toInstant(end.wallMs) - startZone.toInstant(start.wallMs) : durationMs;
  const minutes = Math.round((ms ?? 0) / 60_000);
  return minutes >= 1 && minutes <= maxMinutes ? minutes : undefined;
}

const maxMinutes = 7 * 24 * 60;

/** The same for as long as the event exists, whatever becomes of it or of others of its series. */
export function externalId(uid: string, originalMs?: number): string {
  const of = originalMs === undefined ? '' : `/${basicUtc(originalMs)}`;
  const name = uid.length <= maxUid ? uid : `sha256:${createHash('sha256').update(uid).digest('hex')}`;
  return name + of;
}

/** With an instant it must fit into the 200 characters of an external id. */
const maxUid = 180;
