import { afterAll, beforeAll, expect, it } from 'vitest';
import { apiKey, booking, monday, startWorld, type AppointmentBody, type World } from '../api/world';
import { slotkeeper } from './run';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const run = (...args: string[]) =>
  slotkeeper(args, {
    SLOTKEEPER_API_URL: world.url,
    SLOTKEEPER_API_KEY: apiKey,
    OFFICE_TIME_ZONE: 'Europe/Berlin',
  });

async function book(more: Record<string, unknown> = {}): Promise<AppointmentBody> {
  const { status, body } = await world.call('POST', '/v1/appointments', booking(more));
  expect(status).toBe(201);
  return body;
}

it('calls now, and says whom, about what, as which attempt', async () => {
  const { id, client } = await book();
  const { code, out } = await run('remind', String(id));
  expect(out).toMatch(
    /^Calls Ada Lovelace at \+4915…\d{4} about Thu 26 Nov( 2026)? 10:00 \(attempt \d+-2-0-1\)\./,
  );
  expect(out).toContain(`(attempt ${id}-2-0-1)`);
  expect(out).toContain(client.phone.slice(-4));
  expect(out).not.toContain(client.phone);
  expect(code).toBe(0);
  expect(world.delivered.at(-1)).toMatchObject({ appointmentId: id, plan: { revision: 2 } });
});

it('says why nobody is called, and what to do', async () => {
  const { id } = await book();
  world.clock.nowMs = monday + 12 * 3_600_000;
  const { code, out, err } = await run('remind', String(id));
  world.clock.nowMs = monday;
  expect(out).toBe('');
  expect(err).toMatch(/outside the calling hours \(CALLING_HOURS\).*\. Try again when they are open/);
  expect(code).toBe(1);
});

it('lists in columns, from a day on', async () => {
  const { id } = await book({ client: { name: 'Zoë 👩‍⚕️ Strauß', phone: '+4915112399999' } });
  await book({
    startsAt: '2026-11-25T10:00:00+01:00',
    client: { name: 'Early Bird', phone: '+4915112399998' },
  });
  const { code, out } = await run('list', '--from', '2026-11-26', '--to', '2026-11-27');
  const [head = '', ...rows] = out.trimEnd().split('\n');
  expect(head).toMatch(/^ID +START +CLIENT +STATUS +NEXT REMINDER +LAST EVENT$/);
  const row = rows.find((each) => each.startsWith(`${id} `)) ?? '';
  expect(row).toMatch(
    /Thu 26 Nov( 2026)? 10:00 +Zoë 👩‍⚕️ Strauß +scheduled +Wed 25 Nov( 2026)? 10:00 +.*Registered by test for Thursday 10:00/,
  );
  expect(out).not.toContain('Early Bird');
  // The doctor is one character wide, though eleven bytes long.
  const column = (line: string) =>
    [...new Intl.Segmenter().segment(line.slice(0, line.indexOf('scheduled')))].length;
  expect(column(row)).toBe(head.indexOf('STATUS'));
  expect(code).toBe(0);
});

it('lists all pages as JSON', async () => {
  await world.pool.query(
    `insert into appointments (client_name, client_phone, starts_at, booked_at)
     select 'Many', '+4915112300000', '2027-03-01Z'::timestamptz + n * interval '1 minute', now() from generate_series(1, 203) n`,
  );
  const { out } = await run('list', '--from', '2027-03-01', '--to', '2027-03-02', '--json');
  const found = JSON.parse(out) as AppointmentBody[];
  expect(new Set(found.map(({ id }) => id)).size).toBe(203);
});

it('shows an appointment with the reasons of its plan and its history in sentences', async () => {
  const { id } = await book({ startsAt: '2026-11-24T09:30:00+01:00', externalId: 'crm-1' });
  await run('confirm', String(id));
  const { out } = await run('show', String(id));
  expect(out).toMatch(/^Appointment \d+ \(crm-1\): Tue 24 Nov( 2026)? 09:30, confirmed$/m);
  expect(out).toMatch(/Mon 23 Nov( 2026)? 09:30 {2}skipped {2}\(1, P1D before; booked late\)/);
  expect(out).toMatch(/Timeline \(Europe\/Berlin\)/);
  expect(out).toMatch(/10:00:00 {2}Registered by test for Tuesday 09:30/);
  expect(out).toMatch(/Reminder 1 was skipped: booked late/);
  expect(out).toMatch(/Confirmed by test$/m);
  expect(out).toMatch(/Reminder 2 was skipped: the client has answered/);
});

it('cancels, and refuses to confirm what is cancelled', async () => {
  const { id } = await book();
  expect((await run('cancel', String(id))).out).toMatch(/Ada Lovelace on Thu 26 Nov.* is cancelled/);
  const { code, err } = await run('confirm', String(id));
  expect(err).toContain(`Appointment ${id} was cancelled; register a new one instead.`);
  expect(code).toBe(1);
});

it.each([
  ['an unknown appointment', ['show', '999999'], {}, 'There is no appointment 999999. slotkeeper list'],
  [
    'a wrong key',
    ['list'],
    { SLOTKEEPER_API_KEY: 'no-such-key-at-all' },
    'The API does not know the key in SLOTKEEPER_API_KEY.',
  ],
  ['an empty key', ['list'], { SLOTKEEPER_API_KEY: '' }, 'SLOTKEEPER_API_KEY is not set.'],
  [
    'no API',
    ['list'],
    { SLOTKEEPER_API_URL: '', PORT: '9' },
    'No API answers at http://localhost:9. Start it with npm run dev',
  ],
  [
    'a malformed address',
    ['list'],
    { SLOTKEEPER_API_URL: 'localhost' },
    'SLOTKEEPER_API_URL must be an http(s) URL',
  ],
  ['a word for a number', ['show', 'ada'], {}, 'It must be a whole number, such as 1.'],
  ['a day that is none', ['list', '--from', 'soon'], {}, 'from "soon" is not a date and time'],
])('tells %s in one line, without a stack', async (_, args, env, expected) => {
  const { code, out, err } = await slotkeeper(args, {
    SLOTKEEPER_API_URL: world.url,
    SLOTKEEPER_API_KEY: apiKey,
    ...env,
  });
  expect(err).toContain(expected);
  expect(err).not.toMatch(/^\s+at /m);
  expect(out).toBe('');
  expect(code).toBe(1);
});
