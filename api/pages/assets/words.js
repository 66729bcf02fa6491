// What has happened, in one line of plain words.
/** @typedef {import('./types').Appointment} Appointment */
/** @typedef {import('./types').TimelineEvent} TimelineEvent */
/** @typedef {import('./times.js').OfficeClock} OfficeClock */

/** @type {Record<string, string>} */
const reasons = {
  outside_hours: 'outside calling hours',
  booked_late: 'booked late',
  too_soon_after_contact: 'too soon after the last contact',
  combined: 'combined with an earlier appointment of the day',
  answered: 'the client has answered',
  cancelled: 'the appointment is cancelled',
  changed: 'the appointment has changed',
  opted_out: 'the client wants no more reminders',
  cap_reached: 'called often enough today',
  too_late: 'too late for a call',
  number_busy: 'another call to this number is under way',
  refused: 'Twilio refused the number',
  country_not_allowed: 'calls to this country are not allowed',
  number_type_not_allowed: 'calls to this kind of number are not allowed',
  fixed_line: 'a landline takes no texts',
  not_in_dial_only: 'DIAL_ONLY does not name this number',
  account_refused: 'Twilio refused our account',
  paused: 'calling is paused',
  unresolved: 'not known whether the call went out',
  not_reached: 'not reached',
  reschedule_requested: 'wants another time',
  cancelled_late: 'cancelled at short notice',
  called_now: 'called by hand instead',
  failed: 'the call failed',
};

/** @type {Record<string, string>} */
const outcomes = {
  picked_up: 'picked up',
  voicemail: 'voicemail',
  busy: 'busy',
  no_answer: 'no answer',
  failed: 'could not be reached',
  canceled: 'called off',
  delivered: 'delivered',
};

/** @type {Record<string, string>} */
const answers = {
  confirm: 'pressed 1: confirmed',
  reschedule: 'pressed 2: wants another time',
  cancel: 'pressed 3: cancelled',
  opt_out: 'pressed 9 twice: no more reminders',
  office: 'pressed 0: connected to the office',
  none: 'pressed no key that counts',
};

/** @type {Record<string, string>} */
const texts = {
  sms_reminder: 'reminder',
  sms_confirmed: 'confirmation',
  sms_reschedule: 'how to find another time',
  sms_cancelled: 'cancellation',
};

/** @param {string} code */
export function isReason(code) {
  return code in reasons;
}

/** @param {unknown} code */
export function reasonWords(code) {
  return inWords(reasons, code);
}

/** @param {unknown} code */
export function outcomeWords(code) {
  return inWords(outcomes, code);
}

/** @param {unknown} code */
export function answerWords(code) {
  return inWords(answers, code);
}

/** A word that is newer than this page is shown as it is. @param {Record<string, string>} words @param {unknown} code */
function inWords(words, code) {
  const text = String(code ?? '');
  return words[text] ?? text.replaceAll('_', ' ');
}

/**
 * @param {TimelineEvent} event @param {OfficeClock} clock @param {number} nowMs
 * @param {boolean} [withTime] false where the time stands beside it
 */
export function eventWords(event, clock, nowMs, withTime = true) {
  const test = event.attempt?.split('-')[1] === '0' && event.what !== 'test_call';
  const line = sentence(event, clock, nowMs, withTime ? ` ${clock.moment(event.at, nowMs)}` : '');
  return test ? `Test call: ${line.charAt(0).toLowerCase()}${line.slice(1)}` : line;
}

