/** Who may do what: every operation of the API with every role. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../api/operations';
import { createApiKey } from '../../db/api-keys';
import { roles, type Role } from '../../domain/roles';
import { startWorld, type ProblemBody, type World } from './world';

/** What changes nothing for others, though it is no GET. */
const harmless = [
  'delete /v1/session',
  'delete /v1/sessions',
  'post /v1/session/password',
  'post /v1/preview',
  'post /v1/appointments/{id}/preview',
  'post /v1/rehearsals',
];

function expected(method: string, path: string): Role | 'anyone' {
  if (method === 'post' && path === '/v1/session') return 'anyone';
  if (/^\/v1\/(users|api-keys|webhook-endpoints|webhook-deliveries|calendar-feeds)(\/|$)/.test(path))
    return 'admin';
  return method === 'get' || harmless.includes(`${method} ${path}`) ? 'look' : 'desk';
}

const values: Record<string, string> = {
  id: '999999',
  date: '2026-11-24',
  phone: '+4930901829',
  externalId: 'nobody',
};

let world: World;
const secrets: Partial<Record<Role, string>> = {};
beforeAll(async () => {
  world = await startWorld();
  for (const role of roles)
    secrets[role] = (await createApiKey(world.pool, { name: role, role, createdBy: 'staff:test' })).secret;
});
afterAll(() => world.close());

/** Only the head of the answer is waited for: some never end. */
async function ask(method: string, path: string, authorization: string) {
  const response = await fetch(
    world.url + path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? '1')),
    {
      method: method.toUpperCase(),
      headers: { authorization, ...(method === 'get' ? {} : { 'content-type': 'application/json' }) },
      ...(method === 'get' ? {} : { body: '{}' }),
    },
  );
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const body = isProblem ? ((await response.json()) as ProblemBody) : undefined;
  await response.body?.cancel().catch(() => undefined);
  return { status: response.status, code: body?.code, detail: body?.detail };
}

describe.each(operations.map(({ method, path, role }) => [method, path, role] as const))(
  '%s %s',
  (method, path, role) => {
    it('has the role that its kind has', () => {
      expect(role).toBe(expected(method, path));
    });

    it('is for those who have it or a higher one', async () => {
      const needed = expected(method, path);
      if (needed === 'anyone') return;
      expect((await ask(method, path, '')).status).toBe(401);
      for (const held of roles) {
        const { status, code, detail } = await ask(method, path, `Bearer ${secrets[held]}`);
        const may = roles.indexOf(held) >= roles.indexOf(needed);
        expect([held, code === 'forbidden', status === 403, status === 401]).toEqual([
          held,
          !may,
          !may,
          false,
        ]);
        if (!may) expect(detail).toContain(`needs the role ${needed}`);
      }
    });
  },
);
