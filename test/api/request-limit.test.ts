import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureApiKey } from '../../db/api-keys';
import { startSession } from '../../db/sessions';
import { startWorld, type ProblemBody, type World } from './world';

const perMinute = 5;
let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { REQUESTS_PER_MINUTE: String(perMinute) } });
});
afterAll(() => world.close());

/** Each test has a key of its own. */
let last = 0;
async function newKey() {
  last += 1;
  const secret = `key-number-${last}-of-this-test`;
  await ensureApiKey(world.pool, `key ${last}`, secret);
  return { authorization: `Bearer ${secret}` };
}

const look = (headers: Record<string, string>) =>
  world.call<ProblemBody>('GET', '/v1/calling', undefined, headers);

/** `"requests"; r=4; t=60` */
function left(headers: Headers): { r: number; t: number } {
  const [, r, t] = /^"requests"; r=(\d+); t=(\d+)$/.exec(headers.get('ratelimit') ?? '') ?? [];
  return { r: Number(r), t: Number(t) };
}

describe('the requests of a caller', () => {
  it('are counted, told in every answer, and refused from the limit on', async () => {
    const key = await newKey();
    for (let n = 1; n <= perMinute; n++) {
      const { status, headers } = await look(key);
      expect(status).toBe(200);
      expect(left(headers).r).toBe(perMinute - n);
      expect(headers.get('ratelimit-policy')).toMatch(/^"requests"; q=5; w=60; pk=:.+:$/);
    }
    const { status, headers, body } = await look(key);
    expect([status, body.code]).toEqual([429, 'too_many_requests']);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body.detail).toContain('More than 5 requests in a minute');
    expect(left(headers)).toEqual({ r: 0, t: Number(headers.get('retry-after')) });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    // Before the body: what is too much is not read.
    expect((await world.call('POST', '/v1/appointments', '{', key)).status).toBe(429);
  });

  it('use up nobody else’s', async () => {
    const [one, other] = [await newKey(), await newKey()];
    for (let n = 0; n <= perMinute; n++) await look(one);
    expect((await look(one)).status).toBe(429);
    expect((await look(other)).status).toBe(200);
  });

  it('with an unknown key are not counted, and told nothing', async () => {
    const [key, wrong] = [await newKey(), { authorization: 'Bearer unknown' }];
    for (let n = 0; n < 2 * perMinute; n++) {
      const { status, headers } = await look(wrong);
      expect([status, headers.get('ratelimit')]).toEqual([401, null]);
    }
    expect(left((await look(key)).headers).r).toBe(perMinute - 1);
  });

  it('by a browser may be ten times as many, beside those of its key', async () => {
    const key = await newKey();
    const { rows } = await world.pool.query<{ id: number }>('select max(id) as id from api_keys');
    const secret = await startSession(world.pool, `key:${rows[0]?.id ?? 0}`);
    const pages = { authorization: '', cookie: `slotkeeper_session=${secret}` };
    for (let n = 0; n <= perMinute; n++) await look(key);
    for (let n = 1; n <= 10 * perMinute; n++) expect((await look(pages)).status).toBe(200);
    const { status, body } = await look(pages);
    expect([status, body.code]).toEqual([429, 'too_many_requests']);
    expect(body.detail).toContain('More than 50 requests');
  });
});

it.each(['/healthz', '/openapi.json', '/docs', '/', '/twilio/sms'])('%s is not counted', async (path) => {
  const method = path.startsWith('/twilio') ? 'POST' : 'GET';
  for (let n = 0; n < 2 * perMinute; n++) {
    const response = await fetch(world.url + path, { method });
    expect(response.status).not.toBe(429);
    expect(response.headers.get('ratelimit')).toBeNull();
  }
});
