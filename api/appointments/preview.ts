/** What registering would answer, with nothing registered. */
import { localTime } from '../../domain/zones';
import { change, type Operation } from '../operation';
import { preview as previewSchema, registration } from '../schemas/appointments';
import { noParams } from '../schemas/fields';
import { readContent } from './input';
import { plan } from './plan';
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

export const previewOperations: readonly Operation[] = [preview];
