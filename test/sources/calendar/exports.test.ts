import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRow } from '../../../sources/read-row';
import { rowsAt } from './read';

const exported = (name: string) => join(__dirname, 'exports', name);

/** Each row in a line: the end of its id, name, number, start, minutes, last change. */
async function lines(name: string, options: Parameters<typeof rowsAt>[1] = {}): Promise<string[]> {
  return (await rowsAt(exported(name), options)).map(({ externalId, values, problems = [] }) =>
    [
      externalId.replace(/^.{60,}(?=.{24}$)/, '…'),
      ...problems.map(({ message }) => message),
      ...(values.cancelled ? ['cancelled'] : [values.client_name, values.phone, values.starts_at]),
      ...(values.duration_minutes ? [values.duration_minutes] : []),
      ...(values.updated_at ? [values.updated_at] : []),
    ].join(' | '),
  );
}

test("Google's: a series over the change of the clocks, one of it moved, one left out, one cancelled", async () => {
  expect(await lines('google.ics')).toEqual([
    '3k9q7v2m1c5b8n4x6z0a@google.com | Hanna Beispiel | +4915112345678 | 2026-03-24T08:00:00Z | 45 | 2026-03-18T11:42:10Z',
    '7h2k4m6p8r0t2v4x@google.com/20260323T080000Z | Uwe Muster | +4930901820 | 2026-03-23T08:00:00Z | 30 | 2026-03-10T07:00:00Z',
    '7h2k4m6p8r0t2v4x@google.com/20260330T070000Z | Uwe Muster | +4930901820 | 2026-03-30T07:00:00Z | 30 | 2026-03-10T07:00:00Z',
    '7h2k4m6p8r0t2v4x@google.com/20260406T070000Z | cancelled | 2026-03-10T07:00:00Z',
    '7h2k4m6p8r0t2v4x@google.com/20260413T070000Z | Uwe Muster | +4930901820 | 2026-04-14T12:15:00Z | 30 | 2026-03-19T16:00:00Z',
    '7h2k4m6p8r0t2v4x@google.com/20260420T070000Z | cancelled | 2026-03-19T16:15:00Z',
  ]);
});

test("Outlook's: Windows' names of zones, a zone of somebody's own, folds with tabs", async () => {
  const of = (day: string, hour: string) =>
    `…6778899/2026${day}T${hour}0000Z | Müller, Jürgen | +4930901821 | 2026-${day.slice(0, 2)}-${day.slice(2)}T${hour}:00:00Z | 15 | 2026-03-11T08:00:00Z`;
  expect(await lines('outlook.ics')).toEqual([
    of('0326', '09'),
    of('0327', '09'),
    of('0330', '08'),
    of('0331', '08'),
    of('0401', '08'),
    of('0402', '08'),
    '040000008200E00074C5B7101A82E008CUSTOM | Kypros Beispiel | +4930901822 | 2026-04-02T07:00:00Z | 30',
  ]);
});

test("Apple's: an attendee by telephone, a time without a zone, further dates", async () => {
  const all = await lines('apple.ics', { officeTimeZone: 'Europe/Paris', defaultCountry: 'FR' });
  expect(all.map((line) => line.split(' | ').slice(1, 5).join(' | '))).toEqual([
    'Zoé Exemple | +33612345678 | 2026-04-01T12:30:00Z | 30',
    'Jean Modèle | +33612345679 | 2026-04-02T07:00:00Z | 30',
    'Léa Exemple | +33612345680 | 2026-04-03T09:00:00Z | 60',
    'Léa Exemple | +33612345680 | 2026-04-10T09:00:00Z | 60',
    'Léa Exemple | +33612345680 | 2026-04-17T10:00:00Z | 60',
  ]);
});

test.each(['google.ics', 'outlook.ics', 'apple.ics'])('every row of %s can be taken in', async (name) => {
  for (const row of await rowsAt(exported(name)))
    expect(readRow(row, 'Europe/Berlin')).not.toHaveProperty('problems');
});
