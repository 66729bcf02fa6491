/** Events for those who listen: stored as things are now, with a delivery for each endpoint that wants the type. */
import { testEvent, type Announcement } from '../domain/words';
import { iso, type Tx } from './pool';

/** What follows `new_event`: on their way to endpoints that are on; for the others, kept to be sent later. */
const deliver = `
  deliveries as (
    insert into webhook_deliveries (event_id, endpoint_id, state)
    select new_event.id, wanting.id, case when wanting.is_on then 'waiting' else 'failed' end
    from new_event cross join wanting
    returning id, state)
  insert into jobs (kind, ref) select 'webhook', id from deliveries where state = 'waiting'`;

const wanting = `wanting as (select id, disabled_at is null as is_on from webhook_endpoints where $1 = any(types))`;

/** Two statements for any number of appointments; where nobody listens the first one, which costs next to nothing, is all. */
export async function storeAppointmentEvents(
  tx: Tx,
  type: Announcement,
  appointmentIds: readonly number[],
): Promise<void> {
  if (!(await isWanted(tx, type))) return;
  await tx.query(
    `with ${wanting},
     new_event as (
       insert into outgoing_events (type, data)
       select $1, jsonb_build_object('id', a.id, 'externalId', a.external_id, 'version', a.version,
         'revision', a.revision, 'status', a.status, 'startsAt', ${iso('a.starts_at')}, 'attended', a.attended,
         'answer', given.answer, 'metadata', a.metadata)
       from appointments a left join lateral (
         -- By key or text; the office's own word is no answer. Only the one that its status comes from.
         select jsonb_build_object('answer', t.answer, 'at', ${iso('t.answered_at')}, 'channel', t.channel) as answer
         from (
           select answer, answered_at, channel from attempts
           where appointment_id = a.id and revision = a.revision
           union all
           select t.answer, t.answered_at, t.channel from companions c join attempts t on t.id = c.attempt_id
           where c.appointment_id = a.id and c.revision = a.revision and c.confirmed_at is not null
         ) t
         where a.status <> 'scheduled' and t.answer = case a.status
           when 'confirmed' then 'confirm' when 'reschedule_requested' then 'reschedule'
           when 'cancelled' then 'cancel' end
         order by t.answered_at desc limit 1) given on true
       where a.id = any($2)
       returning id),
     ${deliver}`,
    [type, appointmentIds],
  );
}

/** It is about the number, whichever appointments it has. */
export async function storeOptOutEvent(tx: Tx, phone: string): Promise<void> {
  const type: Announcement = 'client.opted_out';
  if (!(await isWanted(tx, type))) return;
  await tx.query(
    `with ${wanting},
     new_event as (
       insert into outgoing_events (type, data)
       select $1, jsonb_build_object('phone', phone, 'since', ${iso('since')})
       from opt_outs where phone = $2
       returning id),
     ${deliver}`,
    [type, phone],
  );
}

/** For one endpoint alone. Returns the delivery, which has yet to be asked for. */
export async function storeTestEvent(tx: Tx, endpointId: number): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `with new_event as (insert into outgoing_events (type, data) values ($1, '{}') returning id)
     insert into webhook_deliveries (event_id, endpoint_id, state) select id, $2, 'waiting' from new_event
     returning id`,
    [testEvent, endpointId],
  );
  const [delivery] = rows;
  if (!delivery) throw new Error('An insert has returned nothing.');
  return delivery.id;
}

/** By endpoints that are off as well: for them it is kept. */
async function isWanted(tx: Tx, type: Announcement): Promise<boolean> {
  const { rowCount } = await tx.query('select from webhook_endpoints where $1 = any(types) limit 1', [type]);
  return rowCount !== 0;
}
