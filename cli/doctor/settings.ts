/** Settings that can be read, but may not do what was meant. */
import { Temporal } from 'temporal-polyfill';
import type { Config } from '../../config';
import { isOpenAt, nextOpeningMs } from '../../domain/hours';
import { offsetMs, parseOffset } from '../../domain/offsets';
import { mayDial, parsePhone } from '../../domain/phone';
import { leadMs, minuteMs } from '../../domain/policy';
import { ill, note, well, type Finding } from './finding';

export function examineSettings(config: Config, nowMs: number): Finding[] {
  const { office, rules } = config;
  const offsets = rules.offsets.length > 0 ? `${rules.offsets.join(' and ')} before` : 'none';
  return [
    well(`Settings can be read. ${office.name}, ${office.timeZone}; reminders: ${offsets}`),
    ...examineOffice(config),
    ...examineOffsets(config, nowMs),
    ...examineHours(config, nowMs),
    ...examineTelephony(config),
    ...examineTestPhone(config),
  ];
}

function examineOffice({ office }: Config): Finding[] {
  const findings: Finding[] = [];
  if (office.name === 'our office')
    findings.push(note('Clients hear "This is our office".', 'Set OFFICE_NAME.'));
  if (office.timeZone === 'UTC')
    findings.push(
      note(
        'Clients hear their times in UTC.',
        'Set OFFICE_TIME_ZONE, such as OFFICE_TIME_ZONE=Europe/Berlin.',
      ),
    );
  return findings;
}

function examineOffsets({ office, rules }: Config, nowMs: number): Finding[] {
  if (rules.offsets.length === 0)
    return [note('No reminders are planned.', 'Set REMINDER_OFFSETS, such as REMINDER_OFFSETS=P1D,PT1H.')];
  return rules.offsets
    .filter((offset) => offsetMs(nowMs, parseOffset(offset), office.timeZone) <= leadMs)
    .map((offset) =>
      ill(
        `A reminder ${offset} before never calls: a call must end ${leadMs / minuteMs} minutes before the start.`,
        'Give REMINDER_OFFSETS more time, such as PT1H.',
      ),
    );
}

function examineHours({ office, rules, twilio }: Config, nowMs: number): Finding[] {
  if (nextOpeningMs(rules.callingHours, nowMs, office.timeZone) === undefined)
    return [
      ill(
        'CALLING_HOURS allow no call within the next month.',
        'Set them, such as CALLING_HOURS="Mo-Fr 08:00-20:00".',
      ),
    ];
  const night = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(office.timeZone)
    .withPlainTime('03:00');
  const atNight = Array.from({ length: 7 }, (_, days) => night.add({ days }).epochMilliseconds).some((ms) =>
    isOpenAt(rules.callingHours, ms, office.timeZone),
  );
  // In the simulator nobody is woken.
  return atNight && twilio.apiUrl === undefined
    ? [
        note(
          'CALLING_HOURS allow calls at three in the morning.',
          'Set them, such as CALLING_HOURS="Mo-Fr 08:00-20:00".',
        ),
      ]
    : [];
}

function examineTelephony({ twilio, dialOnly }: Config): Finding[] {
  const findings: Finding[] = [];
  if (twilio.apiUrl !== undefined)
    findings.push(
      note(
        `Nobody is really called: ${twilio.apiUrl} stands in for Twilio.`,
        'Unset TWILIO_API_URL to use Twilio.',
      ),
    );
  else {
    const { hostname, protocol } = new URL(twilio.publicUrl);
    if (/^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[::1\])/.test(hostname))
      findings.push(
        ill(
          `Twilio cannot reach PUBLIC_URL=${twilio.publicUrl}.`,
          'Set it to the address of a public proxy or tunnel to this API.',
        ),
      );
    else if (protocol === 'http:')
      findings.push(note('PUBLIC_URL is not https: names and answers travel in the open.', 'Use https.'));
  }
  if (dialOnly)
    findings.push(
      note(`Only ${dialOnly.join(', ')} may be called.`, 'Unset DIAL_ONLY when the trial is over.'),
    );
  return findings;
}

function examineTestPhone({ testClientPhone, defaultCountry, rules, dialOnly }: Config): Finding[] {
  if (testClientPhone === undefined)
    return [
      note(
        'TEST_CLIENT_PHONE is not set: /make-test-call calls nobody.',
        'Set it to your own number, in E.164.',
      ),
    ];
  const phone = parsePhone(testClientPhone, defaultCountry);
  if (phone.kind === 'error')
    return [ill(`TEST_CLIENT_PHONE cannot be called: ${phone.message}.`, 'Set it to your own number.')];
  const allowed = mayDial(phone, rules.allowedCountries);
  if (allowed === 'country_not_allowed')
    return [
      ill(
        `TEST_CLIENT_PHONE is a number of ${phone.country}, which is not called.`,
        'Add it to ALLOWED_COUNTRIES.',
      ),
    ];
  if (allowed !== 'ok')
    return [ill('TEST_CLIENT_PHONE is of a kind that is not called.', 'Set it to a personal number.')];
  if (dialOnly && !dialOnly.includes(phone.e164))
    return [ill('TEST_CLIENT_PHONE is not in DIAL_ONLY, so it is not called.', 'Add it there.')];
  return [well('TEST_CLIENT_PHONE can be called')];
}
