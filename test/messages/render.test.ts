import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phrases } from '../../domain/dialogue';
import { loadMessages, render, segments, type Values } from '../../messages/render';
import { smsTexts } from '../../messages/texts';

const messages = loadMessages();
const values: Values = {
  name: 'Ada',
  time: { startsAtMs: Date.UTC(2026, 10, 24, 19, 30), timeZone: 'America/New_York' },
  office: 'Sunrise Dental',
  officePhone: '+12125550123',
  link: 'https://reminders.example.com/i/Zm9yLXlvdS1vbmx5',
};
const say = (text: Parameters<typeof render>[2], changed: Partial<Values> = {}, locale = 'en') =>
  render(messages, locale, text, { ...values, ...changed }).text;

describe('what a client hears', () => {
  it('first who calls, then the guide’s sentence to the letter', () => {
    expect(say('reminder')).toMatch(
      /^This is Sunrise Dental\. Hello Ada! This is a reminder about your appointment scheduled for Tuesday, November 24 at 2:30 PM\. Press 1 to confirm, 2 to reschedule, or 3 to cancel\./,
    );
    expect(say('confirmed')).toBe(
      'Thank you for confirming your appointment. We look forward to seeing you!',
    );
  });

  it('never thanks when the answer could not be stored', () => {
    for (const locale of messages.keys())
      expect(say('call_office', {}, locale)).not.toMatch(/thank|dank|merci|gracias/i);
  });

  it('no keys in a mailbox, but the number to call back', () => {
    for (const locale of messages.keys())
      for (const text of ['voicemail', 'voicemail_unnamed'] as const) {
        expect(say(text, {}, locale)).not.toMatch(/press|drücken|pulse|appuyez/i);
        expect(say(text, {}, locale)).toContain('2 1 2, 5 5 5, 0 1 2 3');
      }
  });

  it.each([
    ['en', 'Tuesday, November 24 at 2:30 PM'],
    ['es', 'martes, 24 de noviembre a las 2:30 p.m.'],
    ['de', 'Dienstag, 24. November um 14:30 Uhr'],
    ['fr', 'mardi 24 novembre à 14:30'],
  ])('the time in %s: %s', (locale, time) => {
    expect(say('reminder', {}, locale).replace(/p\. m\./, 'p.m.')).toContain(time);
  });

  it('one o’clock is singular in Spanish, by day and by night', () => {
    for (const hour of [18, 6]) {
      const time = { startsAtMs: Date.UTC(2026, 10, 24, hour), timeZone: 'America/New_York' };
      expect(say('reminder', { time }, 'es')).toContain('a la 1:00');
    }
    const noon = { startsAtMs: Date.UTC(2026, 10, 24, 17), timeZone: 'America/New_York' };
    expect(say('reminder', { time: noon }, 'es')).toContain('a las 12:00');
  });

  it('in the office’s zone, whatever ours is', () => {
    const time = { startsAtMs: Date.UTC(2026, 10, 24, 19, 30), timeZone: 'Asia/Tokyo' };
    expect(say('reminder', { time })).toContain('Wednesday, November 25 at 4:30 AM');
  });

  it.each([
    ['name unknown', { name: '' }],
    ['name of nothing that can be said', { name: '\u0000\u200b \u{e0001}' }],
  ])('%s: the unnamed text', (_name, changed) => {
    expect(say('reminder', changed)).toBe(say('reminder_unnamed'));
    expect(say('voicemail', changed)).toBe(say('voicemail_unnamed'));
  });

  it('time unknown: the unnamed text in speech, an error in a text message', () => {
    const { office, officePhone } = values;
    const unknown = { office, officePhone };
    expect(render(messages, 'en', 'reminder', unknown).text).toBe(say('reminder_unnamed'));
    expect(() => render(messages, 'en', 'sms_reminder', unknown)).toThrow(/time/);
  });
});

describe('the language', () => {
  it.each([
    ['de', 'de-DE', 'Polly.Vicki-Neural'],
    ['de-AT', 'de-DE', 'Polly.Vicki-Neural'],
    ['DE_ch', 'de-DE', 'Polly.Vicki-Neural'],
    ['es-419-u-ca-gregory', 'es-US', 'Polly.Lupe-Neural'],
    ['ja', 'en-US', 'Polly.Joanna-Neural'],
    ['', 'en-US', 'Polly.Joanna-Neural'],
    ['-', 'en-US', 'Polly.Joanna-Neural'],
    ['../../etc/passwd', 'en-US', 'Polly.Joanna-Neural'],
    [undefined, 'en-US', 'Polly.Joanna-Neural'],
  ])('for %s is %s', (locale, language, voice) => {
    expect(render(messages, locale, 'confirmed', values)).toMatchObject({ language, voice });
  });
});

