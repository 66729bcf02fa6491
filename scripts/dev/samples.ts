/** Six people, each with a different fate, registered through the front door as any integrator would. */
import { Temporal } from 'temporal-polyfill';
import { minuteMs } from '../../domain/policy';

/** Every start has its own six phones, so that an earlier start's calls do not count as recent contacts. */
const areaCodes = ['202', '212', '213', '301', '303', '305', '312', '404', '415', '503', '602', '617'];

/** Numbers that end in 5550190 to 5550199 act by themselves in the simulator; the others ring in the browser. */
function phones(run: number) {
  const local = (line: string) => `+1${areaCodes[run % areaCodes.length] ?? '202'}555${line}`;
  return {
    pressesOne: local('0191'),
    voicemail: local('0197'),
    busy: local('0195'),
    first: local('0101'),
    second: local('0102'),
    third: local('0103'),
  };
}

const prefix = 'sample-';

/** The office never closes, but for six hours of the coming night, out of which a reminder has to be moved. */
export function sampleCallingHours(timeZone: string, nowMs: number): string {
  const day = nightDay(timeZone, nowMs);
  const month = new Date(Date.UTC(2000, day.month - 1)).toLocaleString('en-US', {
    month: 'short',
    timeZone: 'UTC',
  });
  return `24/7; ${day.year} ${month} ${String(day.day).padStart(2, '0')} 00:00-02:00,08:00-24:00`;
}

function nightDay(timeZone: string, nowMs: number): Temporal.PlainDate {
  return zoned(timeZone, nowMs).toPlainDate().add({ days: 1 });
}

function zoned(timeZone: string, nowMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
}

interface Api {
  url: string;
  key: string;
}

/**
 * Loads the sample people unless those of an earlier start still have a reminder in the next minutes.
 * Returns the id of the one whose phone rings first.
 */
export async function loadSamples(api: Api, timeZone: string): Promise<number> {
  const nowMs = Date.now();
  const soon = await soonestSample(api, nowMs);
  if (soon !== undefined) return soon;

  const tomorrow = (seconds: number) => zoned(timeZone, nowMs).add({ days: 1 }).add({ seconds });
  const longAgo = new Date(nowMs - 10 * 24 * 60 * minuteMs).toISOString();
  const run = Math.round(nowMs / 1000);
  const numbers = phones(run);
  const register = async (
    name: string,
    phone: string,
    startsAt: Temporal.ZonedDateTime,
    bookedAt = longAgo,
  ) =>
    request<{ id: number }>(api, 'POST', '/v1/appointments', {
      externalId: `${prefix}${run}-${name.split(' ')[0]?.toLowerCase() ?? ''}`,
      client: { name, phone },
      startsAt: startsAt.toString({ timeZoneName: 'never' }),
      durationMinutes: 30,
      bookedAt,
    });

  const due = await register('Ada Moreno', numbers.first, tomorrow(45));
  await register('Ben Carter', numbers.pressesOne, tomorrow(3));
  await register('Chloe Dubois', numbers.voicemail, tomorrow(5));
  const busy = await register('Dev Patel', numbers.busy, tomorrow(2 * 3600));
  // 24 h before the start there was no booking yet; one hour before is in a minute and a half.
  await register(
    'Elif Kaya',
    numbers.second,
    zoned(timeZone, nowMs).add({ hours: 1, seconds: 90 }),
    new Date(nowMs - 180 * minuteMs).toISOString(),
  );
  const night = nightDay(timeZone, nowMs).add({ days: 1 });
  await register('Frank Olsen', numbers.third, night.toZonedDateTime({ timeZone, plainTime: '06:30' }));
  // Staff tries a line that is busy: not reached, so the client goes on the desk list.
  await request(api, 'POST', `/v1/appointments/${busy.id}/remind`, {});
  return due.id;
}

interface Listed {
  data: { id: number; externalId: string | null; reminders: { state: string; dueAt: string }[] }[];
}

async function soonestSample(api: Api, nowMs: number): Promise<number | undefined> {
  const { data } = await request<Listed>(api, 'GET', '/v1/appointments?status=scheduled&limit=100');
  return data.find(
    ({ externalId, reminders }) =>
      externalId?.startsWith(prefix) &&
      reminders.some(({ state, dueAt }) => {
        const inMs = Date.parse(dueAt) - nowMs;
        return state === 'planned' && inMs > 0 && inMs < 3 * minuteMs;
      }),
  )?.id;
}

async function request<T>(api: Api, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(api.url + path, {
    method,
    headers: { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
  // The API's own tests hold its answers to the document; here they are only passed on.
  return JSON.parse(text) as T;
}
