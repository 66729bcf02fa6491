import { expect, it } from 'vitest';
import { say } from '../../cli/say';
import { slotkeeper } from './run';

const config = {
  apiUrl: 'http://localhost:3000',
  office: { name: 'Praxis Sonne', phone: '+4930901820', timeZone: 'Europe/Berlin' },
};
const options = { name: 'Ada Moreno', at: ['2026-11-24T09:00'] };

it('says a text as the client hears it, in the language asked for', async () => {
  const { code, out } = await slotkeeper(
    ['say', 'reminder', '--locale', 'es', '--name', 'Ada', '--at', '2026-11-24T09:00'],
    { OFFICE_NAME: 'Praxis Sonne', OFFICE_TIME_ZONE: 'Europe/Berlin' },
  );
  expect(out).toMatch(/Praxis Sonne.*Ada.*martes, 24 de noviembre a las 9:00/);
  expect(out).toMatch(/^Spoken: es-US, Polly/m);
  expect(code).toBe(0);
});

it('tells what a text costs as SMS', () => {
  const out = say(config, 'sms_confirmed', options);
  expect(out).toMatch(/SMS: en-US, 1 segment \(\d+ characters in GSM-7\)/);
  expect(say(config, 'sms_reminder', { ...options, locale: 'fr' })).toMatch(/SMS: fr-FR, [12] segment/);
});

it('says so when another language has to do', () => {
  expect(say(config, 'reminder', { ...options, locale: 'pt-BR' })).toContain(
    'There are no texts for pt-BR; there are de, en',
  );
  expect(say(config, 'reminder', { ...options, locale: 'de-AT' })).not.toContain('There are no texts');
});

it('names the texts there are when asked for another', () => {
  expect(() => say(config, 'remind', options)).toThrow(
    /There is no text "remind"\. Spoken: reminder, .*SMS: sms_reminder/,
  );
});

it('refuses a time that does not exist', () => {
  expect(() => say(config, 'reminder', { ...options, at: ['2027-03-28T02:30'] })).toThrow(
    /--at .*does not exist in Europe\/Berlin/,
  );
});

it('says all times of a family', async () => {
  const { out } = await slotkeeper(
    ['say', 'reminder', '--at', '2026-11-24T14:00', '2026-11-24T14:30', '--name', 'Ada'],
    { OFFICE_NAME: 'Praxis Sonne', OFFICE_TIME_ZONE: 'Europe/Berlin' },
  );
  expect(out).toContain('your appointments scheduled for Tuesday, November 24 at 2:00 PM and 2:30 PM');
  const several = say(config, 'sms_confirmed_several', { ...options, locale: 'de' });
  expect(several).toMatch(/um 9:00 und 9:30 Uhr/);
});
