/** How fast appointments come in: one by one, in bulk, and while the engine is busy with those before. */
import { validate } from '../api/validate';
import { parseCallingHours } from '../domain/hours';
import { hourMs } from '../domain/policy';
import { readContent } from '../intake/content';
import type { IntakeSettings } from '../intake/context';
import { plan } from '../intake/plan';
import { registration } from '../intake/schema';
import { atPace, closedLoop, type Load } from './load';
import { insertsOfPgBoss } from './pg-boss';
import { machine, table } from './report';
import { sync } from './sync';
import { startSystem, until, type System } from './system';

/** As many connections as the API has to PostgreSQL. */
const atOnce = 10;
const batchSize = 1_000;
/** A busy hour of a large office, far from what the machine can do. */
const pacePerSecond = 20;

export async function intake(quick: boolean): Promise<string> {
  const system = await startSystem();
  try {
    await system.useWorkers(1, {});
    const figures = [
      machine(),
      await singles(system, quick ? 300 : 5_000),
      await bulk(system, quick ? 2 : 6),
      await besideBacklog(system, quick ? 1 : 3, quick ? 60 : 400),
      await sync(system, quick ? 2_000 : 50_000, quick ? 4 : 100),
    ];
    return figures.join('\n\n');
  } finally {
    await system.stop();
  }
}

async function singles(system: System, count: number): Promise<string> {
  await closedLoop(100, atOnce, (n) => system.register(row(n)));
  await allDelivered(system);
  const own = await closedLoop(count, atOnce, (n) => system.register(row(n)));
  const delivered = await allDelivered(system);
  const pgBoss = await insertsOfPgBoss(system.databaseUrl, count, atOnce);
  console.log({ own, pgBoss, delivered });
  return [
    `Single registrations, ${atOnce} at a time, with the engine running; the last had reached Temporal ${delivered.toFixed(1)} s later:`,
    table(
      ['', 'a second', 'p50 ms', 'p99 ms'],
      [
        ['registrations over HTTP, with plan and timeline', ...cells(own)],
        ["pg-boss's `send`, on the same PostgreSQL", ...cells(pgBoss)],
      ],
    ),
  ].join('\n\n');
}

async function bulk(system: System, batches: number): Promise<string> {
  const rows = Array.from({ length: batches * batchSize }, (_, n) => row(n));
  const plannedFirst = rate(rows.length, () => rows.forEach(planOne));
  const planned = rate(rows.length, () => rows.forEach(planOne));
  const begunMs = performance.now();
  for (let n = 0; n < batches; n++) await sendBatch(system, n);
  const stored = rows.length / ((performance.now() - begunMs) / 1_000);
  const delivered = await allDelivered(system);
  console.log({ plannedFirst, planned, stored, delivered });
  return [
    `${rows.length} rows in bulk:`,
    table(
      ['', 'rows a second'],
      [
        ['validated and planned, on one core, by a process that has just started', Math.round(plannedFirst)],
        ['the same, once it runs', Math.round(planned)],
        [
          `registered by \`POST /v1/appointments/batch\`, ${batchSize} at a time, one after the other`,
          Math.round(stored),
        ],
        ['delivered to Temporal by the relay', Math.round(rows.length / delivered)],
      ],
    ),
  ].join('\n\n');
}

async function besideBacklog(system: System, batches: number, count: number): Promise<string> {
  const register = (n: number) => system.register(row(n));
  const calm = await atPace(count, pacePerSecond, register);
  await allDelivered(system);
  for (let n = 0; n < batches; n++) await sendBatch(system, n);
  const before = await system.undelivered();
  const busy = await atPace(count, pacePerSecond, register);
  const after = await system.undelivered();
  console.log({ calm, busy, before, after });
  return [
    `Single registrations at ${pacePerSecond} a second, while appointments of a batch wait for the engine:`,
    table(
      ['waiting at the start', 'at the end', 'p50 ms', 'p99 ms'],
      [
        [0, 0, ...cells(calm).slice(1)],
        [before, after, ...cells(busy).slice(1)],
      ],
    ),
  ].join('\n\n');
}

async function sendBatch(system: System, batch: number): Promise<void> {
  const items = Array.from({ length: batchSize }, (_, n) => row(batch * batchSize + n));
  const { results } = await system.post<{ results: { status: number }[] }>('/v1/appointments/batch', {
    items,
  });
  if (results.some(({ status }) => status !== 201)) throw new Error('An item of the batch was refused.');
}

/** Returns after how many seconds. */
async function allDelivered(system: System): Promise<number> {
  const begunMs = performance.now();
  await until('all are delivered', 600_000, async () => (await system.undelivered()) === 0);
  return (performance.now() - begunMs) / 1_000;
}

const settings: IntakeSettings = {
  office: { name: 'Maple Street Dental', phone: '+12025550100', timeZone: 'America/New_York' },
  rules: {
    offsets: ['P1D', 'PT1H'],
    callingHours: parseCallingHours('Mo-Fr 08:00-20:00; Sa 09:00-13:00; Dec 25 off'),
    contactGapMs: 2 * hourMs,
    maxCallsPerDay: 2,
    allowedCountries: ['US'],
  },
  defaultCountry: 'US',
};

function planOne(sent: unknown): void {
  const nowMs = Date.now();
  const fields = readContent(settings, validate(registration, sent), nowMs);
  plan(settings, fields, fields.bookedAtMs, nowMs);
}

function rate(count: number, work: () => void): number {
  const begunMs = performance.now();
  work();
  return count / ((performance.now() - begunMs) / 1_000);
}

/** A slot every half hour of the day, from next week on, on the office's clock; each with a number of its own. */
function row(n: number): unknown {
  const day = new Date(Date.now() + (7 + (n % 180)) * 24 * hourMs).toISOString().slice(0, 10);
  const hour = String(8 + (n % 10)).padStart(2, '0');
  return {
    client: { name: `Client ${n}`, phone: `+1202555${String(n % 10_000).padStart(4, '0')}` },
    startsAt: `${day}T${hour}:${n % 2 === 0 ? '00' : '30'}`,
    durationMinutes: 30,
    metadata: { room: String(n % 7) },
  };
}

function cells({ perSecond, p50Ms, p99Ms }: Load): (string | number)[] {
  return [Math.round(perSecond), p50Ms.toFixed(1), p99Ms.toFixed(1)];
}
