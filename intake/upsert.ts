/** Appointments under the names that others have for them: registered, or changed to what is wanted now. */
import { newestByExternalIds, type Appointment, type AppointmentFields } from '../db/appointments';
import type { Db, Tx } from '../db/pool';
import { changeMany, wouldChange, type Change } from './change';
import { readContent } from './content';
import type { Intake } from './context';
import { Refusal } from './refusal';
import { registerMany } from './register';
import type { Replacement } from './schema';

export interface Wanted {
  externalId: string;
  content: Replacement;
  /** Registers one that was cancelled anew, even at the same start: whoever cancelled it has taken that back. */
  anew?: boolean;
  /** What was left out stays as it is with an appointment that is there, instead of being as new. */
  keepsRest?: boolean;
}

export type Upserted =
  | { kind: 'registered' | 'changed' | 'unchanged'; appointment: Appointment }
  | { kind: 'refused'; refusal: Refusal };

/**
 * Brings each to what is wanted; the outcomes are in the order given, and one that is refused has changed nothing. Safe
 * to repeat: the same content changes nothing. One that was cancelled stays so; with another start it is registered
 * anew. A name that comes twice is taken twice, in order.
 */
export async function upsertMany(tx: Tx, intake: Intake, wanted: readonly Wanted[]): Promise<Upserted[]> {
  const outcomes = new Map<Wanted, Upserted>();
  let rest = [...wanted];
  while (rest.length > 0) {
    const seen = new Set<string>();
    const round = rest.filter(({ externalId }) => !seen.has(externalId) && seen.add(externalId));
    for (const [each, outcome] of await upsertRound(tx, intake, round)) outcomes.set(each, outcome);
    rest = rest.filter((each) => !outcomes.has(each));
  }
  return wanted.map((each) => {
    const outcome = outcomes.get(each);
    if (!outcome) throw new Error('Each round settles at least the names that nobody else has just taken.');
    return outcome;
  });
}

export type Foreseen =
  | { kind: 'registers' }
  | { kind: 'changes' | 'unchanged'; appointment: Appointment }
  | { kind: 'refused'; refusal: Refusal };

/** What would come of each now, if it were the only one of its name; nothing is written or locked. */
export async function foreseeMany(db: Db, intake: Intake, wanted: readonly Wanted[]): Promise<Foreseen[]> {
  const known = await newestByExternalIds(
    db,
    wanted.map(({ externalId }) => externalId),
    'none',
  );
  return wanted.map((each): Foreseen => {
    try {
      const step = nextStep(intake, each, known.get(each.externalId));
      if (step.kind === 'register') return { kind: 'registers' };
      const { found, fields } = step;
      return { kind: wouldChange(found, fields) ? 'changes' : 'unchanged', appointment: found };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { kind: 'refused', refusal: error };
    }
  });
}

type Step =
  | { kind: 'register'; fields: AppointmentFields }
  | { kind: 'change'; found: Appointment; fields: AppointmentFields };

/** @throws Refusal */
function nextStep(
  { settings, nowMs }: Intake,
  { externalId, content, anew = false, keepsRest = false }: Wanted,
  found: Appointment | undefined,
): Step {
  const fields = { ...readContent(settings, content, nowMs, found), externalId };
  // Whoever cancelled by phone must not be called again because an import repeats what it knew before.
  if (!found || (found.status === 'cancelled' && (anew || found.startsAtMs !== fields.startsAtMs))) {
    const bookedAtMs = content.bookedAt === undefined ? nowMs : fields.bookedAtMs;
    return { kind: 'register', fields: { ...fields, bookedAtMs } };
  }
  return { kind: 'change', found, fields: keepsRest ? withRest(content, fields, found) : fields };
}

function withRest(sent: Replacement, fields: AppointmentFields, found: Appointment): AppointmentFields {
  const { client } = sent;
  return {
    ...fields,
    client: {
      ...fields.client,
      ...(client.locale === undefined ? { locale: found.client.locale } : {}),
      ...(client.timeZone === undefined ? { timeZone: found.client.timeZone } : {}),
    },
    ...(sent.durationMinutes === undefined ? { durationMinutes: found.durationMinutes } : {}),
    ...(sent.reminders === undefined ? { offsets: found.offsets } : {}),
    metadata: { ...found.metadata, ...fields.metadata },
  };
}

/** Of each name at most one. What somebody else has registered this instant has no outcome: it is to be looked at again. */
async function upsertRound(tx: Tx, intake: Intake, round: readonly Wanted[]): Promise<Map<Wanted, Upserted>> {
  const outcomes = new Map<Wanted, Upserted>();
  const fresh: { each: Wanted; fields: AppointmentFields }[] = [];
  const changes: (Change & { each: Wanted })[] = [];
  const known = await newestByExternalIds(
    tx,
    round.map(({ externalId }) => externalId),
  );
  for (const each of round) {
    try {
      const step = nextStep(intake, each, known.get(each.externalId));
      if (step.kind === 'register') fresh.push({ each, fields: step.fields });
      else if (wouldChange(step.found, step.fields))
        changes.push({ each, before: step.found, fields: step.fields });
      else outcomes.set(each, { kind: 'unchanged', appointment: step.found });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      outcomes.set(each, { kind: 'refused', refusal: error });
    }
  }
  const changed = await changeMany(tx, intake, changes);
  changes.forEach(({ each }, index) => {
    const appointment = changed[index];
    if (appointment) outcomes.set(each, { kind: 'changed', appointment });
  });
  const registered = await registerMany(
    tx,
    intake,
    fresh.map(({ fields }) => fields),
  );
  fresh.forEach(({ each }, index) => {
    const appointment = registered[index];
    if (appointment) outcomes.set(each, { kind: 'registered', appointment });
  });
  return outcomes;
}
