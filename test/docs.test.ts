/** What docs/integrating.md tells integrators to send, sent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from './api/world';
import { readText } from './support/compose';

let world: World;
beforeAll(async () => {
  world = await startWorld({ env: { ALLOWED_COUNTRIES: 'US', OFFICE_TIME_ZONE: 'America/New_York' } });
});
afterAll(() => world.close());

const text = readText('docs/integrating.md');
const requests = [
  ...text.matchAll(/curl -X (\w+) "\$SLOTKEEPER([^"]*)"[^']*(?:'[^{'][^']*'[^']*)*-d '(\{[^']*)'/g),
];
const [put, batch] = requests.map(
  ([, method = '', path = '', body]) =>
    () =>
      world.call<unknown>(method, path, body),
);

test('the examples are answered as they say', async () => {
  expect(requests).toHaveLength(2);
  const [, shown = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
  const documented = JSON.parse(shown) as { results: { status: number; appointment?: object }[] };
  const { status, body } = (await batch?.()) ?? {};
  expect(status).toBe(200);
  const [taken, refused] = documented.results;
  expect(body).toMatchObject({
    results: [
      { status: taken?.status, appointment: { ...taken?.appointment, id: 1 } },
      { status: refused?.status, code: 'invalid', errors: [{ path: 'client.phone' }] },
    ],
  });
  // Registered by the batch before.
  expect((await put?.())?.status).toBe(200);
});
