import { findAppointment, listAppointments } from '../../db/appointments';
import { lastEventsOf, timeline } from '../../db/events';
import { remindersOf } from '../../db/reminders';
import { officeClock } from '../../domain/office-clock';
import { read, type Operation } from '../operation';
import { notFound } from '../problem';
import * as schemas from '../schemas/appointments';
import { idParams, noParams, noQuery } from '../schemas/fields';
import { attemptOperations } from './attempts';
import { readBound } from './bound';
import { decodeCursor, encodeCursor } from './cursor';
import { replyWith } from './reply';
import { appointmentView, eventView } from './view';

const get: Operation = read({
  path: '/v1/appointments/{id}',
  tag: 'Appointments',
  summary: 'One appointment',
  params: idParams,
  query: noQuery,
  replies: { 200: { description: 'The appointment with its plan.', schema: schemas.appointment } },
  problems: [404, 422],
  run: async (db, { params: { id } }, context) => {
    const appointment = await findAppointment(db, id);
    if (!appointment) throw notFound(`There is no appointment ${id}.`);
    return replyWith(db, context, appointment);
  },
});

const list: Operation = read({
  path: '/v1/appointments',
  tag: 'Appointments',
  summary: 'Appointments by start',
  params: noParams,
  query: schemas.listQuery,
  replies: { 200: { description: 'A page; `nextCursor` is null on the last one.', schema: schemas.page } },
  problems: [422],
  run: async (db, { query }, { deps, nowMs }) => {
    const { config } = deps;
    const { limit, cursor, status, externalId } = query;
    const fromMs = readBound(config, 'from', query.from);
    const toMs = readBound(config, 'to', query.to);
    const found = await listAppointments(db, {
      ...(status === undefined ? {} : { status }),
      ...(externalId === undefined ? {} : { externalId }),
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
      ...(cursor === undefined ? {} : { after: decodeCursor(cursor) }),
      // One more tells whether there is another page.
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const ids = page.map(({ id }) => id);
    const [reminders, events] = [await remindersOf(db, ids), await lastEventsOf(db, ids)];
    return {
      status: 200,
      body: {
        data: page.map((each) =>
          appointmentView(config, each, reminders.get(each.id) ?? [], events.get(each.id), nowMs),
        ),
        nextCursor: last && found.length > limit ? encodeCursor(last) : null,
      },
    };
  },
});

const getTimeline: Operation = read({
  path: '/v1/appointments/{id}/timeline',
  tag: 'Appointments',
  summary: 'Every decision and event of an appointment, oldest first',
  params: idParams,
  query: noQuery,
  replies: { 200: { description: 'Time, actor, what, and the reason.', schema: schemas.timeline } },
  problems: [404, 422],
  run: async (db, { params: { id } }, { deps: { config }, nowMs }) => {
    if (!(await findAppointment(db, id))) throw notFound(`There is no appointment ${id}.`);
    const clock = officeClock(config.office.timeZone, nowMs);
    return { status: 200, body: { data: (await timeline(db, id)).map((event) => eventView(event, clock)) } };
  },
});

export const lookUpOperations: readonly Operation[] = [list, get, getTimeline, ...attemptOperations];
