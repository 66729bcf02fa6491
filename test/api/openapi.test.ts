/** The document against the running API: every operation is called, every answer is held to its schema. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { putOnDeskList } from '../../db/desk-list';
import { setUpSource } from '../../db/sources';
import { endRun, startRun } from '../../db/sync-runs';
import { transaction, type Db } from '../../db/pool';
import { openStream } from './event-stream';
import { apiKey, booking, startWorld, type Answer, type World } from './world';

const refSchema = z.strictObject({ $ref: z.string() });
const responseSchema = z.looseObject({ content: z.record(z.string(), z.looseObject({})).optional() });
const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        responses: z.record(z.string(), z.union([refSchema, responseSchema])),
      }),
    ),
  ),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({})),
    responses: z.record(z.string(), responseSchema),
  }),
});

let world: World;
let document: z.output<typeof documentSchema>;
let ajv: Ajv2020;
beforeAll(async () => {
  world = await startWorld();
  document = documentSchema.parse(await (await fetch(`${world.url}/openapi.json`)).json());
  ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { 'date-time': isDateTime, date: /^\d{4}-\d\d-\d\d$/, uuid: /^[0-9a-f-]{36}$/ },
  });
  ajv.addSchema({ $id: 'document', ...document });
});
afterAll(() => world.close());

async function holdRun(db: Db): Promise<void> {
  const id = await startRun(db, 'database', Date.now());
  await endRun(db, id, { state: 'held', counts: { ahead: 5, moves: 2, cancels: 0 } }, Date.now());
}

function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}

function pointer(...parts: string[]): string {
  return `document#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
}

/** The answer's own schema, by path, method, status and media type; without a body it must name none. */
function holds(path: string, method: string, { status, headers, body }: Answer<unknown>): void {
  const place = ['paths', path, method, 'responses', String(status)];
  const documented = document.paths[path]?.[method]?.responses[status];
  expect(documented, place.join(' ')).toBeDefined();
  // The problems are the same everywhere.
  const shared = refSchema.safeParse(documented).data?.$ref.split('/').slice(1);
  const where = shared ?? place;
  const content = responseSchema.parse(
    shared ? document.components.responses[shared.at(-1) ?? ''] : documented,
  ).content;
  if (body === undefined) {
    expect(content).toBeUndefined();
    return;
  }
  const type = headers.get('content-type')?.split(';')[0] ?? 'none';
  expect(content, where.join(' ')).toHaveProperty([type]);
  const validate: ValidateFunction = ajv.compile({ $ref: pointer(...where, 'content', type, 'schema') });
  validate(body);
  expect(validate.errors, where.join(' ')).toBeNull();
}