/** @param {TimelineEvent} event @param {OfficeClock} clock @param {number} nowMs @param {string} time */
function sentence({ actor, what, reason, detail }, clock, nowMs, time) {
  const why = reason ? `: ${reasonWords(reason)}` : '';
  /** @param {string} key */
  const moment = (key) => {
    const value = detail[key];
    return typeof value === 'number' || typeof value === 'string' ? clock.moment(value, nowMs) : undefined;
  };
  const who = nameOf(actor);
  switch (what) {
    case 'registered':
      return `Registered${time}`;
    case 'changed':
      return `Changed${time} by ${who}`;
    case 'confirmed':
      return `Confirmed${time} by ${who}`;
    case 'cancelled':
      return `Cancelled${time} by ${who}`;
    case 'attendance_recorded':
      return detail['attended'] === false ? 'Did not come' : 'Came';
    case 'call_now_requested':
      return `${who} asked for a call${time}`;
    case 'reminder_moved':
      return `Moved from ${moment('from') ?? '?'} to ${moment('to') ?? '?'}${why}`;
    case 'reminder_skipped':
      return `Skipped${offsetWords(detail['offset'])}${why}`;
    case 'reminder_deferred':
      if (reason === 'paused')
        return `Waits: calling is paused by ${nameOf(String(detail['by'] ?? 'staff'))}`;
      return `Put off until ${moment('untilMs') ?? 'later'}${why}`;
    case 'call_placed':
      return `Calling${time && ` since${time}`}`;
    case 'call_refused':
      return `Not called${time}${why} (code ${String(detail['code'] ?? '?')})`;
    case 'call_unresolved':
      return `Called${time}, but Twilio did not answer: finding out whether it rang`;
    case 'call_resolved':
      return `Called${time}: Twilio knows the call`;
    case 'call_retired':
      return `Call withdrawn${time}${why}`;
    case 'call_picked_up':
      return detail['answeredBy'] === 'machine' ? `A machine picked up${time}` : `Picked up${time}`;
    case 'named_together':
      return `Told in the call about appointment ${String(detail['with'] ?? '?')}`;
    case 'call_ended':
      return `Called${time}, ${outcomeWords(detail['outcome'])}`;
    case 'redial_planned':
      return `Called${time}, ${reason ? reasonWords(reason) : outcomeWords(detail['why'])}; calls again at ${moment('atMs') ?? '?'}`;
    case 'answer_recorded':
      return `Called${time}, ${answerWords(detail['answer'])}`;
    case 'answer_ignored':
      return `Called${time}, ${answerWords(detail['answer'])}; not counted${why}`;
    case 'text_sent':
      return `Text sent${time}: ${inWords(texts, detail['text'])}`;
    case 'text_refused':
      return `No text sent${time}${why}`;
    case 'text_unresolved':
      return `Text sent${time}; not known whether it arrived`;
    case 'text_ended':
      return detail['outcome'] === 'delivered' ? `Text delivered${time}` : `Text not delivered${time}`;
    case 'desk_listed':
      return `To be rung by hand${why}`;
    case 'desk_done':
      return `Done by ${who}${time}${why}`;
    case 'opted_out':
      return `Wants no more reminders${time && `, since${time}`}`;
    case 'opted_in':
      return `Takes reminders again${time && `, since${time}`}`;
    case 'test_call':
      if (actor === 'client') return `Test call${time}: ${answerWords(detail['answer'])}; nothing changed`;
      return `Test call${time} by ${who}${why}`;
    default:
      return `${what.replaceAll('_', ' ')}${time}${why}`;
  }
}

/** @param {string} actor */
export function nameOf(actor) {
  return actor.startsWith('staff:') ? actor.slice('staff:'.length) : actor;
}

/** ` the call 1 day before`; nothing when no offset is named. @param {unknown} offset ISO 8601 */
function offsetWords(offset) {
  if (typeof offset !== 'string') return '';
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(offset) ?? [];
  const parts = [
    days && (days === '1' ? '1 day' : `${days} days`),
    hours && `${hours} h`,
    minutes && `${minutes} min`,
  ];
  return ` the call ${parts.filter(Boolean).join(' ') || offset} before`;
}

/**
 * The last event; right after planning, what became of the reminders tells more.
 * @param {Appointment} appointment @param {OfficeClock} clock @param {number} nowMs
 */
export function lastWords(appointment, clock, nowMs) {
  const { lastEvent, reminders } = appointment;
  const isPlanOnly = !lastEvent || ['registered', 'changed'].includes(lastEvent.what);
  const moved = reminders.find((reminder) => reminder.state === 'planned' && reminder.movedFrom);
  const skipped = reminders.find((reminder) => reminder.state === 'skipped');
  if (isPlanOnly && moved?.movedFrom)
    return `Moved from ${clock.moment(moved.movedFrom, nowMs)}: ${reasonWords(moved.reason)}`;
  if (isPlanOnly && skipped) return `Skipped${offsetWords(skipped.offset)}: ${reasonWords(skipped.reason)}`;
  return lastEvent ? eventWords(lastEvent, clock, nowMs) : '';
}

/**
 * Why no calls go out at all; empty when they do.
 * @param {import('./types').Calling} calling @param {OfficeClock} clock @param {number} nowMs
 */
export function heldWords({ paused, accountRefused }, clock, nowMs) {
  if (paused) {
    const why = paused.reason ? ` (${paused.reason})` : '';
    return `Calling is paused since ${clock.moment(paused.since, nowMs)}, by ${nameOf(paused.by)}${why}. “slotkeeper resume” lets calls go out again.`;
  }
  if (accountRefused) {
    const code = accountRefused.code ? ` (code ${accountRefused.code})` : '';
    return `No calls go out since ${clock.moment(accountRefused.since, nowMs)}: Twilio refuses the account${code}. “slotkeeper doctor” tells more.`;
  }
  return '';
}
