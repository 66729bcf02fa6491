import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPool } from '../../db/pool';
import { startSession } from '../../db/sessions';
import { booking, startWorld, type Answer, type ProblemBody, type World } from './world';

let world: World;
let cookie: string;
beforeAll(async () => {
  world = await startWorld();
  const { rows } = await world.pool.query<{ id: number }>('select id from api_keys');
  cookie = `other=1; slotkeeper_session=${await startSession(world.pool, `key:${rows[0]?.id ?? 0}`)}`;
});
afterAll(() => world.close());

async function problem(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<ProblemBody>> {
  const answer = await world.call<ProblemBody>(method, path, body, headers);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ type: 'about:blank', status: answer.status });
  expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
  return answer;
}

describe('who may', () => {
  it.each([
    ['nothing', ''],
    ['an unknown key', 'Bearer nobody-knows-this-key'],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
  ])('not with %s', async (_, authorization) => {
    const { status, headers, body } = await problem('GET', '/v1/appointments', undefined, { authorization });
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(body.detail).toContain('Authorization: Bearer <key>');
  });

  it('not with a revoked key', async () => {
    const key = 'a-key-that-was-revoked-again';
    await world.pool.query(
      "insert into api_keys (name, hash, revoked_at) values ('old', sha256($1), now())",
      [Buffer.from(key)],
    );
    expect(
      (await problem('GET', '/v1/appointments', undefined, { authorization: `Bearer ${key}` })).status,
    ).toBe(401);
  });

  it('before the body is looked at', async () => {
    expect((await problem('POST', '/v1/appointments', '{', { authorization: '' })).status).toBe(401);
  });

  it("reads with a browser's session from anywhere, changes from our own pages only", async () => {
    const signedIn = { authorization: '', cookie };
    expect((await world.call('GET', '/v1/appointments', undefined, signedIn)).status).toBe(200);
    for (const [origin, status] of [
      [{}, 403],
      [{ 'sec-fetch-site': 'cross-site' }, 403],
      [{ 'sec-fetch-site': 'same-site', origin: world.url }, 403],
      [{ origin: 'https://elsewhere.example' }, 403],
      [{ origin: 'null' }, 403],
      [{ 'sec-fetch-site': 'same-origin' }, 201],
      [{ origin: world.url }, 201],
    ] as [Record<string, string>, number][]) {
      const answer = await post(booking(), { ...signedIn, ...origin });
      expect([origin, answer]).toEqual([origin, status]);
    }
  });
});

/** Past fetch, which sets Sec-Fetch headers itself. */
function post(body: unknown, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${world.url}/v1/appointments`,
      { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.once('error', reject);
    sent.end(JSON.stringify(body));
  });
}

describe('what is wrong', () => {
  it.each([
    ['GET', '/v1/nothing', 404, 'not_found'],
    ['GET', '/v1/appointments/999999', 404, 'not_found'],
    ['GET', '/v1/appointments/999999/timeline', 404, 'not_found'],
    ['GET', '/v1/appointments/seventeen', 422, 'invalid'],
    ['GET', '/v1/appointments/99999999999', 422, 'invalid'],
    ['GET', '/v1/opt-outs/%E0%A4%A', 400, 'malformed_url'],
  ])('%s %s is %d', async (method, path, status, code) => {
    const answer = await problem(method, path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('names the methods that there are', async () => {
    const { status, headers, body } = await problem('DELETE', '/v1/appointments/1');
    expect([status, body.code]).toEqual([405, 'method_not_allowed']);
    expect(headers.get('allow')).toBe('GET, PATCH');
  });

  it.each([
    ['{"client":', {}, 400, 'malformed_json'],
    ['"text"', {}, 400, 'malformed_json'],
    ['[]', {}, 422, 'invalid'],
    [JSON.stringify({ a: 'x'.repeat(110_000) }), {}, 413, 'too_large'],
    ['a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_media_type'],
    ['{}', { 'content-type': 'application/json; charset=latin1' }, 415, 'unsupported_media_type'],
  ] as [string, Record<string, string>, number, string][])(
    'the body %.20s with %j is %d',
    async (body, headers, status, code) => {
      const answer = await problem('POST', '/v1/appointments', body, headers);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    },
  );

  it('tells nothing of what went wrong inside', async () => {
    const broken = await startWorld({
      now: () => {
        throw new Error('secret internals');
      },
    });
    try {
      const { status, body } = await broken.call<ProblemBody>('GET', '/v1/appointments');
      expect([status, body.code]).toEqual([500, 'internal']);
      expect(JSON.stringify(body)).not.toContain('secret');
    } finally {
      await broken.close();
    }
  });

  it('is 503 while the database is away', async () => {
    const pool = createPool('postgres://nobody@127.0.0.1:9/nothing');
    const away = await startWorld({ pool });
    try {
      const { status, headers, body } = await away.call<ProblemBody>('POST', '/v1/appointments', booking());
      expect([status, body.code]).toEqual([503, 'unavailable']);
      expect(headers.get('retry-after')).toBe('5');
    } finally {
      await away.close();
      await pool.end();
    }
  });
});
