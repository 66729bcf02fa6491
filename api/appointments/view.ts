/** Appointments as the API shows them. */
import type { z } from 'zod';
import type { Config } from '../../config';
import type { Appointment } from '../../db/appointments';
import type { TimelineEvent } from '../../db/events';
import type { Reminder } from '../../db/reminders';
import { officeClock, type OfficeClock } from '../../domain/office-clock';
import { reminderSummary } from '../../domain/plan-words';
import { eventWords } from '../../domain/timeline-words';
import { localTime } from '../../domain/zones';
import { workflowId } from '../../workflows/contract';
import type * as schemas from '../schemas/appointments';

export type AppointmentView = z.input<typeof schemas.appointment>;

export function utc(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

export function appointmentView(
  config: Config,
  appointment: Appointment,
  reminders: readonly Reminder[],
  lastEvent: TimelineEvent | undefined,
  nowMs: number,
): Record<string, unknown> & Omit<AppointmentView, 'metadata'> {
  const { id, startsAtMs } = appointment;
  const self = `/v1/appointments/${id}`;
  return {
    id,
    externalId: appointment.externalId,
    revision: appointment.revision,
    version: appointment.version,
    status: appointment.status,
    past: startsAtMs <= nowMs,
    attended: appointment.attended,
    optedOut: appointment.optedOut,
    startsAt: utc(startsAtMs),
    startsAtLocal: localTime(startsAtMs, config.office.timeZone),
    durationMinutes: appointment.durationMinutes,
    client: appointment.client,
    reminders: reminders.map((reminder) => reminderView(config, reminder)),
    bookedAt: utc(appointment.bookedAtMs),
    metadata: appointment.metadata,
    ...(lastEvent ? { lastEvent: eventView(lastEvent, officeClock(config.office.timeZone, nowMs)) } : {}),
    createdAt: utc(appointment.createdAtMs),
    updatedAt: utc(appointment.updatedAtMs),
    links: {
      self,
      timeline: `${self}/timeline`,
      ...(config.workflowsUrl === undefined
        ? {}
        : {
            workflow: `${config.workflowsUrl}/${workflowId(id)}`,
          }),
    },
  };
}

export function reminderView({ office }: Config, reminder: Reminder): z.input<typeof schemas.reminder> {
  const { number, offset, dueAtMs, state, reason, movedFromMs } = reminder;
  return {
    number,
    offset,
    dueAt: utc(dueAtMs),
    dueAtLocal: localTime(dueAtMs, office.timeZone),
    state,
    ...(reason === null ? {} : { reason }),
    ...(movedFromMs === null
      ? {}
      : { movedFrom: utc(movedFromMs), movedFromLocal: localTime(movedFromMs, office.timeZone) }),
    summary: reminderSummary(reminder, office.timeZone),
  };
}

export function eventView(event: TimelineEvent, clock: OfficeClock): z.input<typeof schemas.event> {
  const { atMs, actor, what, reason, attempt, detail } = event;
  return {
    at: utc(atMs),
    actor,
    what,
    ...(reason === null ? {} : { reason }),
    ...(attempt === null ? {} : { attempt }),
    detail,
    summary: eventWords(event, clock),
  };
}
