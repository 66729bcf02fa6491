import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMessages, render } from '../../messages/render';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'messages-'));
  cpSync(join(__dirname, '../../messages/en.json'), join(dir, 'en.json'));
});
afterEach(() => rmSync(dir, { recursive: true }));

interface File {
  [key: string]: unknown;
  speech: Record<string, unknown>;
  sms: Record<string, unknown>;
}

/** Writes `de.json` as `en.json` with a change. */
function german(change: (file: File) => void): void {
  const file = JSON.parse(readFileSync(join(dir, 'en.json'), 'utf8')) as File;
  change(file);
  writeFileSync(join(dir, 'de.json'), JSON.stringify(file));
}

describe('a file of texts is refused by file, key and variable', () => {
  it.each<[string, (file: File) => void, RegExp]>([
    [
      'misspelt variable',
      (file) => (file.speech.reminder = 'Hi {nmae}, {office}, {time}'),
      /^messages\/de\.json: speech\.reminder: unknown variable \{nmae\}; known here: \{name\}, \{time\}, \{office\}, \{officePhone\}$/,
    ],
    [
      'variable that is not known at this point',
      (file) => (file.speech.goodbye = 'Bye {name}, call {officePhone}'),
      /^messages\/de\.json: speech\.goodbye: unknown variable \{name\}/,
    ],
    [
      'misspelt variable in a branch that is seldom taken',
      (file) => (file.speech.reminder = '{office} {time} {name, select, Ada {{nmae}} other {}}'),
      /^messages\/de\.json: speech\.reminder: unknown variable \{nmae\}/,
    ],
    [
      'missing variable',
      (file) => (file.sms.sms_reminder = '{office}: reply 1'),
      /^messages\/de\.json: sms\.sms_reminder: the variable \{time\} is missing$/,
    ],
    [
      'variable hidden by an apostrophe',
      (file) => (file.speech.connecting = "Le bureau d'{office}"),
      /^messages\/de\.json: speech\.connecting: a brace would be said aloud/,
    ],
    ['missing text', (file) => delete file.speech.goodbye, /^messages\/de\.json: speech\.goodbye: .+$/],
    ['unknown text', (file) => (file.speech.helo = 'x'), /^messages\/de\.json: speech: .*"helo"/],
    [
      'empty text',
      (file) => (file.speech.goodbye = ' '),
      /^messages\/de\.json: speech\.goodbye: must not be empty$/,
    ],
    ['no text', (file) => (file.speech.goodbye = 1), /^messages\/de\.json: speech\.goodbye: .*string/],
    [
      'open brace',
      (file) => (file.speech.confirmed = 'Hi {'),
      /^messages\/de\.json: speech\.confirmed: cannot be used: /,
    ],
    [
      'a number format for a text',
      (file) => (file.speech.reminder = '{office} {time, date, short}'),
      /^messages\/de\.json: speech\.reminder: /,
    ],
    [
      'when without time',
      (file) => (file.when = '{date}'),
      /^messages\/de\.json: when: the variable \{time\} is missing$/,
    ],
    [
      'odd language',
      (file) => (file.language = 'english!'),
      /^messages\/de\.json: language: must be a language tag/,
    ],
    ['no voice', (file) => delete file.voice, /^messages\/de\.json: voice: /],
    [
      'one word for two things',
      (file) => ((file['words'] as Record<string, string[]>)['cancel'] = ['Ok!']),
      /^messages\/de\.json: words\.cancel: "Ok!" means confirm already$/,
    ],
    [
      'a word that Twilio takes for an opt-out',
      (file) => ((file['words'] as Record<string, string[]>)['confirm'] = ['Stop']),
      /^messages\/de\.json: words\.stop: "stop" means confirm already$/,
    ],
    [
      'a word of nothing',
      (file) => ((file['words'] as Record<string, string[]>)['confirm'] = ['👍']),
      /^messages\/de\.json: words\.confirm: "👍" has neither letters nor digits$/,
    ],
    ['no words', (file) => delete file['words'], /^messages\/de\.json: words: /],
    ['unknown key', (file) => (file.speach = {}), /^messages\/de\.json: the file: .*"speach"/],
  ])('%s', (_name, change, fault) => {
    german(change);
    expect(() => loadMessages(dir)).toThrow(fault);
  });

  it('all faults at once', () => {
    german((file) => {
      file.speech.reminder = 'Hi';
      file.sms.sms_confirmed = '{tme}';
    });
    writeFileSync(join(dir, 'fr.json'), '{');
    const faults =
      /reminder.*\{office\}.*\n.*reminder.*\{time\}.*\n.*\{tme\}[^]*messages\/fr\.json: cannot be read as JSON/;
    expect(() => loadMessages(dir)).toThrow(faults);
  });

  it('English must be there', () => {
    german(() => undefined);
    rmSync(join(dir, 'en.json'));
    expect(() => loadMessages(dir)).toThrow('messages/en.json is missing');
  });
});

it('an office changes a text in one file', () => {
  german((file) => {
    file.speech.confirmed = 'Danke! <b>Bis dann</b> in der {office}.';
    file.language = 'de-AT';
  });
  const values = { office: 'Praxis', officePhone: '+4312345678' };
  expect(render(loadMessages(dir), 'de', 'confirmed', values)).toEqual({
    text: 'Danke! <b>Bis dann</b> in der Praxis.',
    language: 'de-AT',
    voice: 'Polly.Joanna-Neural',
  });
});
