import { rowsById, type DayRow } from '../db/day';
import { findDeskItem, finishDeskItem, listDesk, listDeskDone, type DeskItem } from '../db/desk-list';
import type { Db } from '../db/pool';
import { officeClock, type OfficeClock } from '../domain/office-clock';
import { capital } from '../domain/detail-words';
import { reasonInWords } from '../domain/plan-words';
import { deskWords } from '../domain/why';
import { localTime } from '../domain/zones';
import { writtenPhone } from '../messages/values';
import { utc } from './appointments/view';
import { change, read, type Context, type Operation } from './operation';
import { notFound } from './problem';
import { deskDone, deskItem, deskList, deskQuery } from './schemas/desk';
import { idParams, noParams } from './schemas/fields';

export const deskListOperations: readonly Operation[] = [
  read({
    path: '/v1/desk-list',
    tag: 'Desk list',
    summary: 'Whom to ring by hand, soonest appointment first',
    params: noParams,
    query: deskQuery,
    replies: { 200: { description: 'The items.', schema: deskList } },
    problems: [422],
    run: async (db, { query: { done } }, context) => {
      const items = done === 'true' ? await listDeskDone(db, doneShown) : await listDesk(db);
      return { status: 200, body: { data: await itemViews(db, items, context) } };
    },
  }),
  change({
    method: 'post',
    path: '/v1/desk-list/{id}/done',
    tag: 'Desk list',
    summary: 'Take an item off the desk list',
    description: 'Repeating it changes nothing.',
    params: idParams,
    body: deskDone,
    replies: { 200: { description: 'The item, which is off the list.', schema: deskItem } },
    problems: [404, 422],
    run: async (tx, { params, body }, context) => {
      await finishDeskItem(tx, params.id, context.caller.actor, body?.note ?? null);
      const item = await findDeskItem(tx, params.id);
      if (!item) throw notFound(`There is no item ${params.id} on the desk list.`);
      const [view] = await itemViews(tx, [item], context);
      return { status: 200, body: view };
    },
  }),
];

const doneShown = 200;

async function itemViews(db: Db, items: readonly DeskItem[], { deps: { config }, nowMs }: Context) {
  const rows = await rowsById(db, [...new Set(items.map(({ appointmentId }) => appointmentId))]);
  const standings = new Map(rows.map((row) => [row.id, row]));
  const { timeZone } = config.office;
  const clock = officeClock(timeZone, nowMs);
  return items.map((item) => itemView(item, standings.get(item.appointmentId), { clock, timeZone }));
}

function itemView(
  { sinceMs, startsAtMs, doneAtMs, ...item }: DeskItem,
  standing: DayRow | undefined,
  { clock, timeZone }: { clock: OfficeClock; timeZone: string },
) {
  return {
    ...item,
    since: utc(sinceMs),
    startsAt: utc(startsAtMs),
    startsAtLocal: localTime(startsAtMs, timeZone),
    phone: writtenPhone(item.client.phone),
    // Since it was done the appointment has gone on.
    why:
      standing && doneAtMs === null
        ? deskWords(standing, item.reason, clock)
        : capital(reasonInWords[item.reason]),
    doneAt: doneAtMs === null ? null : utc(doneAtMs),
  };
}
