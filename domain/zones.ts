/** Between instants and the clocks on walls. */
import { Temporal } from 'temporal-polyfill';
import { steadyAheadMs } from './wall-clock';

/** An IANA name, whatever its case. Offsets such as `+01:00` are refused: they know no clock changes. */
export function isTimeZone(text: string): boolean {
  if (!/^[a-z][\w+/-]*$/i.test(text)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch {
    return false;
  }
}

/** Such as `2026-11-24T09:00:00+01:00`. */
export function localTime(epochMs: number, timeZone: string): string {
  return zoned(epochMs, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** Such as `2026-11-24`. */
export function officeDay(epochMs: number, timeZone: string): string {
  return zoned(epochMs, timeZone).toPlainDate().toString();
}

/** From its first instant to that of the next day; undefined when the text names no day from 2000 to 2199. */
export function dayBounds(date: string, timeZone: string): { fromMs: number; toMs: number } | undefined {
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(date)) return undefined;
  try {
    const day = Temporal.PlainDate.from(date);
    const start = (of: Temporal.PlainDate) => of.toZonedDateTime(timeZone).epochMilliseconds;
    return { fromMs: start(day), toMs: start(day.add({ days: 1 })) };
  } catch {
    return undefined;
  }
}

/** @param clock such as `09:00` */
export function tomorrowAt(clock: string, nowMs: number, timeZone: string): number {
  const tomorrow = zoned(nowMs, timeZone).toPlainDate().add({ days: 1 });
  return tomorrow.toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds;
}

function zoned(epochMs: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
}

export type InstantInput =
  | { kind: 'ok'; epochMs: number }
  | {
      kind: 'error';
      message: string;
      path: 'startsAt' | 'timeZone';
      /** With an offset each, where the clocks change: one of them was meant. */
      choices?: string[];
    };

const inputPattern =
  /^(?<local>\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(?<offset>Z|[+-]\d\d:\d\d)?$/;

/**
 * `startsAt` with an offset names the instant; without, it is the clock of `timeZone`, else the office's.
 * A local time that a clock change skips or repeats is refused, for a guess would be an hour off.
 */
export function instantFromInput(
  startsAt: string,
  timeZone: string | undefined,
  officeTimeZone: string,
): InstantInput {
  const refuse: Refuse = (message, choices) => ({
    kind: 'error',
    message,
    path: 'startsAt',
    ...(choices ? { choices } : {}),
  });
  if (timeZone !== undefined && !isTimeZone(timeZone))
    return {
      kind: 'error',
      path: 'timeZone',
      message: `"${timeZone}" is not an IANA time zone; send one such as "Europe/Berlin"`,
    };
  const parts = inputPattern.exec(startsAt)?.groups;
  if (!parts?.local)
    return refuse(
      `"${startsAt}" is not a date and time; send "2026-11-24T09:00:00+01:00", or local time as "2026-11-24T09:00" with timeZone`,
    );
  const year = Number(parts.local.slice(0, 4));
  if (year < 2000 || year > 2199) return refuse(`the year ${year} is not between 2000 and 2199`);

  let local: Temporal.PlainDateTime;
  try {
    local = Temporal.PlainDateTime.from(parts.local);
  } catch {
    return refuse(`there is no day ${parts.local.slice(0, 10)}`);
  }
  if (parts.offset !== undefined) return fromOffset(parts.local, parts.offset, refuse);
  return fromLocal(local, timeZone ?? officeTimeZone, refuse);
}

type Refuse = (message: string, choices?: string[]) => InstantInput;

function fromOffset(local: string, offset: string, refuse: Refuse): InstantInput {
  try {
    return { kind: 'ok', epochMs: Temporal.Instant.from(local + offset).epochMilliseconds };
  } catch {
    return refuse(`"${offset}" is not an offset from UTC; send one such as "+01:00" or "Z"`);
  }
}

function fromLocal(local: Temporal.PlainDateTime, timeZone: string, refuse: Refuse): InstantInput {
  const asIfUtcMs = local.toZonedDateTime('UTC').epochMilliseconds;
  const aheadMs = steadyAheadMs(asIfUtcMs, asIfUtcMs, timeZone);
  if (aheadMs !== undefined) return { kind: 'ok', epochMs: asIfUtcMs - aheadMs };
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { kind: 'ok', epochMs: earlier.epochMilliseconds };
  const clock = local.toString({ smallestUnit: 'minute' });
  const happens = earlier.toPlainDateTime().equals(local) ? 'happens twice' : 'does not exist';
  const choices = [earlier, later].map((time) => localTime(time.epochMilliseconds, timeZone));
  return refuse(
    `${clock} ${happens} in ${timeZone}, where the clocks change then; send ${choices.join(' or ')}`,
    choices,
  );
}
