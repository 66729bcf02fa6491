/** Two thousand appointments on one day: what must hold is asserted, how fast it was is printed. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startWorld, type Site, type World } from './world';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const count = 2_000;
let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await world.serve();
  // From the next midnight on, so that all are of one day; every tenth is confirmed.
  await world.pool.query(
    `with booked as (
       insert into appointments (client_name, client_phone, starts_at, booked_at, status)
       select 'Client ' || to_char(n, 'FM0000'), '+1212' || (5550000 + n),
         date_trunc('day', now() at time zone 'utc') at time zone 'utc' + interval '1 day' + n * interval '40 seconds',
         now() - interval '2 days', case when n % 10 = 0 then 'confirmed' else 'scheduled' end
       from generate_series(1, $1::int) n
       returning id, starts_at)
     insert into reminders (appointment_id, revision, number, "offset", due_at, state)
     select id, 1, 1, 'PT1H', starts_at - interval '1 hour', 'planned' from booked`,
    [count],
  );
});
afterAll(async () => {
  await site.close();
  await world.close();
});

it('opens, filters, searches and scrolls', async () => {
  const { page, context, complaints } = await world.open(site.url);
  const date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const figures: Record<string, number> = {};
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const fromMs = performance.now();
    await work();
    figures[what] = Math.round(performance.now() - fromMs);
  };
  const rows = page.locator('.row');
  // Asked of the page itself: roles are worked out for all that is there, in sight or not.
  const shows = (n: number, first: string) =>
    expect
      .poll(
        () =>
          page.evaluate(
            `[document.querySelectorAll('.row').length, document.querySelector('.row h3')?.textContent].join()`,
          ),
        { interval: 10, timeout: 30_000 },
      )
      .toBe(`${n},${first}`);
  await timed('open', async () => {
    await page.goto(`${site.url}/days/${date}?days=1`);
    await shows(count, 'Client 0001');
  });
  await timed('filter', async () => {
    await page.getByLabel('Status').selectOption('confirmed');
    await shows(count / 10, 'Client 0010');
  });
  await timed('all again', async () => {
    await page.getByLabel('Status').selectOption('');
    await shows(count, 'Client 0001');
  });
  await timed('search', async () => {
    await page.locator('.find').fill('Client 1234');
    await shows(1, 'Client 1234');
  });
  await page.locator('.find').fill('');
  await shows(count, 'Client 0001');
  await timed('scroll to the end', () => rows.last().scrollIntoViewIfNeeded());
  await timed('a change at the end', async () => {
    // As another tab does it.
    await page.evaluate(
      `fetch('/v1/search?q=Client+2000').then((found) => found.json()).then(({ data: [{ id }] }) =>
        fetch('/v1/appointments/' + id + '/cancel', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }))`,
    );
    await expect
      .poll(() => rows.last().getAttribute('data-tone'), { interval: 20, timeout: 10_000 })
      .toBe('off');
  });
  console.log(`${count} rows, in milliseconds:`, figures);
  expect(complaints).toEqual([]);
  await context.close();
});
