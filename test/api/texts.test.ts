import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import type { rehearsed, texts } from '../../api/schemas/texts';
import { phrases } from '../../domain/dialogue';
import { smsTexts } from '../../messages/texts';
import { booking, startWorld, type ProblemBody, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Texts = z.output<typeof texts>;
const read = async (query: string) => (await world.call<Texts>('GET', `/v1/texts${query}`)).body;
const of = (all: Texts, locale: string, name: string) =>
  all.data.find((each) => each.locale === locale)?.texts.find((each) => each.name === name);

it('renders every text in every language', async () => {
  const all = await read('?name=Zo%C3%AB&startsAt=2026-11-26T14:00');
  expect(all.startsAtLocal).toBe('2026-11-26T14:00:00+01:00');
  expect(all.data.map(({ locale }) => locale)).toEqual(['de', 'en', 'es', 'fr']);
  for (const { texts: each } of all.data) {
    expect(each.map(({ name }) => name)).toEqual([...phrases, ...smsTexts]);
    for (const { text } of each) expect(text).not.toMatch(/[{}]|undefined/);
  }
  expect(of(all, 'en', 'reminder')?.text).toContain('Hello Zoë! This is a reminder');
  expect(of(all, 'en', 'reminder_several')?.text).toContain('Thursday, November 26 at 2:00 PM and 2:30 PM');
  expect(of(all, 'en', 'sms_confirmed')).toMatchObject({ kind: 'sms', segments: 1, encoding: 'GSM-7' });
  expect(of(all, 'de', 'confirmed')).toEqual({
    name: 'confirmed',
    kind: 'spoken',
    text: expect.stringMatching(/^Vielen Dank/) as string,
  });
  expect(all.data[0]?.understood.confirm).toEqual(expect.arrayContaining(['1', 'ja']));
});

it('gives what a client of that language would hear', async () => {
  const languages = async (locale: string) =>
    (await read(`?locale=${locale}`)).data.map(({ language }) => language.slice(0, 2));
  expect(await languages('de-AT')).toEqual(['de']);
  expect(await languages('pt-BR')).toEqual(['en']);
  expect((await read('?locale=en')).startsAtLocal).toBe('2026-11-24T09:00:00+01:00');
});

it('refuses a time that is none', async () => {
  const { status, body } = await world.call<ProblemBody>('GET', '/v1/texts?startsAt=noon');
  expect([status, body.errors?.[0]?.path]).toEqual([422, 'startsAt']);
});

type Rehearsed = z.output<typeof rehearsed>;
const rehearse = (keys?: readonly string[], more: Record<string, unknown> = {}) =>
  world.call<Rehearsed & ProblemBody>('POST', '/v1/rehearsals', booking({ ...more, keys }));

it('plays a call through to its answer, and stores nothing', async () => {
  const { status, body } = await rehearse(['7', '*', '1']);
  expect(status).toBe(200);
  expect(body.reminders.map(({ state }) => state)).toEqual(['planned', 'planned']);
  expect(body.steps.map(({ key, answer, then }) => [key, answer, then])).toEqual([
    [null, null, 'gather'],
    ['7', null, 'gather'],
    ['*', null, 'gather'],
    ['1', 'confirm', 'hang_up'],
  ]);
  expect(body.steps[0]?.said).toMatch(/^This is Praxis Sonne\. Hello Ada Lovelace! .*Thursday, November 26/);
  expect(body.steps[3]).toMatchObject({
    said: 'Thank you for confirming your appointment. We look forward to seeing you!',
    result: 'The appointment is confirmed, and no more reminders follow. The call ends.',
  });
  for (const table of ['appointments', 'events', 'attempts'])
    expect((await world.pool.query(`select from ${table}`)).rowCount, table).toBe(0);
});

it("speaks the client's language, and waits when nothing is pressed", async () => {
  const client = { ...booking().client, locale: 'de' };
  const { body } = await rehearse(['', '', ''], { client });
  expect([body.language, body.voice]).toEqual(['de-DE', expect.stringContaining('Polly') as string]);
  expect(body.steps.at(-1)).toMatchObject({ answer: 'none', then: 'hang_up' });
});

it.each([
  [['1', '2'], 'keys.1', 'comes after the end of the call'],
  [['1', 'x'], 'keys.1', 'must be one key'],
  ['1', 'keys', 'must be a list'],
])('refuses the keys %j', async (keys, path, message) => {
  const { status, body } = await rehearse(keys as string[]);
  expect([status, body.errors?.[0]?.path]).toEqual([422, path]);
  expect(body.errors?.[0]?.message).toContain(message);
});

it('checks what registering checks', async () => {
  const { status, body } = await rehearse(['1'], { startsAt: 'noon' });
  expect([status, body.errors?.[0]?.path]).toEqual([422, 'startsAt']);
});
