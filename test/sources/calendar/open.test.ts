import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { utimesSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { readCalendar, type CalendarOptions } from '../../../sources/calendar';
import { dayMs } from '../../../sources/calendar/time';
import { defaults, event, fileWith, rowsAt } from './read';

const calendar = `BEGIN:VCALENDAR\r\n${event()}\r\nEND:VCALENDAR\r\n`;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function read(location: string, options: Partial<CalendarOptions> = {}) {
  const reading = await readCalendar({ ...defaults, ...options, location });
  if (reading === 'unchanged') return reading;
  for await (const rows of reading.rows) expect(rows).toHaveLength(1);
  return reading.validator;
}

test.each([
  ['ETag', '"a b"', 'if-none-match'],
  ['Last-Modified', 'Tue, 24 Nov 2026 09:00:00 GMT', 'if-modified-since'],
])(
  'asks with the %s of the last reading, and again in full the next day',
  async (header, value, question) => {
    const asked: unknown[] = [];
    const url = await serve((req, res) => {
      asked.push(req.headers[question]);
      if (req.headers[question] === value) res.writeHead(304).end();
      else res.setHeader(header, value).end(calendar);
    });
    const validator = await read(url);
    expect(await read(url, { validator })).toBe('unchanged');
    // Series come a day further every day, and other settings find other names.
    expect(await read(url, { validator, nowMs: defaults.nowMs + dayMs })).not.toBe('unchanged');
    expect(await read(url, { validator, phoneIn: ['SUMMARY'] })).not.toBe('unchanged');
    expect(asked).toEqual([undefined, value, undefined, undefined]);
  },
);

test('a file is read again when it was written', async () => {
  const path = fileWith(calendar);
  const validator = await read(path);
  expect(await read(pathToFileURL(path).href)).toBe((await read(pathToFileURL(path).href)) as string);
  expect(await read(path, { validator })).toBe('unchanged');
  utimesSync(path, 1, 1);
  expect(await read(path, { validator })).not.toBe('unchanged');
});

test('follows a few redirects, and signs in only where it was told to', async () => {
  const seen: (string | undefined)[] = [];
  const other = await serve((req, res) => {
    seen.push(req.headers.authorization);
    res.end(calendar);
  });
  const url = await serve((req, res) => {
    seen.push(req.headers.authorization);
    res.writeHead(302, { Location: req.url === '/one' ? '/two' : `${other}/three` }).end();
  });
  expect(await rowsAt(`${url.replace('//', '//ana:se%20cret@')}/one`)).toHaveLength(1);
  const basic = `Basic ${Buffer.from('ana:se cret').toString('base64')}`;
  expect(seen).toEqual([basic, basic, undefined]);
});

/** What goes wrong is told without the address, which is a secret. */
test.each<[string, RequestListener, string]>([
  ['another status', (_, res) => res.writeHead(404).end(), 'answers 404'],
  ['redirects without end', (_, res) => res.writeHead(302, { Location: '/secret' }).end(), 'more than 5'],
  [
    'another protocol',
    (_, res) => res.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    'no http(s) address',
  ],
  ['a broken connection', (req) => req.socket.destroy(), 'cannot be read'],
  [
    'one that breaks in the middle',
    (_, res) => {
      res.writeHead(200, { 'Content-Length': '100000' });
      res.write(calendar.slice(0, 50));
      setTimeout(() => res.destroy(), 50);
    },
    'cannot be read',
  ],
])('%s', async (_, listener, words) => {
  const url = await serve(listener);
  const error = await rowsAt(`${url}/private-secret/basic.ics?key=secret`).catch((each: unknown) =>
    String(each),
  );
  expect(error).toContain(words);
  expect(error).toMatch(/^Error: CALENDAR_URL/);
  expect(error).not.toContain('secret');
});

test.each([
  ['/nowhere/secret.ics', 'ENOENT'],
  ['ftp://example.com/secret.ics', 'ftp:'],
  ['http://127.0.0.1:2/secret', 'ECONNREFUSED'],
])('nothing at %s', async (location, words) => {
  const error = await rowsAt(location).catch((each: unknown) => String(each));
  expect(error).toContain(words);
  expect(error).not.toContain('secret');
});

test('a line of 1 GB is cut off while it comes', async () => {
  let sent = 0;
  const url = await serve((_, res) => {
    res.write('BEGIN:VCALENDAR\r\nDESCRIPTION:');
    const part = Buffer.alloc(1_000_000, 'x');
    const more = () => {
      while (sent < 1_000 && !res.destroyed) {
        sent++;
        if (!res.write(part)) {
          res.once('drain', more);
          return;
        }
      }
      res.end();
    };
    more();
  });
  const before = process.memoryUsage().rss;
  await expect(rowsAt(url)).rejects.toThrow('more than 50 MB');
  expect(sent).toBeLessThan(100);
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
});
