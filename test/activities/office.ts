/** The activities on the real database and the real `twilio` package, with the simulator behind it and a clock to set. */
import type { Pool } from 'pg';
import { createActivities, createJobActivities } from '../../activities';
import type { Deps } from '../../activities/deps';
import { createPostWebhook } from '../../activities/post-webhook';
import { readConfig } from '../../config';
import { attemptsOf, findAttempt, type Attempt } from '../../db/attempts';
import { insertAppointment } from '../support/appointments';
import { timeline } from '../../db/events';
import { transaction } from '../../db/pool';
import { findReminders, insertReminders, type Reminder } from '../../db/reminders';
import type { AttemptKey } from '../../domain/attempt-id';
import { attemptId } from '../../domain/attempt-id';
import { hourMs } from '../../domain/policy';
import { loadMessages } from '../../messages/load';
import { createTelephony } from '../../telephony/client';
import type { CallRecord } from '../../simulator/state';
import { ACCOUNT, OWN, simulate, TOKEN } from '../simulator/helpers';

/** One client each: the tests of a file share its database. */
let lastPhone = 2_125_550_100;

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** For one test; the simulator closes with it. */
export async function openOffice(pool: Pool, change: Partial<Deps> & { publicUrl?: string } = {}) {
  const simulator = await simulate({ numbers: [OWN], ringingSeconds: 0.2 });
  const { publicUrl = 'http://127.0.0.1:9', ...changed } = change;
  const config = readConfig({
    DATABASE_URL: 'postgres://replaced/by-the-test',
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_FROM_NUMBER: OWN,
    TWILIO_API_URL: simulator.url,
    PUBLIC_URL: publicUrl,
    OFFICE_TIME_ZONE: 'America/New_York',
    CALLING_HOURS: '24/7',
    CALLS_PER_SECOND: '100',
  });
  // Twilio's clock is the machine's, so that ours must not be far from it.
  const clock = { nowMs: Date.now() };
  const deps: Deps = {
    pool,
    telephony: createTelephony(config.twilio),
    messages: loadMessages(),
    now: () => clock.nowMs,
    office: config.office,
    publicUrl: config.publicUrl,
    rules: config.rules,
    defaultCountry: config.defaultCountry,
    sources: { missing: 'ignore' },
    maxAppointmentsPerKeyPerDay: config.maxAppointmentsPerKeyPerDay,
    callsPerSecond: config.callsPerSecond,
    resolveAfterMs: config.resolveAfterMs,
    postWebhook: createPostWebhook({ allowPrivate: true }),
    ...changed,
  };
  const activities = { ...createActivities(deps), ...createJobActivities(deps) };
  return {
    ...activities,
    simulator,
    config,
    deps,
    clock,
    /** Tomorrow's appointment of a client of its own, whose reminder is due now. */
    async book(
      booking: { phone?: string; leadMs?: number; reminder?: Partial<Reminder> } = {},
    ): Promise<Booked> {
      const { phone = `+1${++lastPhone}`, leadMs = 24 * hourMs, reminder = {} } = booking;
      const startsAtMs = clock.nowMs + leadMs;
      return transaction(pool, async (tx) => {
        const { id } = await insertAppointment(tx, {
          externalId: null,
          client: { name: 'Ana', phone, locale: null, timeZone: null },
          startsAtMs,
          durationMinutes: null,
          offsets: null,
          bookedAtMs: clock.nowMs - 48 * hourMs,
          metadata: {},
        });
        const due = { number: 1, offset: 'P1D', dueAtMs: clock.nowMs, movedFromMs: null };
        await insertReminders(tx, id, 1, [{ ...due, state: 'planned', reason: null, ...reminder }]);
        const { number } = { ...due, ...reminder };
        return {
          id,
          phone,
          startsAtMs,
          key: { appointmentId: id, revision: 1, reminder: number, attempt: 1 },
        };
      });
    },
    attempt: (key: AttemptKey): Promise<Attempt | undefined> => findAttempt(pool, attemptId(key)),
    attempts: ({ id }: Booked): Promise<Attempt[]> => attemptsOf(pool, id),
    async reminder({ id }: Booked): Promise<Reminder | undefined> {
      return (await findReminders(pool, id, 1))[0];
    },
    /** The timeline in short: what, and why if there is a reason. */
    async story({ id }: Booked): Promise<string[]> {
      return (await timeline(pool, id)).map(({ what, reason }) =>
        reason === null ? what : `${what}: ${reason}`,
      );
    },
    async desk({ id }: Booked): Promise<string[]> {
      const { rows } = await pool.query<{ reason: string }>(
        'select reason from desk_list where appointment_id = $1 and done_at is null order by id',
        [id],
      );
      return rows.map(({ reason }) => reason);
    },
    async callsTo({ phone }: Booked): Promise<CallRecord[]> {
      const response = await simulator.control('GET', `calls?to=${encodeURIComponent(phone)}`);
      // The simulator's own shape, over its own interface.
      return (await response.json()) as CallRecord[];
    },
    async textsTo({ phone }: Booked): Promise<string[]> {
      return (await simulator.messages()).filter(({ to }) => to === phone).map(({ body }) => body);
    },
    /** What happens when this number is called. */
    script: ({ phone }: Booked, ...scripts: object[]) =>
      simulator.control('PUT', `numbers/${phone}`, { script: scripts }),
  };
}

export interface Booked {
  id: number;
  phone: string;
  startsAtMs: number;
  /** Of the first call. */
  key: AttemptKey;
}
