import { attemptId, parseAttemptId, type AttemptKey } from '../domain/attempt-id';
import type { Step } from '../domain/steps';
import type { Answer } from '../domain/words';
import { attemptsOf, findAttempt } from '../db/attempts';
import type { Appointment } from '../db/appointments';
import { linkTo } from '../db/calendar-entries';
import { copyConfirmed, setCompanions } from '../db/companions';
import { putOnDeskList } from '../db/desk-list';
import { transaction } from '../db/pool';
import { setReminderState } from '../db/reminders';
import { render } from '../messages/render';
import type { TextName } from '../messages/texts';
import type { Deps } from './deps';
import { postText } from './post-text';

/**
 * The text that follows calls which nobody answered; then the client goes on the desk list.
 * May be retried: see `postText`.
 */
export const sendReminderText =
  (deps: Deps) =>
  async (key: AttemptKey): Promise<Step> => {
    const sent = await postText(deps, key, undefined, async (tx, appointment, relatives) => {
      await setCompanions(tx, attemptId(key), relatives);
      return compose(deps, appointment, 'sms_reminder', relatives);
    });
    if (sent.kind === 'deferred') return { kind: 'text', attempt: key.attempt, atMs: sent.untilMs };
    await transaction(deps.pool, async (tx) => {
      await setReminderState(tx, key, 'not_reached', 'not_reached');
      await putOnDeskList(tx, key.appointmentId, 'not_reached');
    });
    return { kind: 'over' };
  };

/**
 * The text that confirms an answer given on the phone.
 * May be retried: see `postText`; a reminder has one confirmation, which a retry finds by its purpose.
 */
export const sendConfirmation =
  (deps: Deps) =>
  async ({ answered }: { answered: string }): Promise<void> => {
    const key = parseAttemptId(answered);
    const attempt = await findAttempt(deps.pool, answered);
    const name = confirmationOf(attempt?.answer ?? 'none');
    // Who answered by text has the reply.
    if (!key || !attempt || !name || attempt.channel === 'sms') return;
    const others = (await attemptsOf(deps.pool, key.appointmentId)).filter(
      ({ revision, reminder }) => revision === key.revision && reminder === key.reminder,
    );
    // Not simply the next after the answered call: a late answer finds that the client was called once more.
    const number =
      others.find(({ purpose }) => purpose === 'confirmation')?.number ??
      Math.max(...others.map((other) => other.number)) + 1;
    // Deferred to the morning it would come too late to confirm anything: then it is left out.
    const text = { ...key, attempt: number };
    await postText(deps, text, attempt.answeredAtMs ?? deps.now(), async (tx, appointment) => {
      const confirmed = await copyConfirmed(tx, { from: answered, to: attemptId(text) });
      // One link is to one appointment.
      const isOne = name === 'sms_confirmed' && confirmed.length === 0;
      const link = isOne ? `${deps.publicUrl}/i/${await linkTo(tx, appointment.id)}` : undefined;
      return compose(deps, appointment, name, confirmed, link);
    });
  };

function confirmationOf(answer: Answer): TextName | undefined {
  switch (answer) {
    case 'confirm':
      return 'sms_confirmed';
    case 'reschedule':
      return 'sms_reschedule';
    case 'cancel':
      return 'sms_cancelled';
    case 'opt_out':
    case 'office':
    case 'none':
      return undefined;
  }
}

function compose(
  { messages, office }: Deps,
  appointment: Appointment,
  name: TextName,
  companions: readonly { startsAtMs: number }[],
  link?: string,
) {
  const { client, startsAtMs } = appointment;
  const { text, language } = render(messages, client.locale ?? undefined, name, {
    name: client.name,
    time: { startsAtMs, timeZone: office.timeZone },
    times: [startsAtMs, ...companions.map((each) => each.startsAtMs)],
    office: office.name,
    officePhone: office.phone,
    ...(link === undefined ? {} : { link }),
  });
  return { body: text, locale: language, detail: { text: name } };
}
