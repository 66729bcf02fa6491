/** What registering or changing would plan, with nothing registered or changed. */
import { findAppointment } from '../../db/appointments';
import { findReminders } from '../../db/reminders';
import { localTime } from '../../domain/zones';
import { outcomeOf } from '../../intake/change';
import { readChanges, readContent } from '../../intake/content';
import { plan } from '../../intake/plan';
import { changes, registration } from '../../intake/schema';
import { change, type Operation } from '../operation';
import { notFound } from '../problem';
import { preview as previewSchema } from '../schemas/appointments';
import { idParams, noParams } from '../schemas/fields';
import { reminderView, utc } from './view';

const preview: Operation = change({
  method: 'post',
  path: '/v1/preview',
  role: 'look',
  tag: 'Appointments',
  summary: "Plan an appointment's reminders without registering it",
  description: 'Takes and checks what registering takes.',
  params: noParams,
  body: registration,
  replies: { 200: { description: 'The plan that registering now would make.', schema: previewSchema } },
  problems: [422],
  run: (_, { body }, { deps: { config }, nowMs }) => {
    const content = readContent(config, body, nowMs);
    return Promise.resolve({
      status: 200,
      body: {
        startsAt: utc(content.startsAtMs),
        startsAtLocal: localTime(content.startsAtMs, config.office.timeZone),
        reminders: plan(config, content, content.bookedAtMs, nowMs).map((each) => reminderView(config, each)),
      },
    });
  },
});

const previewChange: Operation = change({
  method: 'post',
  path: '/v1/appointments/{id}/preview',
  role: 'look',
  tag: 'Appointments',
  summary: "Plan an appointment's reminders as a change would, without changing it",
  description: 'Takes and checks what PATCH takes.',
  params: idParams,
  body: changes,
  replies: { 200: { description: 'The plan that changing now would make.', schema: previewSchema } },
  problems: [404, 409, 422],
  run: async (tx, { params: { id }, body }, { deps: { config }, nowMs }) => {
    const before = await findAppointment(tx, id);
    if (!before) throw notFound(`There is no appointment ${id}.`);
    const fields = readChanges(config, body, nowMs, before);
    const old = await findReminders(tx, id, before.revision);
    const { reminders } = outcomeOf(config, before, fields, old, nowMs);
    return {
      status: 200,
      body: {
        startsAt: utc(fields.startsAtMs),
        startsAtLocal: localTime(fields.startsAtMs, config.office.timeZone),
        reminders: reminders.map((each) => reminderView(config, each)),
      },
    };
  },
});

export const previewOperations: readonly Operation[] = [preview, previewChange];
