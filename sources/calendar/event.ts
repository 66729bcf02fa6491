/** An event as its properties have it, before zones and recurrence. */
import type { Properties } from './components';
import { cut } from '../cut';
import { type ContentLine } from './lines';
import { durationMs, wallTime, wallTimes, type WallTime } from './time';

export interface CalendarEvent {
  uid: string;
  /** Which one of a series this changes: when that would have started. */
  recurrenceId: WallTime | undefined;
  /** It changes all that follow as well. */
  isFromThereOn: boolean;
  isCancelled: boolean;
  /** When it was last changed, as far as it says so. */
  modifiedMs: number | undefined;
  sequence: number;
  start: WallTime | undefined;
  end: WallTime | undefined;
  durationMs: number | undefined;
  rule: string | undefined;
  alsoAt: readonly WallTime[];
  notAt: readonly WallTime[];
  /** What cannot be understood of it, should there be something. */
  fault: { value: string; message: string } | undefined;
  properties: Properties;
}

export function readEvent(properties: Properties, method: string): CalendarEvent {
  let fault: CalendarEvent['fault'];
  const blame = ({ name, value }: Pick<ContentLine, 'name' | 'value'>, message: string) => {
    fault ??= { value: cut(`${name}:${value}`, 200), message };
  };
  const one = (name: string) => {
    const [line, another] = properties.filter((each) => each.name === name);
    if (another) blame(another, 'stands there more than once');
    return line;
  };
  const time = (line: ContentLine | undefined) => {
    const read = line && wallTime(line);
    if (line && !read) blame(line, 'is no time of iCalendar, such as 20261124T090000');
    return read;
  };
  const times = (name: string) =>
    properties
      .filter((each) => each.name === name)
      .flatMap((line) => {
        const read = wallTimes(line);
        const good = read.filter((each) => each !== undefined);
        if (good.length < read.length)
          blame(line, 'holds what is no time of iCalendar, such as 20261124T090000');
        return good;
      });

  const id = one('RECURRENCE-ID');
  const duration = one('DURATION');
  const modified = one('LAST-MODIFIED');
  const start = time(one('DTSTART'));
  const [rule, anotherRule] = properties.filter((each) => each.name === 'RRULE');
  if (anotherRule) blame(anotherRule, 'is a second rule; one is taken');
  const [without] = properties.filter((each) => each.name === 'EXRULE');
  if (without) blame(without, 'is not taken; let the calendar list the days with EXDATE');
  const isFromThereOn = id?.params['RANGE'] !== undefined;
  if (id && isFromThereOn)
    blame(id, 'changes all that follow as well; let the calendar end the series, and begin a new one');
  const recurrenceId = time(id);
  if (id && recurrenceId?.isDate === true && start?.isDate === false)
    blame(id, 'names a day, but there may be several times in it');
  if (!start) blame({ name: 'DTSTART', value: '' }, 'is missing');
  const modifiedAt = modified && wallTime(modified);
  return {
    uid: (one('UID')?.value ?? '').trim(),
    recurrenceId,
    isFromThereOn,
    isCancelled: method === 'CANCEL' || one('STATUS')?.value.trim().toUpperCase() === 'CANCELLED',
    // Always in UTC (RFC 5545, 3.8.7.3).
    modifiedMs: modifiedAt?.wallMs,
    sequence: Number(one('SEQUENCE')?.value) || 0,
    start,
    end: time(one('DTEND')),
    durationMs: duration && durationMs(duration.value),
    rule: rule?.value,
    alsoAt: times('RDATE'),
    notAt: times('EXDATE'),
    fault,
    properties,
  };
}
