import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertAppointment } from '../support/appointments';
import { Lookout, type Look } from '../../db/changes';
import { addEvent } from '../../db/events';
import { transaction } from '../../db/pool';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let lookout: Lookout;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  lookout = new Lookout(database.pool);
  expect(await lookout.look(0)).toEqual({ kind: 'anew' });
});

const book = () =>
  transaction(database.pool, async (tx) => {
    const { id } = await insertAppointment(tx, {
      externalId: null,
      client: { name: 'Ana', phone: '+4915112345678', locale: null, timeZone: null },
      startsAtMs: Date.now(),
      durationMinutes: null,
      offsets: null,
      bookedAtMs: Date.now(),
      metadata: {},
    });
    return id;
  });
const event = (appointmentId: number) => ({ appointmentId, actor: 'system', what: 'changed' }) as const;
const idsOf = (look: Look) => (look.kind === 'news' ? look.news.appointmentIds : look.kind);

it('tells once, each appointment once', async () => {
  const id = await book();
  await addEvent(database.pool, event(id));
  await addEvent(database.pool, event(id));
  expect(idsOf(await lookout.look(0))).toEqual([id]);
  expect(idsOf(await lookout.look(0))).toEqual([]);
});

it('tells of what is committed after younger ones, as long as a transaction may last', async () => {
  const [slow, fast] = [await book(), await book()];
  const looks: unknown[] = [];
  await transaction(database.pool, async (tx) => {
    await addEvent(tx, event(slow));
    await addEvent(database.pool, event(fast));
    looks.push(idsOf(await lookout.look(0)));
    looks.push(idsOf(await lookout.look(299_000)));
  });
  looks.push(idsOf(await lookout.look(299_500)));
  looks.push(idsOf(await lookout.look(299_500)));
  expect(looks).toEqual([[fast], [], [slow], []]);
});

it('waits no longer for what was rolled back', async () => {
  const id = await book();
  await transaction(database.pool, async (tx) => {
    await addEvent(tx, event(id));
    throw new Error('rolled back');
  }).catch(() => undefined);
  await addEvent(database.pool, event(id));
  expect(idsOf(await lookout.look(0))).toEqual([id]);
  expect(lookout).toHaveProperty('missing.size', 1);
  await lookout.look(300_001);
  expect(lookout).toHaveProperty('missing.size', 0);
});

it('has all read anew when too much happened, and goes on from there', async () => {
  const id = await book();
  await database.pool.query(
    `insert into events (appointment_id, actor, what) select $1, 'system', 'changed' from generate_series(1, 1001)`,
    [id],
  );
  expect(await lookout.look(0)).toEqual({ kind: 'anew' });
  await addEvent(database.pool, event(id));
  expect(idsOf(await lookout.look(0))).toEqual([id]);
});

it('has all read anew when a bulk is committed after younger events, of whose ids it waits for few', async () => {
  const [many, fast] = [await book(), await book()];
  const looks: unknown[] = [];
  await transaction(database.pool, async (tx) => {
    await tx.query(
      `insert into events (appointment_id, actor, what) select $1, 'system', 'changed' from generate_series(1, 5000)`,
      [many],
    );
    await addEvent(database.pool, event(fast));
    looks.push(idsOf(await lookout.look(0)));
    expect(lookout).toHaveProperty('missing.size', 50);
    looks.push(idsOf(await lookout.look(200_000)));
  });
  looks.push(await lookout.look(200_250), idsOf(await lookout.look(200_500)));
  expect(looks).toEqual([[fast], [], { kind: 'anew' }, []]);
});
