/** What the export writes, the import reads as the same appointments, whatever stands in them. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerMany } from '../../intake/register';
import { transaction } from '../../db/pool';
import { startImports, type Imports } from '../api/imports-world';
import { apiKey, monday } from '../api/world';

let world: Imports;
beforeAll(async () => {
  world = await startImports();
});
afterAll(() => world.close());

/** As the API takes them: without control characters, and with something other than spaces at both ends. */
const line = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: maxLength / 4 }),
      fc
        .array(fc.constantFrom("'", '"', '=', '+', '-', '@', ';', ',', '|', '\t', '＝', ' ', 'a', 'ä'), {
          minLength: 1,
          maxLength: 12,
        })
        .map((signs) => signs.join('')),
      fc.constantFrom(
        '=HYPERLINK("http://x";"y")',
        "'=1+1",
        '"";',
        "''",
        'sep=;',
        '-',
        'Ada\u2028King',
        '\ufeffAda',
      ),
    )
    .map((text) => text.trim())
    .filter(
      (text) => text !== '' && text.length <= maxLength && /^[^\u0000-\u001f\u007f-\u009f]*$/.test(text),
    );

const appointment = fc.record({
  externalId: fc.option(line(200)),
  name: line(100),
  phone: fc.integer({ min: 0, max: 99_999_999 }).map((n) => `+49151${String(n).padStart(8, '0')}`),
  // Whole minutes of two years, with both hours that a clock repeats.
  startsAtMs: fc.oneof(
    fc.integer({ min: 1, max: 1_051_200 }).map((minutes) => monday + minutes * 60_000),
    fc.constantFrom(Date.parse('2027-10-31T00:30Z'), Date.parse('2027-10-31T01:30Z')),
  ),
  durationMinutes: fc.option(fc.integer({ min: 1, max: 10_080 })),
  locale: fc.constantFrom(null, 'de', 'en-GB', 'es'),
  timeZone: fc.constantFrom(null, 'Europe/Lisbon', 'America/New_York'),
});

it('export → import changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(appointment, {
        minLength: 1,
        maxLength: 8,
        // One of a number and start, and one of a name, as there may be.
        comparator: (a, b) =>
          (a.phone === b.phone && a.startsAtMs === b.startsAtMs) ||
          (a.externalId !== null && a.externalId === b.externalId),
      }),
      async (all) => {
        await world.clear();
        await transaction(world.pool, (tx) =>
          registerMany(
            tx,
            { settings: world.deps.config, actor: 'staff:test', nowMs: monday },
            all.map(({ externalId, name, phone, locale, timeZone, startsAtMs, durationMinutes }) => ({
              externalId,
              client: { name, phone, locale, timeZone },
              startsAtMs,
              durationMinutes,
              offsets: ['P1D'],
              bookedAtMs: monday,
              metadata: { kept: true },
            })),
          ),
        );
        const before = await world.pool.query('select * from appointments order by id');
        const exported = await fetch(`${world.url}/v1/appointments.csv`, {
          headers: { authorization: `Bearer ${apiKey}` },
        });
        const file = Buffer.from(await exported.arrayBuffer());
        for (const cell of parse(file, { bom: true }).flat())
          expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
        const checked = await world.checked(file);
        const named = all.filter(({ externalId }) => externalId !== null).length;
        expect([checked.counts, await world.story(checked.id)]).toEqual([
          { registers: 0, changes: 0, unchanged: named, ignored: all.length - named, refused: 0 },
          expect.anything(),
        ]);
        await world.applied(checked.id);
        expect((await world.pool.query('select * from appointments order by id')).rows).toEqual(before.rows);
      },
    ),
    { numRuns: 30 },
  );
});
