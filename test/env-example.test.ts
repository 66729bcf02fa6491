import { expect, test } from 'vitest';
import { readConfig, readDevConfig } from '../config';
import { readCompose, readText } from './support/compose';
import { exampleLines, settingsInExample, settingsOfConfig } from './support/settings';

const forCompose = ['POSTGRES_PASSWORD', 'SLOTKEEPER_DB_PASSWORD', 'TEMPORAL_DB_PASSWORD'];
const required = {
  PUBLIC_URL: 'https://reminders.example.com',
  DATABASE_URL: 'postgres://slotkeeper:secret@localhost:5432/slotkeeper',
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM_NUMBER: '+15551234567',
};

test('every setting that Slotkeeper reads is in .env.example, and nothing else', () => {
  const temporals = ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'];
  const known = new Set([...settingsOfConfig(), ...temporals, ...forCompose]);
  expect(settingsInExample().sort()).toEqual([...known].sort());
});

test('every setting has a line above it that explains it', () => {
  const lines = readText('.env.example').split('\n');
  for (const [index, line] of lines.entries())
    if (/^#?[A-Z][A-Z0-9_]+=/.test(line)) expect(lines[index - 1], line).toMatch(/^# |^#?[A-Z][A-Z0-9_]+=/);
});

test('every example is one that Slotkeeper accepts, all of them together', () => {
  const given = exampleLines().filter(({ name, value }) => value !== '' && !forCompose.includes(name));
  expect(given.length).toBeGreaterThan(20);
  const examples = Object.fromEntries(given.map(({ name, value }) => [name, value]));
  expect(() => readConfig({ ...required, ...examples })).not.toThrow();
});

test('a copy of .env.example changes nothing for npm run dev', () => {
  const copied = Object.fromEntries(
    readText('.env.example')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => line.split('=') as [string, string]),
  );
  expect(Object.values(copied).every((value) => value === '')).toBe(true);
  expect(readDevConfig(copied)).toEqual({ ...readDevConfig({}), env: copied });
});

test('Compose asks for the passwords that it cannot invent', () => {
  expect(() => JSON.stringify(readCompose())).not.toThrow();
  const demanded = [...readText('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
  expect([...new Set(demanded)].sort()).toEqual([...forCompose].sort());
});
