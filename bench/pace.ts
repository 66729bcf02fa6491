/** How fast and in which order calls leave: a herd that is due at one instant, and appointments one after the other. */
import { setTimeout as wait } from 'node:timers/promises';
import { minuteMs } from '../domain/policy';
import { urgency } from '../domain/urgency';
import { workflowId } from '../workflows/contract';
import { machine, percentile, table } from './report';
import { startSystem, until, type System } from './system';

/** Each band of urgency has its lead from the reminder to the start, in minutes. */
const leadsMinutes = [60, 120, 300, 720, 2_880];

interface Due {
  phone: string;
  leadMinutes: number;
  dueAtMs: number;
}
/** Epoch milliseconds; `calledMs` by Twilio's clock, that of the simulator, and the others by Temporal's. */
interface Called extends Due {
  calledMs: number;
  queuedMs: number;
  begunMs: number;
  tries: number;
}

export async function pace(quick: boolean): Promise<string> {
  const herdSize = quick ? 60 : 600;
  const system = await startSystem();
  try {
    const herds: (string | number)[][] = [];
    const calm: (string | number)[][] = [];
    for (const workers of [1, 3]) {
      await system.useWorkers(workers, { CALLS_PER_SECOND: '10' });
      const calls = await run(system, (startMs) => inTurn(quick ? 20 : 200, startMs), 6_000);
      const lateMs = calls.map(({ calledMs, dueAtMs }) => calledMs - dueAtMs);
      calm.push([workers, ...[50, 99].map((percent) => Math.round(percentile(lateMs, percent)))]);
      console.log(calm.at(-1)?.join(' | '));
      for (const rate of quick ? [10, 30] : [30, 10, 5]) {
        await system.useWorkers(workers, { CALLS_PER_SECOND: String(rate) });
        await system.arrivals();
        const herded = await run(system, (startMs) => herd(herdSize, startMs), quick ? 6_000 : 40_000);
        herds.push([rate, workers, ...herdFigures(herded, await system.arrivals(), rate)]);
        console.log(herds.at(-1)?.join(' | '));
      }
    }
    return [
      machine(),
      `${herdSize} appointments due at one instant, in five bands of urgency:`,
      table(
        [
          'calls a second allowed',
          'workers',
          'most in any one second',
          'share of the rate used',
          'overtaken in the queue by a less urgent one',
          'sent back to the queue',
          'last call after, s',
        ],
        herds,
      ),
      'Four appointments a second at a rate of ten, from the instant due to the call at Twilio:',
      table(['workers', 'p50 ms', 'p99 ms'], calm),
    ].join('\n\n');
  } finally {
    await system.stop();
  }
}

function herd(size: number, dueAtMs: number): Due[] {
  return Array.from({ length: size }, (_, n) => ({
    phone: freshPhone(),
    // A step that shares no factor with the number of bands: they come mixed.
    leadMinutes: leadsMinutes[(n * 7) % leadsMinutes.length] ?? 60,
    dueAtMs,
  }));
}

function inTurn(size: number, startMs: number): Due[] {
  return Array.from({ length: size }, (_, n) => ({
    phone: freshPhone(),
    leadMinutes: 60,
    dueAtMs: startMs + n * 250,
  }));
}

// prettier-ignore
const areas = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
  239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308,
];
let phones = 0;

/**
 * A number that belongs to nobody, 555-0100 to 555-0189 in each area, and another one each time: appointments of one
 * number and day would share a call. Those from 555-0190 have fates of their own in the simulator.
 */
function freshPhone(): string {
  const n = phones++;
  const area = areas[Math.floor(n / 90)];
  if (area === undefined) throw new Error('There are no more phone numbers for this bench.');
  return `+1${area}55501${String(n % 90).padStart(2, '0')}`;
}

