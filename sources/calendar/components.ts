/** A calendar taken apart: its events one by one, and its time zones. */
import { SourceError } from '../row';
import type { ContentLine } from './lines';

/** The properties of a component, in their order. */
export type Properties = readonly ContentLine[];

export interface TimeZoneRules {
  tzid: string;
  /** STANDARD and DAYLIGHT alike: each says from when on which offset holds. */
  observances: ContentLine[][];
}

export type Component =
  { kind: 'event'; properties: Properties; method: string } | { kind: 'time_zone'; rules: TimeZoneRules };

/** What we read of an event, besides what the settings name. Other properties, such as pictures, are not kept. */
const ofEvents = new Set(
  'UID DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID STATUS SEQUENCE LAST-MODIFIED'.split(
    ' ',
  ),
);
/** Answers to invitations and the like, which do not say what is. */
const noCalendars = ['REPLY', 'COUNTER', 'DECLINECOUNTER', 'REFRESH'];

/**
 * @param wanted names of further properties of events
 * @throws SourceError when it is no calendar, or not a whole one: half of one would cancel the other half
 */
export async function* components(
  lines: AsyncIterable<ContentLine>,
  wanted: ReadonlySet<string>,
): AsyncGenerator<Component> {
  const open: string[] = [];
  let method = '';
  let event: ContentLine[] = [];
  let zone: TimeZoneRules = { tzid: '', observances: [] };
  let isFirst = true;
  let wasCalendar = false;

  for await (const line of lines) {
    const { name, value } = line;
    if (isFirst && (name.replace(/^\uFEFF/, '') !== 'BEGIN' || value.toUpperCase() !== 'VCALENDAR'))
      throw new SourceError('CALENDAR_URL: this is no calendar, for it does not begin with BEGIN:VCALENDAR');
    isFirst = false;
    if (name === 'BEGIN') {
      const kind = value.trim().toUpperCase();
      if (open.length > 0 && (kind === 'VCALENDAR' || (open.at(-1) === 'VEVENT' && kind === 'VEVENT')))
        throw broken(line, `${open.at(-1) ?? ''} before it is not closed`);
      open.push(kind);
      if (open.length > maxDepth) throw broken(line, 'too many components lie within one another');
      const path = open.join(' ');
      if (path === 'VCALENDAR') method = '';
      if (path === 'VCALENDAR VEVENT') event = [];
      if (path === 'VCALENDAR VTIMEZONE') zone = { tzid: '', observances: [] };
      if (isObservance(path)) zone.observances.push([]);
      continue;
    }
    const path = open.join(' ');
    if (name === 'END') {
      const kind = value.trim().toUpperCase();
      if (open.pop() !== kind) throw broken(line, `END:${kind.slice(0, 20)} closes nothing that is open`);
      if (path === 'VCALENDAR') wasCalendar = true;
      if (path === 'VCALENDAR VEVENT') yield { kind: 'event', properties: event, method };
      if (path === 'VCALENDAR VTIMEZONE') yield { kind: 'time_zone', rules: zone };
      continue;
    }
    if (path === 'VCALENDAR' && name === 'METHOD') {
      method = value.trim().toUpperCase();
      if (noCalendars.includes(method))
        throw new SourceError(`CALENDAR_URL: METHOD:${method} is an answer to an invitation, not a calendar`);
    }
    if (path === 'VCALENDAR VEVENT' && (ofEvents.has(name) || wanted.has(name))) event.push(line);
    if (path === 'VCALENDAR VTIMEZONE' && name === 'TZID') zone.tzid = value.trim();
    if (isObservance(path)) zone.observances.at(-1)?.push(line);
  }
  if (isFirst) throw new SourceError('CALENDAR_URL: the calendar is empty');
  if (!wasCalendar || open.length > 0)
    throw new SourceError(
      `CALENDAR_URL: the calendar ends in the middle${open.length > 0 ? ` of ${open.at(-1) ?? ''}` : ''}, so it is not used`,
    );
}

/** An alarm in an event in a calendar is three. */
const maxDepth = 10;

function isObservance(path: string): boolean {
  return path === 'VCALENDAR VTIMEZONE STANDARD' || path === 'VCALENDAR VTIMEZONE DAYLIGHT';
}

function broken({ number }: ContentLine, why: string): SourceError {
  return new SourceError(`CALENDAR_URL: line ${number} of the calendar: ${why}, so it is not used`);
}
