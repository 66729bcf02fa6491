/** `pause` and `resume`, from the terminal to a phone that rings, or does not. */
import { ApplicationFailure } from '@temporalio/activity';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openOffice } from '../activities/office';
import { apiKey, startWorld, type TimelineBody, type World } from '../api/world';
import { slotkeeper } from './run';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
afterEach(() => world.pool.query('delete from holds'));

const run = (...args: string[]) =>
  slotkeeper(args, {
    SLOTKEEPER_API_URL: world.url,
    SLOTKEEPER_API_KEY: apiKey,
    OFFICE_TIME_ZONE: 'Europe/Berlin',
  });

it('tells since when, by whom and why', async () => {
  const paused = await run('pause', '--reason', 'Fire drill');
  expect(paused).toMatchObject({ code: 0, err: '' });
  expect(paused.out).toMatch(
    /^Calling is paused since .*10:00, by test \(Fire drill\)\. slotkeeper resume lets calls go out again\.$/m,
  );
  // The first one stands.
  expect((await run('pause', '--reason', 'Another')).out).toContain('(Fire drill)');
  const resumed = await run('resume');
  expect(resumed).toMatchObject({ code: 0, err: '' });
  expect(resumed.out).toContain('Calls go out again');
});

it('says that resuming alone does not help while Twilio refuses the account', async () => {
  await world.pool.query(
    `insert into holds (kind, since, actor, code) values ('account_refused', now(), 'system', '20003')`,
  );
  expect((await run('resume')).out).toMatch(/not paused, but Twilio refuses the account \(20003\)/);
});

it('refuses a reason of two lines', async () => {
  const { code, err } = await run('pause', '--reason', 'a\nb');
  expect(err).toContain('reason must not contain control characters');
  expect(code).toBe(1);
});

it('while paused nothing dials though it is due; resumed, it does; the timeline says who paused', async () => {
  // The worker's steps on the database of the API; Twilio's stand-in takes the calls.
  const office = await openOffice(world.pool);
  const booked = await office.book();
  await run('pause');
  for (let tries = 0; tries < 3; tries++)
    await expect(office.placeCall(booked.key)).rejects.toThrow(ApplicationFailure);
  expect(await office.callsTo(booked)).toEqual([]);
  expect((await office.reminder(booked))?.state).toBe('planned');

  await run('resume');
  expect(await office.placeCall(booked.key)).toEqual({ kind: 'placed' });
  expect(await office.callsTo(booked)).toHaveLength(1);

  const { body } = await world.call<TimelineBody>('GET', `/v1/appointments/${booked.id}/timeline`);
  expect(body.data.map(({ what, reason, detail }) => [what, reason, detail.by])).toEqual([
    // Once, however often it was tried.
    ['reminder_deferred', 'paused', 'staff:test'],
    ['call_placed', undefined, undefined],
  ]);
  expect((await run('show', String(booked.id))).out).toMatch(/paused.*test|test.*paused/i);
});
