import { encodeState, type Phrase, type Staleness, type Turn } from '../../domain/dialogue';
import type { AppointmentStatus } from '../../domain/words';
import type { Appointment } from '../../db/appointments';
import type { Attempt, Said } from '../../db/attempts';
import type { Companion } from '../../db/companions';
import { render, type Rendered } from '../../messages/render';
import { renderTurn } from '../../telephony/twiml';
import type { ApiDeps } from '../deps';

type About = Pick<Appointment, 'client' | 'startsAtMs'>;

/** Renders a turn for this call; without the appointment's details it comes out in words that need none. */
export function speak(
  deps: ApiDeps,
  id: string,
  turn: Turn,
  appointment: Appointment | undefined,
  companions: readonly Companion[] = [],
): string {
  const { config } = deps;
  return renderTurn(turn, {
    render: (phrase) => rendered(deps, phrase, appointment, companions),
    actionUrl: (state) => `${config.publicUrl}/twilio/calls/${id}/key?${encodeState(state)}`,
    officePhone: config.office.phone,
  });
}

/** The same words as text, for the record. */
export function spoken(
  deps: ApiDeps,
  turn: Turn,
  appointment: About,
  companions: readonly Companion[],
): Said {
  const phrases = renderedTurn(deps, turn, appointment, companions);
  return {
    locale: phrases[0]?.language ?? '',
    text: phrases.map(({ text }) => text).join(' '),
  };
}

/** Phrase by phrase. */
export function renderedTurn(
  deps: ApiDeps,
  turn: Turn,
  appointment: About,
  companions: readonly Companion[] = [],
): Rendered[] {
  return turn.say.map((phrase) => rendered(deps, phrase, appointment, companions));
}

function rendered(
  { config: { office }, messages }: ApiDeps,
  phrase: Phrase,
  appointment: About | undefined,
  companions: readonly Companion[],
): Rendered {
  return render(messages, appointment?.client.locale ?? undefined, phrase, {
    office: office.name,
    officePhone: office.phone,
    ...(appointment
      ? {
          name: appointment.client.name,
          time: { startsAtMs: appointment.startsAtMs, timeZone: office.timeZone },
          times: [appointment, ...companions].map(({ startsAtMs }) => startsAtMs),
        }
      : {}),
  });
}

/** Whether the appointment is still what the call was placed for. A test call hears it as it is. */
export function staleness(attempt: Attempt, appointment: Appointment): Staleness {
  if (attempt.purpose === 'test') return 'current';
  if (appointment.status === 'cancelled') return 'cancelled';
  if (attempt.revision !== appointment.revision) return 'changed';
  return settled[appointment.status] ? 'answered' : 'current';
}

const settled: Record<Exclude<AppointmentStatus, 'cancelled'>, boolean> = {
  scheduled: false,
  confirmed: true,
  reschedule_requested: true,
};
