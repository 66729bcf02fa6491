/** An appointment as it stands in the form, and what is sent of it. */
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/appointments';
import { leadOf, offsetOf, type Lead } from './leads';

export type Appointment = z.output<typeof schemas.appointment>;

export type Reminders =
  | { kind: 'default' }
  | { kind: 'own'; leads: Lead[] }
  /** As the appointment has them already. */
  | { kind: 'kept'; leads: Lead[] };

export interface Draft {
  name: string;
  phone: string;
  /** BCP 47; empty: the default language. */
  locale: string;
  /** IANA; empty: the office's. */
  timeZone: string;
  /** On the office's clock. `utcOffset` such as `+02:00` where that clock alone tells two instants, or none. */
  start: { date: string; time: string; utcOffset: string };
  durationMinutes: string;
  reminders: Reminders;
  /** On the office's clock, `2026-11-20T10:00`; empty: now. */
  bookedAt: string;
  externalId: string;
}

export const emptyDraft: Draft = {
  name: '',
  phone: '',
  locale: '',
  timeZone: '',
  start: { date: '', time: '', utcOffset: '' },
  durationMinutes: '',
  reminders: { kind: 'default' },
  bookedAt: '',
  externalId: '',
};

export function draftOf({
  client,
  startsAtLocal,
  durationMinutes,
  reminders,
  externalId,
}: Appointment): Draft {
  const offsets = reminders.flatMap(({ offset }) => (offset === null ? [] : [offset]));
  return {
    name: client.name,
    phone: client.phone,
    locale: client.locale ?? '',
    timeZone: client.timeZone ?? '',
    start: { date: startsAtLocal.slice(0, 10), time: startsAtLocal.slice(11, 16), utcOffset: '' },
    durationMinutes: durationMinutes?.toString() ?? '',
    reminders: { kind: 'kept', leads: offsets.map(leadOf) },
    bookedAt: '',
    externalId: externalId ?? '',
  };
}

/** The body of a registration. It may be wrong: the API tells where. */
export function registrationOf(draft: Draft): Record<string, unknown> {
  return {
    client: clientOf(draft),
    startsAt: startOf(draft),
    durationMinutes: durationOf(draft),
    reminders: offsetsOf(draft),
    ...(draft.bookedAt === '' ? {} : { bookedAt: draft.bookedAt }),
    ...(draft.externalId.trim() === '' ? {} : { externalId: draft.externalId }),
  };
}

/** The body of a PATCH: what differs from `before`, so that what others change beside it stays. */
export function changesOf(before: Draft, draft: Draft): Record<string, unknown> {
  const changed = differences(before, draft);
  const client = Object.entries(clientOf(draft)).filter(([field]) => changed.some((key) => key === field));
  return {
    ...(client.length > 0 ? { client: Object.fromEntries(client) } : {}),
    ...(changed.includes('start') ? { startsAt: startOf(draft) } : {}),
    ...(changed.includes('durationMinutes') ? { durationMinutes: durationOf(draft) } : {}),
    ...(changed.includes('reminders') ? { reminders: offsetsOf(draft) } : {}),
  };
}

export function differences(one: Draft, other: Draft): (keyof Draft)[] {
  return (Object.keys(one) as (keyof Draft)[]).filter(
    (key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]),
  );
}

/** What was typed stays; what was left as it was before is as it is now. */
export function merged(before: Draft, now: Draft, draft: Draft): Draft {
  const typed: Partial<Draft> = Object.fromEntries(
    differences(before, draft).map((key) => [key, draft[key]]),
  );
  return { ...now, ...typed };
}

function clientOf({ name, phone, locale, timeZone }: Draft) {
  return { name, phone, locale: locale || null, timeZone: timeZone.trim() || null };
}

/** Half of it is nothing. */
function startOf({ start: { date, time, utcOffset } }: Draft): string {
  return date === '' || time === '' ? '' : `${date}T${time}${utcOffset}`;
}

/** What is no number is sent as it is, for the API to say so. */
function durationOf({ durationMinutes }: Draft): number | string | null {
  const text = durationMinutes.trim();
  if (text === '') return null;
  return Number.isNaN(Number(text)) ? text : Number(text);
}

function offsetsOf({ reminders }: Draft): string[] | null {
  return reminders.kind === 'default' ? null : reminders.leads.map(offsetOf);
}
