import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MAIN = join(__dirname, '../../simulator/main.ts');

function start(...options: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const closed = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, closed };
}

test('says that it is ready, serves, and ends on SIGTERM', async () => {
  const { child, closed } = start(
    '--port',
    '0',
    '--number',
    '+12125559000',
    '--api-key',
    `SK${'1'.repeat(32)}:s`,
  );
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /http:\S+/.exec(line.toString())?.[0] ?? '';
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  child.kill('SIGTERM');
  const { code, out, err } = await closed;
  expect({ code, err, lines: out.trim().split('\n').length }).toEqual({ code: 0, err: '', lines: 1 });
}, 20_000);

test.each([
  [['--number', '555'], /numbers/],
  [['--api-key', 'SK1'], /secret/],
  [['--port', 'x'], /port/],
  [['--account-sid', 'AC1'], /accountSid/],
])(
  'refuses %j with a line that names it',
  async (options, line) => {
    const { code, err } = await start(...options).closed;
    expect(code).toBe(1);
    expect(err).toMatch(line);
  },
  20_000,
);
