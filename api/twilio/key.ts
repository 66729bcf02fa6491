import type { z } from 'zod';
import { decodeState, notStored, onKey, overtaken, type Turn } from '../../domain/dialogue';
import type { Answer } from '../../domain/words';
import { isFinal, recordAnswer, type Recorded } from '../../db/answers';
import { findAppointment, type Appointment } from '../../db/appointments';
import { bindSid, findAttempt } from '../../db/attempts';
import { companionsOf, lockTogether, type Companion } from '../../db/companions';
import { transaction } from '../../db/pool';
import { signalAttempt } from '../../delivery/deliver';
import { rejectTwiml } from '../../telephony/twiml';
import type { keyWebhook } from '../../telephony/webhooks';
import type { ApiDeps } from '../deps';
import { answersTaken } from '../metrics';
import type { Webhook } from './router';
import { speak, staleness } from './speech';
import { patience } from './patience';

/**
 * A key was pressed. The answer is durable before the client hears of it: in PostgreSQL, or, while that is away, in
 * the workflow's history; when neither takes it, the client is asked to call the office and never thanked.
 */
export async function answerKey(
  deps: ApiDeps,
  webhook: Webhook<z.infer<typeof keyWebhook>>,
): Promise<string> {
  const { id, key, form, query } = webhook;
  const turn = onKey(decodeState(query), form.Digits);
  const { record } = turn;
  let stored: Stored;
  try {
    stored = await patience.execute(() => store(deps, webhook, record));
  } catch (error) {
    deps.log.warn({ err: error, attempt: id }, 'A key came while the database is away');
    return speak(
      deps,
      id,
      record ? await leaveToWorkflow(deps, id, key.appointmentId, record, turn) : turn,
      undefined,
    );
  }
  if (stored.kind === 'not_ours') return rejectTwiml();
  if (stored.recorded && stored.recorded.kind !== 'unknown_attempt')
    // Not awaited: the answer is stored, and the relay signals it if this does not.
    void signalAttempt(deps.pool, deps.workflows, id).catch((error: unknown) => {
      deps.log.warn({ err: error, attempt: id }, 'The answer waits for the relay to signal it');
    });
  if (stored.recorded?.kind === 'applied') answersTaken.inc({ answer: stored.recorded.answer });
  return speak(deps, id, whatIsSaid(turn, stored), stored.appointment, stored.companions);
}

type Stored =
  | { kind: 'not_ours' }
  | {
      kind: 'ours';
      appointment: Appointment;
      stale: ReturnType<typeof staleness>;
      recorded: Recorded | undefined;
      companions: Companion[];
    };

/** One transaction; a repeated request finds the answer that it stored the first time. */
async function store(
  { pool, now }: ApiDeps,
  { id, key, form }: Webhook<z.infer<typeof keyWebhook>>,
  answer: Answer | undefined,
): Promise<Stored> {
  return transaction(pool, async (tx) => {
    // Before the attempt, as everywhere: two writers that lock in another order would wait for each other.
    await lockTogether(tx, id, key.appointmentId);
    if (!(await bindSid(tx, id, form.CallSid))) return { kind: 'not_ours' };
    const attempt = await findAttempt(tx, id);
    if (!attempt) return { kind: 'not_ours' };
    const recorded =
      answer && (await recordAnswer(tx, { id, appointmentId: attempt.appointmentId }, answer, now()));
    const appointment = await findAppointment(tx, attempt.appointmentId);
    if (!appointment) return { kind: 'not_ours' };
    const companions = await companionsOf(tx, id);
    return {
      kind: 'ours',
      appointment,
      stale: staleness(attempt, appointment),
      recorded,
      // Nobody is thanked for what was not named, and so not confirmed.
      companions: answer === 'confirm' ? companions.filter(({ confirmed }) => confirmed) : companions,
    };
  });
}

/** The record chooses what is said. */
function whatIsSaid(turn: Turn, { stale, recorded }: Extract<Stored, { kind: 'ours' }>): Turn {
  if (recorded === undefined) return stale === 'current' ? turn : overtaken(stale);
  switch (recorded.kind) {
    case 'applied':
    case 'noted':
      return turn;
    case 'repeated':
      return recorded.answer === turn.record ? turn : overtaken('answered');
    case 'stale':
      return overtaken(stale === 'current' ? 'changed' : stale);
    case 'unknown_attempt':
      return notStored;
  }
}

/** The signal alone carries the key; the workflow has it recorded when the database is back. */
async function leaveToWorkflow(
  { workflows, log, now }: ApiDeps,
  id: string,
  appointmentId: number,
  answer: Answer,
  turn: Turn,
): Promise<Turn> {
  if (!isFinal({ answer })) return turn;
  try {
    await patience.execute(() =>
      workflows.deliverAnswer(appointmentId, { attempt: id, answer, atMs: now(), recorded: false }),
    );
    return turn;
  } catch (error) {
    log.error(
      { err: error, attempt: id },
      'An answer could be stored nowhere; the client was asked to call the office',
    );
    return notStored;
  }
}
