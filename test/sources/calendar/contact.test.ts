import { describe, expect, test } from 'vitest';
import type { CalendarOptions } from '../../../sources/calendar';
import { event, rowsOfCalendar } from './read';

async function whom(lines: string[], options: Partial<CalendarOptions> = {}): Promise<string> {
  const [row] = await rowsOfCalendar(event(...lines), options);
  if (!row) return 'nobody';
  return (
    row.problems?.map(({ value, message }) => `${value}: ${message}`).join() ??
    `${row.values.client_name ?? ''} ${row.values.phone ?? ''}`
  );
}

describe('name and number', () => {
  test.each([
    [['SUMMARY:Ada Beispiel 030 901820'], 'Ada Beispiel +4930901820'],
    [['SUMMARY:030/901820 - Ada Beispiel'], 'Ada Beispiel +4930901820'],
    [['SUMMARY:Ada Beispiel (+49 30 901820)'], 'Ada Beispiel +4930901820'],
    [['SUMMARY:Ada Beispiel (geb. Muster) +1 (202) 555-0123'], 'Ada Beispiel (geb. Muster) +12025550123'],
    [['SUMMARY:Ada\\, Beispiel\\; Tel.: 030 901820'], 'Ada, Beispiel +4930901820'],
    [['SUMMARY:Ada Beispiel', 'LOCATION:030 901820'], 'Ada Beispiel +4930901820'],
    [
      ['SUMMARY:Ada Beispiel', 'DESCRIPTION:Am 26.11.2026 um 09:00\\nTel 030 901820'],
      'Ada Beispiel +4930901820',
    ],
    // What staff wrote into the title goes before a conference's numbers.
    [['SUMMARY:Ada 030 901820', 'DESCRIPTION:Dial in: +49 30 901899 PIN 4711'], 'Ada +4930901820'],
    [['SUMMARY:Besprechung', 'DESCRIPTION:+49 30 901899\\,\\,123456#'], 'nobody'],
    [['SUMMARY:Besprechung', 'DESCRIPTION:https://example.com/j/03090182012'], 'nobody'],
    [['SUMMARY:Besprechung 2026-03-24 09:00 bis 24.03.2026 10:00'], 'nobody'],
    [['SUMMARY:Besprechung'], 'nobody'],
    [
      ['SUMMARY:Kontrolle', 'ATTENDEE;CN=Ada Beispiel;ROLE=REQ-PARTICIPANT:tel:+4930901820'],
      'Ada Beispiel +4930901820',
    ],
    [['SUMMARY:Ada Beispiel', 'ATTENDEE;CN="+49 30 901820":tel:+4930901820'], 'Ada Beispiel +4930901820'],
    [['SUMMARY:Ada Beispiel', 'ATTENDEE;CN=Dr. Muster:mailto:03090182012@example.com'], 'nobody'],
    // The same twice is one.
    [['SUMMARY:Ada 030 901820 / +49 30 901820'], 'Ada +4930901820'],
    [
      ['SUMMARY:Ada 030 901820\\, Bob 030 901821'],
      '+4930901820, +4930901821: SUMMARY has several phone numbers; leave one',
    ],
    [
      ['SUMMARY:Ada +49 30 9018200000000000'],
      '+49 30 9018200000000000: is not a phone number that its country has assigned; correct it in the calendar',
    ],
    [['SUMMARY:Raum 12 030 901820'], 'Raum 12 +4930901820'],
    [
      ['SUMMARY:Raum 4 0151 12345678'],
      '+494015112345678, +4915112345678: SUMMARY has several phone numbers; leave one',
    ],
    [['SUMMARY:030 901820'], ' +4930901820'],
  ])('%j', async (lines, expected) => {
    expect(await whom(lines)).toBe(expected);
  });

  test('stand where the settings say', async () => {
    const lines = [
      'SUMMARY:Kontrolle 030 901820',
      'X-PATIENT:Ada Beispiel',
      'X-PATIENT-TEL;TYPE=cell:0151 12345678',
    ];
    expect(await whom(lines, { nameIn: ['X-PATIENT'], phoneIn: ['X-PATIENT-TEL'] })).toBe(
      'Ada Beispiel +4915112345678',
    );
  });
});
