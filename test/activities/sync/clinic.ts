/** A clinic with a database of its own, as in examples/clinic, and Slotkeeper beside it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createJobActivities } from '../../../activities';
import type { Deps } from '../../../activities/deps';
import type { SyncResult } from '../../../activities/sync/sync-source';
import { findByExternalId, type Appointment } from '../../../db/appointments';
import { recordAnswer } from '../../../db/answers';
import { timeline } from '../../../db/events';
import { transaction } from '../../../db/pool';
import { setUpSource } from '../../../db/sources';
import { parseCallingHours } from '../../../domain/hours';
import type { Answer, SourceName } from '../../../domain/words';
import type { SourceSettings } from '../../../sources/settings';
import { createEmptyDatabase, createTestDatabase } from '../../support/database';

const example = path.join(__dirname, '../../../examples/clinic');
export const exampleSql = (name: 'schema' | 'source' | 'write-back') =>
  readFileSync(path.join(example, `${name}.sql`), 'utf8');

export type Clinic = Awaited<ReturnType<typeof openClinic>>;

/** A Monday, 10:00 in Berlin, the office's zone. */
const monday = Date.parse('2030-11-25T09:00:00Z');

export async function openClinic(change: Partial<SourceSettings> = {}) {
  const [ours, theirs] = await Promise.all([createTestDatabase(), createEmptyDatabase()]);
  await theirs.pool.query(exampleSql('schema'));
  await setUpSource(ours.pool, 'database', true);
  const clock = { nowMs: monday };
  const sources: SourceSettings = {
    missing: 'ignore',
    database: { url: theirs.url, sql: exampleSql('source'), writeBackSql: exampleSql('write-back') },
    ...change,
  };
  // Those that neither call nor text need nothing of a telephone.
  const deps = {
    pool: ours.pool,
    now: () => clock.nowMs,
    office: { name: 'Praxis Sonne', phone: '+4930901820', timeZone: 'Europe/Berlin' },
    rules: {
      offsets: ['P1D', 'PT1H'],
      callingHours: parseCallingHours('24/7'),
      contactGapMs: 0,
      maxCallsPerDay: 5,
      allowedCountries: ['DE'],
    },
    defaultCountry: 'DE',
    sources,
  } as unknown as Deps;
  const activities = createJobActivities(deps);

  const clinic = {
    pool: ours.pool,
    theirs: theirs.pool,
    clock,
    sources,
    sync: (source: SourceName = 'database'): Promise<SyncResult> =>
      new MockActivityEnvironment().run<[SourceName], SyncResult, typeof activities.syncSource>(
        activities.syncSource,
        source,
      ),
    writeBack: (appointmentId: number): Promise<void> => activities.writeBack(appointmentId),
    /** Returns the row's id. `startsAt` is on the clinic's clock. */
    async book(name: string, startsAt: string, mobile = freshMobile()): Promise<number> {
      const [first, last = 'Muster'] = name.split(' ');
      const { rows } = await theirs.pool.query<{ id: number }>(
        `with p as (insert into patients (first_name, last_name, mobile) values ($1, $2, $3) returning id)
         insert into appointments (patient_id, starts_at, updated_at) select id, $4, $5 from p returning id`,
        [first, last, mobile, startsAt, new Date(clock.nowMs)],
      );
      return rows[0]?.id ?? 0;
    },
    /** As the clinic's own program does it, now by the clinic's clock. */
    async change(id: number, set: string): Promise<void> {
      await theirs.pool.query(`update appointments set ${set}, updated_at = $2 where id = $1`, [
        id,
        new Date(clock.nowMs),
      ]);
    },
    async row(id: number): Promise<{ status: string; answeredAtMs: number | null }> {
      const { rows } = await theirs.pool.query<{ status: string; answeredAtMs: number | null }>(
        'select status, answered_at as "answeredAtMs" from appointments where id = $1',
        [id],
      );
      if (!rows[0]) throw new Error(`There is no row ${id}`);
      return rows[0];
    },
    async live(id: number): Promise<Appointment | undefined> {
      return findByExternalId(ours.pool, String(id));
    },
    async registered(id: number): Promise<Appointment> {
      const found = await clinic.live(id);
      if (!found) throw new Error(`Row ${id} is not registered`);
      return found;
    },
    /** The client presses a key, in a call about the appointment as it is now. */
    async answer({ id, revision, client }: Appointment, answer: Answer): Promise<void> {
      const attempt = `${id}-${revision}-1-1`;
      await ours.pool.query(
        `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, state, phone)
         values ($1, $2, $3, 1, 1, 'call', 'reminder', 'ended', $4)`,
        [attempt, id, revision, client.phone],
      );
      await transaction(ours.pool, (tx) =>
        recordAnswer(tx, { id: attempt, appointmentId: id }, answer, clock.nowMs),
      );
    },
    async story(appointmentId: number): Promise<string[]> {
      return (await timeline(ours.pool, appointmentId)).map(({ what, actor }) => `${what} by ${actor}`);
    },
    async problems(): Promise<Record<string, unknown>[]> {
      const { rows } = await ours.pool.query<Record<string, unknown>>(
        'select external_id as id, problem from source_rows where problem is not null order by external_id',
      );
      return rows;
    },
    async asked(): Promise<number[]> {
      const { rows } = await ours.pool.query<{ ref: number }>(
        `select ref from jobs where kind = 'write_back' order by ref`,
      );
      return rows.map(({ ref }) => ref);
    },
    close: async () => {
      await Promise.all([ours.drop(), theirs.drop()]);
    },
  };
  return clinic;
}

let lastMobile = 0;
export function freshMobile(): string {
  lastMobile += 1;
  return `0151 234${String(lastMobile).padStart(5, '0')}`;
}
