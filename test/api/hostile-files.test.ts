/** Files that were made to do harm, or that nobody meant to send: each ends in a clear "no", with the process alive. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startImports, type Imports } from './imports-world';
import { apiKey } from './world';

const mb = 1024 * 1024;
let world: Imports;
beforeAll(async () => {
  world = await startImports();
});
afterAll(() => world.close());

/** As many megabytes of one byte as are asked for; counts those that were taken. */
function endless(megabytes: number, begin: string, byte = 'x') {
  const sent = { megabytes: 0 };
  const part = new Uint8Array(Buffer.alloc(mb, byte));
  const file = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(Buffer.from(begin))),
    pull(controller) {
      if (sent.megabytes++ < megabytes) controller.enqueue(part);
      else controller.close();
    },
  });
  return { file, sent };
}

async function leftBehind() {
  const { rows } = await world.pool.query<{ count: number }>(
    'select (select count(*) from imports) + (select count(*) from import_lines) as count',
  );
  return rows[0]?.count;
}

it('a line of 1 GB is cut off at the first limit', async () => {
  const { file, sent } = endless(1024, 'Name,Phone\nAda,1\n');
  const before = process.memoryUsage().rss;
  const { status, body } = await world.refused(file);
  expect([status, body.code]).toEqual([413, 'too_large']);
  expect(body.detail).toBe(
    'What begins in line 3 is longer than 64 kB; a closing quote may be missing there.',
  );
  // What the sockets of both ends hold.
  expect(sent.megabytes).toBeLessThan(100);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * mb);
  expect(await leftBehind()).toBe(0);
});

it('more than 100 MB are cut off, though their lines are short', async () => {
  const { file } = endless(200, 'Name\n', '\n');
  const { status, body } = await world.refused(file);
  expect([status, body.detail]).toEqual([413, 'The file is larger than 100 MB; split it.']);
});

it.each([
  ['nothing', '', 422, 'The file is empty'],
  ['a header only', 'Name,Phone,Start\n', 422, 'has a header but no lines'],
  ['NUL bytes', 'Name,Phone\nA\0da,1', 422, 'contains a NUL'],
  ['a quote that stays open', `Name,Phone\n"Ada,1\n${'Bob,2\n'.repeat(1_000)}`, 422, 'never closed'],
  ['10,000 columns', `${'a,'.repeat(9_999)}b\n1,2`, 422, 'has 10000 columns; 200 are taken'],
  [
    'two encodings',
    Buffer.concat([Buffer.from('Name\nJürgen\n'), Buffer.from('Jürgen\n', 'latin1')]),
    422,
    'in another encoding',
  ],
  ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 422, 'contains a NUL'],
  ['a workbook', 'PK\u0003\u0004', 422, 'This is an Excel workbook'],
])('%s', async (_, file, status, words) => {
  const refused = await world.refused(file);
  expect([refused.status, refused.body.code]).toEqual([status, 'unreadable_file']);
  expect(refused.body.detail).toContain(words);
  expect(await leftBehind()).toBe(0);
});

it('a line of 10,000 cells under a short header is refused by itself', async () => {
  const { id } = await world.checked(`Name,Phone,Start\nAda,1,2${',x'.repeat(9_997)}`);
  expect((await world.story(id))[0]).toMatch(/^2 refused: The line has 10000 cells, the header 3; put/);
});

it('an upload that breaks off leaves nothing behind', async () => {
  await world.clear();
  const { port } = new URL(world.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `POST /v1/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${apiKey}\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\nName,Phone\nAda,1\n`,
  );
  await expect.poll(leftBehind).toBe(1);
  socket.destroy();
  await expect.poll(leftBehind).toBe(0);
});

it('takes no other kind of body, and only so many files', async () => {
  const other = await world.upload('{}', { headers: { 'content-type': 'application/json' } });
  expect(other.status).toBe(415);
  await world.pool.query(
    `insert into imports (api_key_id, actor, file_name) select 1, 'staff:test', 'a' from generate_series(1, 50)`,
  );
  const { status, body } = await world.refused('Name\nAda');
  expect([status, body.code]).toEqual([429, 'too_many_imports']);
});
