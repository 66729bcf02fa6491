/** Appointments and answers as a table. */
import { pipeline, Readable } from 'node:stream';
import { z } from 'zod';
import type { Config } from '../config';
import { exportAppointments, type ExportedAppointment } from '../db/export';
import { localTime } from '../domain/zones';
import { csvWriter, type Cell } from '../files/write-csv';
import { readBound } from './appointments/bound';
import { utc } from './appointments/view';
import type { Operation } from './operation';
import { listQuery } from './schemas/appointments';
import { noParams } from './schemas/fields';
import { validate } from './validate';

/** Our own import knows them, but for those that only we can say. */
const columns = [
  'id',
  'external_id',
  'name',
  'phone',
  'start',
  'start_utc',
  'duration_minutes',
  'locale',
  'client_time_zone',
  'status',
  'answer',
  'answered_at',
  'attended',
] as const;

const query = listQuery.pick({ from: true, to: true, status: true });

const file = z.string().meta({
  id: 'AppointmentTable',
  description:
    'UTF-8 with a byte order mark, commas, one line an appointment. A text that begins like a formula has an apostrophe before it, E.164 numbers as well; our own import takes it off.',
});

export const exportOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/appointments.csv',
    tag: 'Files',
    role: 'look',
    summary: 'Appointments and their answers as a CSV file, by start',
    description:
      '`start` is on the office’s clock. Changed in a spreadsheet, the file can be imported again.',
    params: noParams,
    query,
    replies: { 200: { description: 'The file.', schema: file, mediaType: 'text/csv' } },
    problems: [422],
    handle: ({ config, pool, log }, req) => {
      const { from, to, status } = validate(query, req.query);
      const fromMs = readBound(config, 'from', from);
      const toMs = readBound(config, 'to', to);
      const rows = exportAppointments(pool, {
        ...(fromMs === undefined ? {} : { fromMs }),
        ...(toMs === undefined ? {} : { toMs }),
        ...(status === undefined ? {} : { status }),
      });
      return Promise.resolve({
        stream: (res) => {
          res.status(200).set({
            'Content-Type': 'text/csv; charset=utf-8',
            'Content-Disposition': 'attachment; filename="appointments.csv"',
            'Cache-Control': 'no-store',
          });
          pipeline(Readable.from(tableOf(config, rows)), csvWriter(columns), res, (error) => {
            // The connection is cut, so that a part is not taken for the whole.
            if (error && !req.destroyed) log.error({ err: error }, 'an export broke off');
          });
        },
      });
    },
  },
];

async function* tableOf(
  config: Config,
  parts: AsyncIterable<ExportedAppointment[]>,
): AsyncGenerator<Record<(typeof columns)[number], Cell>> {
  for await (const part of parts) for (const each of part) yield rowOf(config, each);
}

function rowOf({ office }: Config, each: ExportedAppointment): Record<(typeof columns)[number], Cell> {
  return {
    id: each.id,
    external_id: each.externalId,
    name: each.name,
    phone: each.phone,
    start: localTime(each.startsAtMs, office.timeZone),
    start_utc: utc(each.startsAtMs),
    duration_minutes: each.durationMinutes,
    locale: each.locale,
    client_time_zone: each.timeZone,
    status: each.status,
    answer: each.answer,
    answered_at: each.answeredAtMs === null ? null : utc(each.answeredAtMs),
    attended: each.attended,
  };
}