/** Registers all, waits until they have been called, and says when. */
async function run(system: System, plan: (startMs: number) => Due[], aheadMs: number): Promise<Called[]> {
  await until('all phones are silent', 60_000, async () => {
    await wait(200);
    const { rowCount } = await system.pool.query(`select from attempts where state = 'placed' limit 1`);
    return rowCount === 0;
  });
  const startMs = Date.now() + aheadMs;
  const planned = plan(startMs);
  const ids = new Map<string, number>();
  const rest = [...planned];
  const registerAll = async () => {
    for (let due = rest.pop(); due; due = rest.pop()) {
      const { id } = await system.register({
        client: { name: 'Ada Lovelace', phone: due.phone },
        startsAt: new Date(due.dueAtMs + due.leadMinutes * minuteMs).toISOString(),
        reminders: [`PT${due.leadMinutes}M`],
      });
      ids.set(due.phone, id);
    }
  };
  await Promise.all(Array.from({ length: 8 }, registerAll));
  await until('all are delivered', 60_000, async () => {
    const { rowCount } = await system.pool.query(
      'select from appointments where delivered_revision < revision limit 1',
    );
    return rowCount === 0;
  });
  const spareMs = startMs - Date.now();
  if (spareMs < 0) console.log(`Registered ${-spareMs} ms too late: part of the herd was not asleep.`);
  await wait(Math.max(0, spareMs));
  await until('all are called', 300_000, async () => {
    await wait(500);
    // The texts that follow have SIDs too.
    const { rows } = await system.pool.query<{ count: number }>(
      `select count(*) from attempts where sid is not null and channel = 'call' and appointment_id = any($1)`,
      [[...ids.values()]],
    );
    return rows[0]?.count === planned.length;
  });

  const calls = (await system.calls()).filter(({ createdAtMs }) => createdAtMs >= startMs - 1_000);
  const called: Called[] = [];
  for (const due of planned) {
    const own = calls.filter(({ to }) => to === due.phone);
    const [call] = own;
    if (!call || own.length !== 1) throw new Error(`${due.phone} was called ${own.length} times`);
    called.push({ ...due, calledMs: call.createdAtMs, ...(await inQueue(system, ids.get(due.phone) ?? 0)) });
  }
  return called.sort((a, b) => a.calledMs - b.calledMs);
}

/** When the call first came into Temporal's queue, and when a worker took it for the last time. */
async function inQueue({ temporal }: System, id: number) {
  const { events } = await temporal.workflow.getHandle(workflowId(id)).fetchHistory();
  const queued = events?.find(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'placeCall',
  );
  // History tells of the last try only.
  const begun = events?.find((event) =>
    event.activityTaskStartedEventAttributes?.scheduledEventId?.eq(queued?.eventId ?? -1),
  );
  return {
    queuedMs: msOf(queued?.eventTime),
    begunMs: msOf(begun?.eventTime),
    tries: begun?.activityTaskStartedEventAttributes?.attempt ?? NaN,
  };
}

function msOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? NaN) * 1_000 + (time?.nanos ?? 0) / 1e6;
}

function herdFigures(calls: readonly Called[], atMs: readonly number[], rate: number): (string | number)[] {
  const [firstMs = NaN] = atMs;
  const lastMs = atMs.at(-1) ?? NaN;
  const most = Math.max(...atMs.map((from) => atMs.filter((ms) => ms >= from && ms < from + 1_000).length));
  const share = ((atMs.length - 1) * 1_000) / (lastMs - firstMs) / rate;
  const afterSeconds = (lastMs - (calls[0]?.dueAtMs ?? NaN)) / 1_000;
  const sentBack = calls.filter(({ tries }) => tries > 1).length;
  return [most, `${(share * 100).toFixed(1)} %`, overtaken(calls), sentBack, afterSeconds.toFixed(1)];
}

/** How many calls waited in the queue, or had been sent back, while a less urgent one was taken out of it. */
function overtaken(calls: readonly Called[]): number {
  const urgencyOf = (call: Called) => urgency(call.leadMinutes * minuteMs);
  // History tells when the server meant to queue a call: in a herd it is in the queue a few tenths of a second later.
  const momentMs = 500;
  return calls.filter((call) =>
    calls.some(
      (other) =>
        urgencyOf(other) > urgencyOf(call) &&
        call.queuedMs + momentMs < other.begunMs &&
        other.begunMs < call.begunMs,
    ),
  ).length;
}
