/** Appointments as iCalendar (RFC 5545). The same appointments are the same bytes, so that an ETag can tell. */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarEntry } from '../../db/calendar-entries';
import type { AppointmentStatus } from '../../domain/words';
import type { Config } from '../../config';

const minuteMs = 60_000;
/** Shown for those that do not say how long they take. */
const usualMinutes = 30;
/** How soon calendar programs should look again; they do as they like. */
const lookAgainSeconds = 15 * 60;

/** For the office itself: names, numbers, and what came of the reminders. */
export function officeCalendar({ office, publicUrl }: Config, entries: readonly CalendarEntry[]): string {
  const calendar = ical({
    name: office.name,
    prodId,
    method: ICalCalendarMethod.PUBLISH,
    ttl: lookAgainSeconds,
  });
  for (const entry of entries)
    calendar.createEvent({
      ...common(publicUrl, entry),
      summary: `${entry.clientName} (${words[entry.status]})`,
      description: `${entry.clientPhone}\n${publicUrl}/appointments/${entry.id}`,
    });
  return calendar.toString();
}

/** For the client: nobody who looks over their shoulder learns more than when and with whom. */
export function clientCalendar({ office, publicUrl }: Config, entry: CalendarEntry): string {
  const calendar = ical({ prodId, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({ ...common(publicUrl, entry), summary: office.name, description: office.phone });
  return calendar.toString();
}

const prodId = { company: 'Slotkeeper', product: 'Slotkeeper', language: 'EN' };

const words: Readonly<Record<AppointmentStatus, string>> = {
  scheduled: 'not confirmed yet',
  confirmed: 'confirmed',
  reschedule_requested: 'wants another time',
  cancelled: 'cancelled',
};

const statuses: Readonly<Record<AppointmentStatus, ICalEventStatus>> = {
  scheduled: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  reschedule_requested: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

function common(publicUrl: string, entry: CalendarEntry) {
  const { id, version, status, startsAtMs, durationMinutes, updatedAtMs } = entry;
  const changed = new Date(updatedAtMs);
  return {
    id: `appointment-${id}@${new URL(publicUrl).hostname}`,
    start: new Date(startsAtMs),
    end: new Date(startsAtMs + (durationMinutes ?? usualMinutes) * minuteMs),
    status: statuses[status],
    sequence: version,
    lastModified: changed,
    stamp: changed,
  };
}