describe('the OpenAPI document', () => {
  it('is what the API does', async () => {
    const called = new Set<string>();
    const call = async <T = { id: number }>(
      method: string,
      path: string,
      fill: Record<string, string | number> = {},
      body?: unknown,
      headers: Record<string, string> = {},
    ) => {
      const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(fill[name] ?? ''));
      const answer = await world.call<T>(method.toUpperCase(), address, body, headers);
      const [bare = ''] = path.split('?');
      called.add(`${method} ${bare}`);
      holds(bare, method, answer);
      return answer;
    };
    const one = '/v1/appointments/{id}';
    const named = '/v1/appointments/by-external-id/{externalId}';

    const full = booking({
      externalId: 'all-fields',
      startsAt: '2026-11-26T23:00',
      reminders: ['P2D', 'P1D', 'PT1H'],
      durationMinutes: 30,
      metadata: { room: '3', floor: 2, lift: true, note: null },
    });
    const { body: first } = await call('post', '/v1/appointments', {}, full);
    await call('post', '/v1/appointments', {}, full);
    await call('post', '/v1/appointments', {}, {});
    const batch = '/v1/appointments/batch';
    await call('post', batch, {}, { items: [full, booking(), {}, booking({ externalId: 'batch' })] });
    await call('post', batch, {}, { items: [] });
    await call('post', '/v1/preview', {}, full);
    await call('post', '/v1/preview', {}, {});
    const { body: other } = await call('put', named, { externalId: 'x' }, booking());
    await call('put', named, { externalId: 'x' }, booking());
    await call('get', one, first);
    await call('get', one, { id: 999_999 });
    await call('patch', one, first, { startsAt: '2026-11-26T12:00' });
    await call('patch', one, first, { attended: true });
    await call('post', `${one}/preview`, first, { startsAt: '2026-11-26T13:00' });
    await call('post', `${one}/remind`, first);
    await call('post', `${one}/confirm`, first);
    await call('post', `${one}/remind`, first);
    await call('post', `${one}/cancel`, other);
    await call('post', `${one}/confirm`, other);
    await call('get', '/v1/appointments');
    await call('get', `${one}/timeline`, first);
    await transaction(world.pool, (tx) => putOnDeskList(tx, first.id, 'not_reached'));
    await call('get', '/v1/days/{date}', { date: '2026-11-26' });
    await call('get', '/v1/days/{date}', { date: 'today' });
    await call('get', '/v1/search?q=ada');
    await call('get', '/v1/search');
    await call('get', `${one}/attempts`, first);
    const desk = await call<{ data: { id: number }[] }>('get', '/v1/desk-list');
    await call('post', '/v1/desk-list/{id}/done', desk.body.data[0], { note: 'Rung.' });
    for (const method of ['put', 'get', 'delete', 'get'])
      await call(method, '/v1/opt-outs/{phone}', { phone: '+4930901821' });
    await call('put', '/v1/opt-outs/{phone}', { phone: 'nobody' });
    await call('post', '/v1/calling/pause', {}, { reason: 'Fire drill' });
    await call('get', '/v1/calling');
    await call('post', '/v1/calling/resume');
    const changes = await openStream(world.url, { authorization: `Bearer ${apiKey}` });
    await call('get', `${one}/test-call`, { id: first.id });
    // No TEST_CLIENT_PHONE: 409; test/web/test-call.test.ts rings one.
    await call('post', `${one}/test-call`, { id: first.id });
    await call('get', '/v1/texts');
    await call('post', '/v1/rehearsals', {}, { ...full, keys: ['7', '1'] });
    await call('get', '/v1/overview');
    const source = '/v1/sources/{name}';
    await call('post', `${source}/sync`, { name: 'database' });
    await setUpSource(world.pool, 'database', true);
    await holdRun(world.pool);
    await call('get', '/v1/sources');
    await call('get', `${source}/rows?state=problem`, { name: 'database' });
    await call('get', `${source}/rows`, { name: 'database' });
    for (const step of ['sync', 'approve']) await call('post', `${source}/${step}`, { name: 'database' });
    await call('get', '/v1/condition');
    called.add('get /v1/changes');
    holds('/v1/changes', 'get', { status: 200, headers: changes.response.headers, body: '' });
    changes.leave();

    const csv = { 'content-type': 'text/csv' };
    const { body: file } = await call('post', '/v1/imports', {}, 'Name,Phone\nAda,015112345678', csv);
    await call('post', '/v1/imports', {}, 'Name,"Phone', csv);
    await call('get', '/v1/imports/{id}', file);
    await call('put', '/v1/imports/{id}/mapping', file, { fields: ['name'] });
    await call('get', '/v1/imports/{id}/lines', file);
    await call('post', '/v1/imports/{id}/apply', file);
    await call('delete', '/v1/imports/{id}', file);
    await call('delete', '/v1/imports/{id}', file);
    const table = await fetch(`${world.url}/v1/appointments.csv`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    called.add('get /v1/appointments.csv');
    holds('/v1/appointments.csv', 'get', {
      status: table.status,
      headers: table.headers,
      body: await table.text(),
    });

    const password = 'a password for the document';
    const { body: user } = await call('post', '/v1/users', {}, { name: 'Ana', role: 'desk', password });
    await call('post', '/v1/users', {}, { name: 'ana', role: 'desk' });
    await call('patch', '/v1/users/{id}', user, { role: 'look', disabled: false });
    await call('get', '/v1/users');
    const own = { origin: world.url };
    await call('post', '/v1/session', {}, { user: 'Ana', password: 'a wrong one' }, own);
    const { headers } = await call('post', '/v1/session', {}, { user: 'Ana', password }, own);
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const signedIn = { authorization: '', cookie, ...own };
    await call('get', '/v1/session', {}, undefined, signedIn);
    await call('get', '/v1/users', {}, undefined, signedIn);
    await call('post', '/v1/session/password', {}, { current: 'a wrong one', next: password }, signedIn);
    await call('post', '/v1/session/password', {}, { current: password, next: `${password}!` }, signedIn);
    await call('delete', '/v1/session', {}, undefined, signedIn);
    await call('delete', '/v1/sessions');
    const { body: key } = await call('post', '/v1/api-keys', {}, { name: 'import', role: 'look' });
    await call('delete', '/v1/api-keys/{id}', key);
    await call('get', '/v1/api-keys');
    const { body: feed } = await call('post', '/v1/calendar-feeds', {}, { name: 'tablet' });
    await call('delete', '/v1/calendar-feeds/{id}', feed);
    await call('get', '/v1/calendar-feeds');

    const hooks = '/v1/webhook-endpoints';
    const { body: hook } = await call('post', hooks, {}, { url: 'https://hooks.example.com' });
    await call('post', hooks, {}, { url: 'http://localhost' });
    await call('get', hooks);
    await call('get', `${hooks}/{id}`, hook);
    await call('patch', `${hooks}/{id}`, hook, { types: ['client.opted_out'] });
    await call('post', `${hooks}/{id}/rotate-secret`, hook);
    const { body: sent } = await call('post', `${hooks}/{id}/test`, hook);
    await call('get', `${hooks}/{id}/deliveries`, hook);
    await call('get', '/v1/webhook-deliveries/{id}', sent);
    await call('post', '/v1/webhook-deliveries/{id}/redeliver', sent);
    await call('post', `${hooks}/{id}/redeliver-missed`, hook);
    await call('patch', `${hooks}/{id}`, hook, { enabled: false });
    await call('post', '/v1/webhook-deliveries/{id}/redeliver', sent);
    await call('delete', `${hooks}/{id}`, hook);

    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect([...called].sort()).toEqual(documented.sort());
  });

  it('documents what validation takes and refuses', () => {
    const validate = ajv.compile({ $ref: pointer('components', 'schemas', 'NewAppointment') });
    expect(
      validate(booking({ externalId: 'a', reminders: null, metadata: { a: 1 } })),
      JSON.stringify(validate.errors),
    ).toBe(true);
    expect(validate(booking({ phone: '+4930901821' }))).toBe(false);
    expect(validate(booking({ startsAt: undefined }))).toBe(false);
    expect(validate(booking({ durationMinutes: 0 }))).toBe(false);
    const validateBatch = ajv.compile({ $ref: pointer('components', 'schemas', 'Batch') });
    expect(validateBatch({ items: [booking()] })).toBe(true);
    expect(validateBatch({ items: [booking({ startsAt: undefined })] })).toBe(false);
  });
});
