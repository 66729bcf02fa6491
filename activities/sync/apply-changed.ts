import { newestByExternalIds, type Appointment } from '../../db/appointments';
import { putOnDeskList, takeOffDeskList } from '../../db/desk-list';
import { addEvent } from '../../db/events';
import { transactionOn, type Tx } from '../../db/pool';
import { changedAfter, knownRows, storeRows, type ChangedRow, type KnownRow } from '../../db/source-rows';
import { writeAgain } from '../../db/write-backs';
import { mergeVerdict, type Verdict } from '../../domain/merge';
import { Refusal } from '../../intake/refusal';
import { replacement } from '../../intake/schema';
import { settle } from '../../intake/settle';
import { upsertMany, type Upserted, type Wanted } from '../../intake/upsert';
import { columnOf } from '../../sources/read-row';
import type { RowProblem } from '../../sources/row';
import type { Run } from './sync-source';

/** Rows a transaction: whoever answers the phone meanwhile does not wait long for a row that is locked. */
const batch = 200;

export interface Applied {
  registered: number;
  changed: number;
  cancelled: number;
  problems: number;
}

/** Brings what has changed in the source here, each part with its note in `source_rows`. */
export async function applyChanged(run: Run): Promise<Applied> {
  const applied = { registered: 0, changed: 0, cancelled: 0, problems: 0 };
  let after: string | undefined;
  for (;;) {
    const rows = await changedAfter(run.client, after, batch);
    if (rows.length === 0) return applied;
    await transactionOn(run.client, (tx) => applyPart(tx, run, rows, applied), run.onBroken);
    after = rows.at(-1)?.externalId;
  }
}

async function applyPart(tx: Tx, run: Run, rows: readonly ChangedRow[], applied: Applied): Promise<void> {
  const { source, intake } = run;
  const names = rows.map(({ externalId }) => externalId);
  const here = await newestByExternalIds(tx, names);
  // After the lock, so that no answer comes between.
  const known = await knownRows(tx, source, names);
  const wanted = new Map<string, Wanted>();
  const stored: (ChangedRow & { appointmentId: number | null })[] = [];

  for (const row of rows) {
    const appointment = here.get(row.externalId);
    const store = () => stored.push({ ...row, appointmentId: appointment?.id ?? null });
    const verdict = row.problem === null ? verdictOf(row, known.get(row.externalId), appointment) : 'none';
    switch (verdict) {
      case 'upsert':
      case 'anew':
        // Over before it came here: nobody is to be called about it.
        if (!appointment && (row.startsAtMs ?? 0) <= intake.nowMs) store();
        else
          wanted.set(row.externalId, {
            externalId: row.externalId,
            content: replacement.parse(row.content),
            anew: verdict === 'anew',
          });
        if (appointment && verdict === 'anew')
          await takeOffDeskList(tx, appointment.id, ['source_conflict'], 'It was registered anew.');
        break;
      case 'cancel':
        if (appointment && appointment.startsAtMs > intake.nowMs) {
          await settle(tx, intake, appointment, 'cancelled');
          applied.cancelled += 1;
        }
        store();
        break;
      case 'overruled':
        if (appointment) await overrule(tx, run, row, appointment);
        store();
        break;
      case 'none':
        if (row.problem !== null) applied.problems += 1;
        store();
        break;
    }
  }
  const outcomes = await upsertMany(tx, intake, [...wanted.values()]);
  [...wanted.keys()].forEach((externalId, index) => {
    const row = rows.find((each) => each.externalId === externalId);
    const outcome = outcomes[index];
    if (row && outcome) stored.push(settled(row, outcome, here.get(externalId), applied));
  });
  await storeRows(tx, source, stored, intake.nowMs);
}

function verdictOf(row: ChangedRow, known: KnownRow | undefined, here: Appointment | undefined): Verdict {
  return mergeVerdict(
    {
      before: known,
      now: row.cancelled ? { kind: 'cancelled' } : { kind: 'on', startsAtMs: row.startsAtMs ?? 0 },
      changedAtMs: row.changedAtMs ?? undefined,
    },
    here && { ...here, answeredAtMs: known?.answeredAtMs ?? undefined },
  );
}

/** What has become of a row that was to be registered or changed. */
function settled(
  row: ChangedRow,
  outcome: Upserted,
  here: Appointment | undefined,
  applied: Applied,
): ChangedRow & { appointmentId: number | null } {
  switch (outcome.kind) {
    case 'registered':
    case 'changed':
      applied[outcome.kind] += 1;
      return { ...row, appointmentId: outcome.appointment.id };
    case 'unchanged':
      return { ...row, appointmentId: outcome.appointment.id };
    case 'refused':
      applied.problems += 1;
      return {
        ...row,
        startsAtMs: null,
        problem: problemsOf(outcome.refusal, row),
        appointmentId: here?.id ?? null,
      };
  }
}

function problemsOf({ errors, message }: Refusal, { content }: ChangedRow): RowProblem[] {
  if (errors.length === 0) return [{ column: 'external_id', message }];
  const { client, ...rest } = replacement.parse(content);
  const values: Readonly<Partial<Record<RowProblem['column'], string | null | undefined>>> = {
    phone: client.phone,
    locale: client.locale,
    client_time_zone: client.timeZone,
    starts_at: rest.startsAt,
    time_zone: rest.timeZone,
  };
  return errors.map((error) => {
    const column = columnOf(error.path);
    const value = values[column];
    return { column, message: error.message, ...(value ? { value } : {}) };
  });
}

/** The newer word here stands: the source hears of it again, and a person should look, for the two do not agree. */
async function overrule(tx: Tx, run: Run, row: ChangedRow, { id }: Appointment): Promise<void> {
  const { source, intake } = run;
  await addEvent(
    tx,
    {
      appointmentId: id,
      actor: intake.actor,
      what: 'source_overruled',
      detail: { said: row.cancelled ? 'cancelled' : 'on' },
    },
    intake.nowMs,
  );
  await putOnDeskList(tx, id, 'source_conflict');
  await writeAgain(tx, source, row.externalId, id);
}
