/** `user` and `key`, from a terminal. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { addUser, password, signIn } from '../api/signing-in';
import { apiKey, startWorld, type World } from '../api/world';
import { slotkeeper } from './run';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

vi.setConfig({ testTimeout: 60_000 });

const run = (args: string[], input = '', key = apiKey) =>
  slotkeeper(
    args,
    { SLOTKEEPER_API_URL: world.url, SLOTKEEPER_API_KEY: key, OFFICE_TIME_ZONE: 'UTC' },
    input,
  );
const statusOf = async (typed: string) => (await signIn(world, { user: 'Ana', password: typed })).status;

it('adds a user with a password from a pipe, and sets another', async () => {
  expect((await run(['user', 'list'])).out).toContain('slotkeeper user add <name> --role admin');
  const added = await run(['user', 'add', 'Ana', '--role', 'admin'], `${password}\r\n`);
  expect([added.err, added.out]).toEqual(['', 'Ana may sign in, with the role admin.\n']);
  expect(await statusOf(password)).toBe(200);
  expect((await run(['user', 'password', 'ana'], 'a better password\n')).out).toContain(
    'Ana has another password',
  );
  expect([await statusOf(password), await statusOf('a better password')]).toEqual([401, 200]);
});

it('gives another role, disables and enables', async () => {
  await addUser(world, 'Boss', 'admin');
  expect((await run(['user', 'role', 'Boss', 'look'])).out).toBe('Boss has the role look.\n');
  expect((await run(['user', 'disable', 'Boss'])).out).toBe('Boss can no longer sign in.\n');
  const listed = await run(['user', 'list']);
  expect(listed.out).toMatch(/^Boss +look +\d{4}-\d\d-\d\d +disabled since \d{4}-\d\d-\d\d$/m);
  expect((await run(['user', 'enable', 'Boss'])).out).toBe('Boss may sign in.\n');
  expect((await signIn(world, { user: 'Boss', password })).status).toBe(200);
});

it.each([
  [['user', 'add', 'Cleo', '--role', 'desk'], 'short\n', 'password must have 12 characters or more'],
  [['user', 'add', 'Cleo', '--role', 'desk'], '', 'No password came in'],
  [['user', 'add', 'Cleo', '--role', 'boss'], '', 'Allowed choices are look, desk, admin'],
  [['user', 'add', 'Cleo'], '', "option '--role <role>' not specified"],
  [['user', 'disable', 'Ana'], '', 'Ana is the last admin'],
  [['user', 'disable', 'Nobody'], '', 'There is no user Nobody. slotkeeper user list'],
  [['key', 'revoke', 'first'], '', 'id must be a whole number'],
])('says what is wrong with %j', async (args, input, problem) => {
  const { code, out, err } = await run(args, input);
  expect(err).toContain(problem);
  expect([code, out]).toEqual([1, '']);
});

it('makes keys, lists and revokes them; a key does what its role may', async () => {
  const made = await run(['key', 'add', 'import', '--role', 'desk']);
  const [secret = '', note = ''] = made.out.split('\n');
  const id = /^Key (\d+) of import, with the role desk/.exec(note)?.[1] ?? '';
  expect((await run(['list'], '', secret)).code).toBe(0);
  const refused = await run(['user', 'list'], '', secret);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('needs the role admin')]);

  expect((await run(['key', 'list'])).out).toMatch(
    new RegExp(`^${id} +import +desk +\\d{4}-\\d\\d-\\d\\d +test +\\d{4}-\\d\\d-\\d\\d$`, 'm'),
  );
  expect((await run(['key', 'revoke', id])).out).toBe(`Key ${id} of import works no more.\n`);
  expect((await run(['list'], '', secret)).err).toContain('does not know the key');
});
