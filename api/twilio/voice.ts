import type { z } from 'zod';
import { opening, type AnsweredBy, type Turn } from '../../domain/dialogue';
import { findAppointment, type Appointment } from '../../db/appointments';
import { bindSid, findAttempt, setPickedUp } from '../../db/attempts';
import { companionsOf, markNamed, type Companion } from '../../db/companions';
import { addEvent } from '../../db/events';
import { transaction } from '../../db/pool';
import { rejectTwiml } from '../../telephony/twiml';
import { answeredByOf, type voiceWebhook } from '../../telephony/webhooks';
import type { ApiDeps } from '../deps';
import type { Webhook } from './router';
import { speak, spoken, staleness } from './speech';
import { patience } from './patience';

type PickedUp =
  | { kind: 'ours'; turn: Turn; appointment: Appointment; companions: Companion[] }
  | { kind: 'not_ours' }
  | { kind: 'unknown' };

/** The phone was picked up: what is said first. */
export async function answerVoice(deps: ApiDeps, { id, form }: Webhook<z.infer<typeof voiceWebhook>>) {
  const answeredBy = answeredByOf(form.AnsweredBy);
  const call = await patience
    .execute(() => pickUp(deps, id, form.CallSid, answeredBy))
    .catch((error: unknown): PickedUp => {
      deps.log.warn({ err: error, attempt: id }, 'Picked up while the database is away');
      return { kind: 'unknown' };
    });
  switch (call.kind) {
    case 'not_ours':
      return rejectTwiml();
    case 'unknown':
      return speak(deps, id, opening({ known: false, stale: 'current', answeredBy, test: false }), undefined);
    case 'ours':
      return speak(deps, id, call.turn, call.appointment, call.companions);
  }
}

/** The first CallSid that shows up for an attempt binds; any other call is not ours and is hung up. */
async function pickUp(deps: ApiDeps, id: string, callSid: string, answeredBy: AnsweredBy): Promise<PickedUp> {
  const { pool, now } = deps;
  return transaction(pool, async (tx) => {
    if (!(await bindSid(tx, id, callSid))) return { kind: 'not_ours' };
    const attempt = await findAttempt(tx, id);
    const appointment = attempt && (await findAppointment(tx, attempt.appointmentId));
    if (!appointment) return { kind: 'not_ours' };
    const companions = await companionsOf(tx, id);
    const stale = staleness(attempt, appointment);
    const turn = opening({
      known: true,
      stale,
      answeredBy,
      test: attempt.purpose === 'test',
      several: companions.length > 0,
    });
    const said = spoken(deps, turn, appointment, companions);
    if (await setPickedUp(tx, id, answeredBy, said, now()))
      await addEvent(tx, {
        appointmentId: appointment.id,
        attemptId: id,
        actor: 'twilio',
        what: 'call_picked_up',
        detail: { answeredBy },
      });
    // Whoever is told something else, or is a fax, hears of none of them.
    if (stale === 'current' && answeredBy !== 'fax') await markNamed(tx, attempt, companions, now());
    return { kind: 'ours', turn, appointment, companions };
  });
}
