/** Which texts a locale's file holds, and which variables each may and must use. */
import { phrases, type Phrase } from '../domain/dialogue';

export const smsTexts = [
  'sms_reminder',
  'sms_reminder_several',
  'sms_confirmed',
  'sms_confirmed_several',
  'sms_reschedule',
  'sms_cancelled',
  /** One of several is to be moved or cancelled: which, a person must ask. */
  'sms_several_call_office',
  /** In answer to a text about what has changed since. */
  'sms_changed',
  /** In answer to a text that is none of 1, 2, 3. */
  'sms_not_understood',
  /** In answer to a text from a number without an appointment ahead. */
  'sms_no_appointment',
  /** The text could not be stored: never thanks. */
  'sms_call_office',
] as const;
export type SmsText = (typeof smsTexts)[number];
export type TextName = Phrase | SmsText;

export const variables = ['name', 'time', 'office', 'officePhone', 'link'] as const;
export type Variable = (typeof variables)[number];

/** Without these the text would fail its purpose or the law: who calls, when it is, whom to call back. */
const required: Partial<Record<TextName, readonly Variable[]>> = {
  reminder: ['office', 'time'],
  reminder_several: ['office', 'time'],
  reminder_unnamed: ['office'],
  voicemail: ['office', 'officePhone', 'time'],
  voicemail_several: ['office', 'officePhone', 'time'],
  several_call_office: ['officePhone'],
  voicemail_unnamed: ['office', 'officePhone'],
  reschedule: ['officePhone'],
  after_office: ['officePhone'],
  goodbye: ['officePhone'],
  changed: ['office', 'officePhone'],
  was_cancelled: ['office', 'officePhone'],
  already_answered: ['office'],
  call_office: ['officePhone'],
  sms_reminder: ['office', 'time'],
  sms_reminder_several: ['office', 'officePhone', 'time'],
  sms_confirmed: ['office', 'time'],
  sms_confirmed_several: ['office', 'time'],
  sms_reschedule: ['office', 'officePhone'],
  sms_cancelled: ['office'],
  sms_several_call_office: ['office', 'officePhone'],
  sms_changed: ['office', 'officePhone', 'time'],
  sms_not_understood: ['office'],
  sms_no_appointment: ['office'],
  sms_call_office: ['office', 'officePhone'],
};

/** Whoever is told a time or a name is told so only where both are known. */
const named = new Set<TextName>([
  'reminder',
  'reminder_several',
  'voicemail',
  'voicemail_several',
  'sms_reminder',
  'sms_reminder_several',
  'sms_confirmed',
  'sms_confirmed_several',
  'sms_reschedule',
  'sms_cancelled',
  'sms_changed',
]);

export function variablesOf(text: TextName): { allowed: readonly Variable[]; required: readonly Variable[] } {
  const allowed = variables.filter((variable) => {
    if (variable === 'link') return text === 'sms_confirmed';
    return named.has(text) || variable === 'office' || variable === 'officePhone';
  });
  return { allowed, required: required[text] ?? [] };
}

export function isPhrase(text: TextName): text is Phrase {
  return (phrases as readonly string[]).includes(text);
}