describe('every text in every language', () => {
  it.each([...messages.keys()])('%s', (locale) => {
    for (const text of [...phrases, ...smsTexts]) expect(say(text, {}, locale)).not.toMatch(/[{}]|undefined/);
  });

  it.each([...messages.keys()].flatMap((locale) => smsTexts.map((text) => [locale, text] as const)))(
    '%s %s fits one segment in the ordinary case',
    (locale, text) => {
      expect(segments(say(text, {}, locale))).toMatchObject({ encoding: 'GSM-7', segments: 1 });
    },
  );

  it('writes a number that can be tapped', () => {
    expect(say('sms_reminder')).toContain('+1 212 555 0123');
    expect(say('sms_reminder', { officePhone: '+442079460123' })).toContain('+44 20 7946 0123');
  });
});

describe('several appointments of one day', () => {
  const half = Date.UTC(2026, 10, 24, 20, 0);
  const later = Date.UTC(2026, 10, 24, 21, 15);
  const times = [later, values.time?.startsAtMs ?? 0, half];

  it.each([
    ['en', 'Tuesday, November 24 at 2:30 PM, 3:00 PM, and 4:15 PM'],
    ['de', 'Dienstag, 24. November um 14:30, 15:00 und 16:15 Uhr'],
    ['es', 'martes, 24 de noviembre a las 2:30 p.m., 3:00 p.m. y 4:15 p.m.'],
    ['fr', 'mardi 24 novembre à 14:30, 15:00 et 16:15'],
  ])('in %s: %s', (locale, list) => {
    for (const text of ['reminder', 'voicemail'] as const) {
      const said = say(text, { times }, locale).replace(/p\. m\./g, 'p.m.');
      expect(said).toContain(list);
      expect(said).not.toBe(say(text, {}, locale).replace(/p\. m\./g, 'p.m.'));
    }
    expect(say('confirmed', { times }, locale)).toBe(say('confirmed_several', {}, locale));
    expect(say('sms_reminder', { times }, locale)).not.toBe(say('sms_reminder', {}, locale));
    // The question is longer: of two.
    for (const text of [
      say('sms_confirmed', { times }, locale),
      say('sms_reminder', { times: times.slice(1) }, locale),
    ])
      expect(segments(text)).toMatchObject({ encoding: 'GSM-7', segments: 1 });
  });

  it('one alone is said as ever', () => {
    expect(say('reminder', { times: [values.time?.startsAtMs ?? 0] })).toBe(say('reminder'));
  });

  it('the day is the office’s', () => {
    const time = { startsAtMs: half, timeZone: 'Asia/Tokyo' };
    expect(say('reminder', { time, times })).toContain(
      'Wednesday, November 25 at 4:30 AM, 5:00 AM, and 6:15 AM',
    );
  });
});

describe('names from anywhere', () => {
  const greeted = (name: string) => /Hello (.*)! This is a reminder/.exec(say('reminder', { name }))?.[1];
  it.each([
    ['José Ñandú', 'José Ñandú'],
    ["O'Brien", "O'Brien"],
    ['{time} {office, select, x {y} other {z}}', '{time} {office, select, x {y} other {z}}'],
    ['<Hangup/> & "Co"', '<Hangup/> & "Co"'],
    ['Ada 🦊👩🏽‍⚕️🇩🇪 Byron', 'Ada Byron'],
    ['🦊', '🦊'],
    ['Ada\r\nByron\t', 'Ada Byron'],
    ['\u202eadA', 'adA'],
    ['Ada \ud800', 'Ada'],
    ['山田 太郎', '山田 太郎'],
    ['x'.repeat(500), 'x'.repeat(60)],
    ['Agent 007', 'Agent 007'],
  ])('%s', (name, said) => {
    expect(greeted(name)).toBe(said);
  });

  it('never make a text long or XML invalid', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (name) => {
        const text = say('reminder', { name });
        expect(text.length).toBeLessThan(500);
        expect(text).not.toMatch(/[\u0000-\u001f\ufffe\uffff]|\p{Cs}/u);
      }),
    );
  });
});
