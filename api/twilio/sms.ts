/** A client has written to us: 1, 2, 3, a word, STOP or START. */
import type { z } from 'zod';
import { announce } from '../../db/announce';
import { recordAnswer } from '../../db/answers';
import { findAppointment, upcomingOf, type Appointment } from '../../db/appointments';
import { lastTextTo } from '../../db/attempts';
import { linkTo } from '../../db/calendar-entries';
import { companionsOf, isAboutSeveral, type Companion } from '../../db/companions';
import { addEvent } from '../../db/events';
import { storeInboundReply, takeInbound } from '../../db/inbound-texts';
import { findOptOut, optIn, optOut } from '../../db/opt-outs';
import { transaction, type Tx } from '../../db/pool';
import { signalAttempt } from '../../delivery/deliver';
import type { TextMeaning } from '../../domain/text-words';
import { meaningOf, render, type SmsText } from '../../messages/render';
import { messageTwiml } from '../../telephony/twiml';
import type { smsWebhook } from '../../telephony/webhooks';
import type { ApiDeps } from '../deps';
import { answersTaken } from '../metrics';
import { textPatience } from './patience';

type Form = z.infer<typeof smsWebhook>;

/**
 * Twilio posts a text once and no more, unless it is told otherwise: while the database is away the sender is asked to
 * call the office, in words that need no record, and never thanked.
 */
export async function answerSms(deps: ApiDeps, form: Form): Promise<string> {
  try {
    return await textPatience.execute(() => takeSms(deps, form));
  } catch (error) {
    deps.log.error(
      { err: error, sid: form.MessageSid },
      'A text could not be stored; its sender was asked to call the office',
    );
    return messageTwiml(rendered(deps, 'sms_call_office', undefined));
  }
}

/** One transaction, once per MessageSid: a repeated webhook gets the same reply. Throws while the database is away. */
async function takeSms(deps: ApiDeps, form: Form): Promise<string> {
  const { pool, workflows, log } = deps;
  let answered: string | undefined;
  const reply = await transaction(pool, async (tx) => {
    const inbound = await takeInbound(tx, form.MessageSid, deps.now());
    if (inbound.kind === 'repeated') return inbound.reply;
    const taken = await take(deps, tx, form);
    answered = taken.answered;
    await storeInboundReply(tx, form.MessageSid, taken.reply);
    return taken.reply;
  });
  if (answered !== undefined)
    await signalAttempt(pool, workflows, answered).catch((error: unknown) => {
      log.warn({ err: error, attempt: answered }, 'The answer waits for the relay to signal it');
    });
  return messageTwiml(reply);
}

interface Taken {
  reply: string | null;
  /** The attempt whose workflow is to hear of it. */
  answered?: string;
}

/** It counts for the appointment that the number was last messaged about. */
async function take(deps: ApiDeps, tx: Tx, { From: phone, Body, OptOutType }: Form): Promise<Taken> {
  const nowMs = deps.now();
  const text = await lastTextTo(tx, phone);
  const found = text && (await findAppointment(tx, text.appointmentId));
  const meaning = meaningOf(deps.messages, found?.client.locale ?? undefined, Body);

  if (OptOutType === 'STOP' || meaning === 'stop') await setOptedOut(tx, phone, true, nowMs);
  if (OptOutType === 'START' || meaning === 'start') await setOptedOut(tx, phone, false, nowMs);

  const say = async (
    sms: SmsText,
    about?: Appointment,
    others?: readonly Companion[],
  ): Promise<string | null> => {
    // No channel means no channel.
    if (await findOptOut(tx, phone)) return null;
    // One link is to one appointment.
    const isOne = sms === 'sms_confirmed' && about !== undefined && (others ?? []).length === 0;
    const link = isOne ? `${deps.config.publicUrl}/i/${await linkTo(tx, about.id)}` : undefined;
    return rendered(deps, sms, about ?? found, others, link);
  };
  const answer = answerOf(meaning);
  if (!answer) {
    // Twilio answers these words itself.
    if (OptOutType !== undefined || meaning !== undefined) return { reply: null };
    return { reply: await say(isAhead(found, nowMs) ? 'sms_not_understood' : 'sms_no_appointment') };
  }
  if (!text || !isAhead(found, nowMs)) return { reply: await say('sms_no_appointment') };
  // It does not say which one is meant.
  if (answer !== 'confirm' && (await isAboutSeveral(tx, text.id)))
    return { reply: await say('sms_several_call_office') };
  const recorded = await recordAnswer(tx, { id: text.id, appointmentId: text.appointmentId }, answer, nowMs);
  if (recorded.kind === 'applied') answersTaken.inc({ answer });
  const now = await findAppointment(tx, text.appointmentId);
  const sms = stateOf(now ?? found, text.revision);
  const others = sms === 'sms_confirmed' ? await companionsOf(tx, text.id) : [];
  return {
    reply: await say(
      sms,
      now,
      others.filter(({ confirmed }) => confirmed),
    ),
    answered: text.id,
  };
}

function isAhead(appointment: Appointment | undefined, nowMs: number): appointment is Appointment {
  return appointment !== undefined && appointment.startsAtMs > nowMs;
}

function answerOf(meaning: TextMeaning | undefined): 'confirm' | 'reschedule' | 'cancel' | undefined {
  switch (meaning) {
    case 'confirm':
    case 'reschedule':
    case 'cancel':
      return meaning;
    case 'stop':
    case 'start':
    case undefined:
      return undefined;
  }
}

/** What the record says now, which is what the client wanted unless another answer or a change came first. */
function stateOf({ status, revision }: Appointment, ofText: number): SmsText {
  switch (status) {
    case 'cancelled':
      return 'sms_cancelled';
    case 'confirmed':
      return revision === ofText ? 'sms_confirmed' : 'sms_changed';
    case 'reschedule_requested':
      return revision === ofText ? 'sms_reschedule' : 'sms_changed';
    case 'scheduled':
      return 'sms_changed';
  }
}

async function setOptedOut(tx: Tx, phone: string, out: boolean, nowMs: number): Promise<void> {
  if (((await findOptOut(tx, phone)) !== undefined) === out) return;
  await (out ? optOut(tx, phone, 'client') : optIn(tx, phone));
  const appointmentIds = await upcomingOf(tx, phone, nowMs);
  for (const appointmentId of appointmentIds)
    await addEvent(tx, { appointmentId, actor: 'client', what: out ? 'opted_out' : 'opted_in' }, nowMs);
  if (out) await announce(tx, 'client.opted_out', appointmentIds);
}

function rendered(
  { messages, config }: ApiDeps,
  sms: SmsText,
  about: Appointment | undefined,
  others: readonly Companion[] = [],
  link?: string,
): string {
  const { office } = config;
  return render(messages, about?.client.locale ?? undefined, sms, {
    office: office.name,
    officePhone: office.phone,
    ...(link === undefined ? {} : { link }),
    ...(about
      ? {
          name: about.client.name,
          time: { startsAtMs: about.startsAtMs, timeZone: office.timeZone },
          times: [about, ...others].map(({ startsAtMs }) => startsAtMs),
        }
      : {}),
  }).text;
}
