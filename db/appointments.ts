import type { AppointmentStatus } from '../domain/words';
import { at, type Db, type Tx } from './pool';

export interface Client {
  name: string;
  /** E.164 */
  phone: string;
  /** BCP 47; null: the office's language. */
  locale: string | null;
  /** IANA; null: the office's zone. */
  timeZone: string | null;
}

export interface AppointmentFields {
  externalId: string | null;
  client: Client;
  startsAtMs: number;
  durationMinutes: number | null;
  /** The appointment's own offsets; null: the office's. */
  offsets: string[] | null;
  bookedAtMs: number;
  metadata: Record<string, unknown>;
}

export interface Appointment extends AppointmentFields {
  id: number;
  revision: number;
  version: number;
  deliveredRevision: number;
  status: AppointmentStatus;
  attended: boolean | null;
  /** The number is not to be contacted any more, on no channel. */
  optedOut: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

const columns = `id, external_id as "externalId", revision, version, delivered_revision as "deliveredRevision",
  status, jsonb_build_object('name', client_name, 'phone', client_phone, 'locale', client_locale,
  'timeZone', client_time_zone) as client, starts_at as "startsAtMs", duration_minutes as "durationMinutes",
  offsets, booked_at as "bookedAtMs", attended, metadata,
  exists (select from opt_outs where phone = client_phone) as "optedOut", created_at as "createdAtMs", updated_at as "updatedAtMs"`;

/**
 * In the order given; undefined for one whose external id another live appointment has, be it registered this instant
 * by a transaction that has yet to end: that is waited for.
 */
export async function insertAppointments(
  tx: Tx,
  wanted: readonly AppointmentFields[],
): Promise<(Appointment | undefined)[]> {
  if (wanted.length === 0) return [];
  const reserved = await tx.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('appointments', 'id')) as id from generate_series(1, $1)`,
    [wanted.length],
  );
  const ids = reserved.rows.map(({ id }) => id);
  // In the order of names, so that two who register the same ones wait for each other, not in a circle.
  const { rows } = await tx.query<Appointment>(
    `insert into appointments (id, external_id, client_name, client_phone, client_locale, client_time_zone,
       starts_at, duration_minutes, offsets, booked_at, metadata)
     overriding system value
     select id, "externalId", client ->> 'name', client ->> 'phone', client ->> 'locale', client ->> 'timeZone',
       "startsAt", "durationMinutes", offsets, "bookedAt", metadata
     from json_to_recordset($1) as wanted (id int, "externalId" text, client json, "startsAt" timestamptz,
       "durationMinutes" int, offsets text[], "bookedAt" timestamptz, metadata jsonb)
     order by "externalId", id
     on conflict (external_id) where status <> 'cancelled' do nothing
     returning ${columns}`,
    [
      JSON.stringify(
        wanted.map(({ startsAtMs, bookedAtMs, ...fields }, index) => ({
          ...fields,
          id: ids[index],
          startsAt: at(startsAtMs),
          bookedAt: at(bookedAtMs),
        })),
      ),
    ],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
}

const locks = { share: 'for share', update: 'for no key update' } as const;

/**
 * Locks: `share` keeps the appointment as it is while a call is decided, `update` lets one change it. The latter lets
 * others add rows that refer to the appointment, such as events, so that they need not wait in a circle.
 */
export async function findAppointment(
  db: Db,
  id: number,
  lock?: 'share' | 'update',
): Promise<Appointment | undefined> {
  const { rows } = await db.query<Appointment>(
    `select ${columns} from appointments where id = $1 ${lock ? locks[lock] : ''}`,
    [id],
  );
  return rows[0];
}

/** The live one, of those that ever carried this name. */
export async function findByExternalId(db: Db, externalId: string): Promise<Appointment | undefined> {
  const { rows } = await db.query<Appointment>(
    `select ${columns} from appointments where external_id = $1 and status <> 'cancelled'`,
    [externalId],
  );
  return rows[0];
}

/** Of each name the live appointment, else the newest one; locked, in the order of their ids, unless only for a look. */
export async function newestByExternalIds(
  db: Db,
  externalIds: readonly string[],
  lock: 'update' | 'none' = 'update',
): Promise<Map<string, Appointment>> {
  const { rows } = await db.query<Appointment & { externalId: string }>(
    `select ${columns} from appointments where id in (
       select distinct on (external_id) id from appointments where external_id = any($1)
       order by external_id, status <> 'cancelled' desc, id desc)
     order by id ${lock === 'none' ? '' : locks[lock]}`,
    [externalIds],
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}

/** Of each number and start the newest appointment, whatever has become of it. */
export async function byPhoneAndStart(
  db: Db,
  wanted: readonly { phone: string; startsAtMs: number }[],
): Promise<{ id: number; externalId: string | null; phone: string; startsAtMs: number }[]> {
  const { rows } = await db.query<{
    id: number;
    externalId: string | null;
    phone: string;
    startsAtMs: number;
  }>(
    `select distinct on (client_phone, starts_at) id, external_id as "externalId", client_phone as phone,
       starts_at as "startsAtMs"
     from appointments
     where (client_phone, starts_at) in (select * from unnest($1::text[], $2::timestamptz[]))
     order by client_phone, starts_at, id desc`,
    [wanted.map(({ phone }) => phone), wanted.map(({ startsAtMs }) => at(startsAtMs))],
  );
  return rows;
}

/** Appointments of a number that are neither past nor cancelled, by id. */
export async function upcomingOf(db: Db, phone: string, nowMs: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `select id from appointments where client_phone = $1 and starts_at > $2 and status <> 'cancelled' order by id`,
    [phone, at(nowMs)],
  );
  return rows.map((row) => row.id);
}

export interface AppointmentUpdate {
  id: number;
  fields: AppointmentFields & { status: AppointmentStatus };
  /** `revision` grows too when what is said, dialled or decided has changed. */
  grow: 'version' | 'revision';
}

/** Writes all fields. */
export async function updateAppointment(
  tx: Tx,
  id: number,
  fields: AppointmentUpdate['fields'],
  grow: AppointmentUpdate['grow'],
): Promise<Appointment> {
  return one(await updateAppointments(tx, [{ id, fields, grow }]));
}

/** In the order given. */
export async function updateAppointments(
  tx: Tx,
  updates: readonly AppointmentUpdate[],
): Promise<Appointment[]> {
  const { rows } = await tx.query<Appointment>(
    `update appointments set external_id = w."externalId", client_name = w.client ->> 'name',
       client_phone = w.client ->> 'phone', client_locale = w.client ->> 'locale',
       client_time_zone = w.client ->> 'timeZone', starts_at = w."startsAt", duration_minutes = w."durationMinutes",
       offsets = w."newOffsets", booked_at = w."bookedAt", metadata = w."newMetadata",
       attended = case when starts_at = w."startsAt" then attended end,
       status = w."newStatus", revision = revision + w."growsBy", version = version + 1, updated_at = now(),
       delivery_tries = 0, deliver_after = now()
     from json_to_recordset($1) as w ("of" int, "externalId" text, client json, "startsAt" timestamptz,
       "durationMinutes" int, "newOffsets" text[], "bookedAt" timestamptz, "newMetadata" jsonb, "newStatus" text,
       "growsBy" int)
     where id = w."of" returning ${columns}`,
    [
      JSON.stringify(
        updates.map(({ id, fields, grow }) => ({
          of: id,
          externalId: fields.externalId,
          client: fields.client,
          startsAt: at(fields.startsAtMs),
          durationMinutes: fields.durationMinutes,
          newOffsets: fields.offsets,
          bookedAt: at(fields.bookedAtMs),
          newMetadata: fields.metadata,
          newStatus: fields.status,
          growsBy: grow === 'revision' ? 1 : 0,
        })),
      ),
    ],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return updates.flatMap(({ id }) => byId.get(id) ?? []);
}

export async function setAttended(tx: Tx, id: number, attended: boolean): Promise<Appointment> {
  const { rows } = await tx.query<Appointment>(
    `update appointments set attended = $2, version = version + 1, updated_at = now() where id = $1 returning ${columns}`,
    [id, attended],
  );
  return one(rows);
}

export interface ListFilter {
  status?: AppointmentStatus;
  fromMs?: number;
  toMs?: number;
  externalId?: string;
  /** Only those after this one in order of start and id. */
  after?: { startsAtMs: number; id: number };
  limit: number;
}

/** In order of start, then id. */
export async function listAppointments(db: Db, filter: ListFilter): Promise<Appointment[]> {
  const { rows } = await db.query<Appointment>(
    `select ${columns} from appointments
     where ($1::text is null or status = $1) and ($2::timestamptz is null or starts_at >= $2)
       and ($3::timestamptz is null or starts_at < $3) and ($4::text is null or external_id = $4)
       and ($5::timestamptz is null or (starts_at, id) > ($5, $6))
     order by starts_at, id limit $7`,
    [
      filter.status ?? null,
      filter.fromMs === undefined ? null : at(filter.fromMs),
      filter.toMs === undefined ? null : at(filter.toMs),
      filter.externalId ?? null,
      filter.after ? at(filter.after.startsAtMs) : null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  );
  return rows;
}

function one<T>(rows: T[]): T {
  const [row] = rows;
  if (!row) throw new Error('The statement must return a row.');
  return row;
}
