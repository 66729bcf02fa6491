import { findDeskItem, finishDeskItem, listDesk, type DeskItem } from '../db/desk-list';
import { localTime } from '../domain/zones';
import { utc } from './appointments/view';
import { change, read, type Operation } from './operation';
import { notFound } from './problem';
import { deskDone, deskItem, deskList } from './schemas/desk';
import { idParams, noParams, noQuery } from './schemas/fields';

export const deskListOperations: readonly Operation[] = [
  read({
    path: '/v1/desk-list',
    tag: 'Desk list',
    summary: 'Whom to ring by hand, soonest appointment first',
    params: noParams,
    query: noQuery,
    replies: { 200: { description: 'All that is not done.', schema: deskList } },
    problems: [],
    run: async (db, _, { deps }) => ({
      status: 200,
      body: { data: (await listDesk(db)).map((item) => itemView(item, deps.config.office.timeZone)) },
    }),
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
    run: async (tx, { params, body }, { caller, deps }) => {
      await finishDeskItem(tx, params.id, caller.actor, body?.note ?? null);
      const item = await findDeskItem(tx, params.id);
      if (!item) throw notFound(`There is no item ${params.id} on the desk list.`);
      return { status: 200, body: itemView(item, deps.config.office.timeZone) };
    },
  }),
];

function itemView({ sinceMs, startsAtMs, ...item }: DeskItem, timeZone: string) {
  return {
    ...item,
    since: utc(sinceMs),
    startsAt: utc(startsAtMs),
    startsAtLocal: localTime(startsAtMs, timeZone),
  };
}
