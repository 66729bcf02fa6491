/** PostgreSQL does with each state and event exactly what the table says: model and code share it. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bindSid,
  endAttempt,
  findAttempt,
  moveTo,
  releaseDialing,
  reserve,
  startDialing,
} from '../../db/attempts';
import { transaction, type Tx } from '../../db/pool';
import { attemptMoves, liveStates, moved, type AttemptEvent } from '../../domain/attempt-states';
import { attemptId, type AttemptKey } from '../../domain/attempt-id';
import { attemptStates, type AttemptState } from '../../domain/words';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let appointmentId: number;
let phones = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.pool.query<{ id: number }>(
    `insert into appointments (client_name, client_phone, starts_at, booked_at)
     values ('Ann', '+12025550100', now() + interval '1 day', now()) returning id`,
  );
  appointmentId = rows[0]?.id ?? 0;
});
afterAll(() => database.drop());

const newSid = () => `CA${randomBytes(16).toString('hex')}`;

/** Puts an attempt straight into a state, with a number of its own and, where the state has one, a SID. */
async function attemptIn(
  state: AttemptState | undefined,
): Promise<{ key: AttemptKey; id: string; phone: string; sid: string }> {
  const nth = ++phones;
  const key = { appointmentId, revision: nth, reminder: 1, attempt: 1 };
  const phone = `+1202555${String(nth).padStart(4, '0')}`;
  const made = { key, id: attemptId(key), phone, sid: newSid() };
  if (state)
    await database.pool.query(
      `insert into attempts (id, appointment_id, revision, reminder, number, channel, purpose, phone, state, sid, dialed_at)
       values ($1, $2, $3, 1, 1, 'call', 'reminder', $4, $5, $6, now())`,
      [made.id, appointmentId, nth, phone, state, state === 'placed' || state === 'ended' ? made.sid : null],
    );
  return made;
}

type Made = Awaited<ReturnType<typeof attemptIn>>;
/** Each returns whether the attempt moved. */
const perform: Record<Exclude<AttemptEvent, 'reserve'>, (tx: Tx, made: Made) => Promise<boolean>> = {
  start_dialing: (tx, { id, phone }) => startDialing(tx, id, phone, Date.now(), Date.now() + 5_000),
  release: (tx, { id }) => releaseDialing(tx, id),
  bind_sid: (tx, { id }) => bindSid(tx, id, newSid()),
  mark_unresolved: (tx, { id }) => moveTo(tx, id, 'mark_unresolved'),
  refuse: (tx, { id }) => moveTo(tx, id, 'refuse', '21211'),
  retire: (tx, { id }) => moveTo(tx, id, 'retire'),
  give_up: (tx, { id }) => moveTo(tx, id, 'give_up'),
  end: (tx, { id }) => endAttempt(tx, id, { outcome: 'busy', nowMs: Date.now() }, false),
};
const events = Object.keys(perform) as (keyof typeof perform)[];

describe.each(attemptStates)('%s', (state) => {
  it.each(events)('%s', async (event) => {
    const made = await attemptIn(state);
    const did = await transaction(database.pool, (tx) => perform[event](tx, made));
    const after = await findAttempt(database.pool, made.id);
    const expected = moved(state, event);
    expect({ did, state: after?.state }).toEqual({ did: expected !== undefined, state: expected ?? state });
  });

  it('reserve leaves it as it is', async () => {
    const made = await attemptIn(state);
    const found = await transaction(database.pool, (tx) =>
      reserve(tx, made.key, 'call', 'reminder', '+12025559999'),
    );
    expect(found).toMatchObject({ state, phone: made.phone });
    expect(moved(state, 'reserve')).toBeUndefined();
  });

  it('has a SID of its own exactly when it was placed, and takes no other', async () => {
    const made = await attemptIn(state);
    const own = await bindSid(database.pool, made.id, made.sid);
    const other = await bindSid(database.pool, made.id, newSid());
    const placed = state === 'placed' || state === 'ended';
    expect({ own, other }).toEqual({ own: placed || moved(state, 'bind_sid') === 'placed', other: false });
    const after = await findAttempt(database.pool, made.id);
    expect(after?.sid).toBe(own ? made.sid : null);
  });

  it('takes its number from other calls exactly when it is live', async () => {
    const made = await attemptIn(state);
    const other = await attemptIn('reserved');
    const dials = transaction(database.pool, (tx) =>
      startDialing(tx, other.id, made.phone, Date.now(), Date.now() + 5_000),
    );
    if ((liveStates as readonly AttemptState[]).includes(state))
      await expect(dials).rejects.toThrow('attempts_one_live_call_per_number');
    else expect(await dials).toBe(true);
  });
});

it('reserve makes a new attempt, and nothing else does', async () => {
  const made = await attemptIn(undefined);
  for (const event of events) {
    expect(await transaction(database.pool, (tx) => perform[event](tx, made))).toBe(false);
    expect(moved(undefined, event)).toBeUndefined();
  }
  const found = await transaction(database.pool, (tx) =>
    reserve(tx, made.key, 'call', 'reminder', made.phone),
  );
  expect(found.state).toBe(moved(undefined, 'reserve'));
  expect(attemptMoves.reserve.from).toEqual([]);
});
