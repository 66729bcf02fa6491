/** All that a file registers and changes, in one transaction. */
import { countOutcomes, linesAfter, setVerdicts, type ImportLine, type Verdict } from '../../db/import-lines';
import {
  endApplying,
  findImport,
  lockImport,
  noteApplied,
  takeBack,
  type Import,
  type ImportError,
} from '../../db/imports';
import { countUses } from '../../db/key-usage';
import { transaction, type Tx } from '../../db/pool';
import type { LineOutcome } from '../../domain/words';
import { officeDay } from '../../domain/zones';
import type { Intake } from '../../intake/context';
import { upsertMany, type Upserted } from '../../intake/upsert';
import type { Deps } from '../deps';
import { read, refusalOf, verdict } from './lines';

/** Lines at once: each of their statements stays far below the time that it may take. */
const batch = 500;

/** Stops the transaction, and says why nothing was imported. */
class TakenBack extends Error {
  constructor(
    readonly error: ImportError,
    readonly verdicts: readonly Verdict[] = [],
  ) {
    super(error.code);
  }
}

export async function applyImport(deps: Deps, id: number, beat: () => void): Promise<void> {
  const { pool } = deps;
  try {
    await transaction(pool, (tx) => applyAll(deps, tx, id, beat));
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    await transaction(pool, async (tx) => {
      await setVerdicts(tx, id, error.verdicts);
      await takeBack(tx, id, { counts: await countOutcomes(tx, id), error: error.error });
    });
  }
}

async function applyAll(deps: Deps, tx: Tx, id: number, beat: () => void): Promise<void> {
  if (!(await lockImport(tx, id)))
    throw new Error('Another worker, taken for dead, is still at this import.');
  const imported = await findImport(tx, id);
  if (imported?.state !== 'applying') return;
  const nowMs = deps.now();
  const intake: Intake = { settings: deps, actor: imported.actor, nowMs };
  let last = 0;
  let done = 0;
  let registered = 0;
  for (;;) {
    beat();
    const lines = await linesAfter(tx, id, last, batch, 'doing');
    if (lines.length === 0) break;
    const verdicts = await applyLines(deps, tx, intake, imported, lines);
    const refused = verdicts.filter(({ outcome }) => outcome === 'refused');
    if (refused.length > 0 && !imported.skipsRefused) throw new TakenBack(changedSince(refused), refused);
    await setVerdicts(tx, id, verdicts);
    last = lines.at(-1)?.line ?? last;
    done += lines.length;
    registered += verdicts.filter(({ outcome }) => outcome === 'registers').length;
    await noteApplied(deps.pool, id, done);
  }
  const { registers = 0, changes = 0 } = imported.counts;
  if (done !== registers + changes) throw new Error('Lines that were checked are gone.');
  await countAgainstCap(deps, tx, imported, registered, nowMs);
  if (!(await endApplying(tx, id, { done, counts: await countOutcomes(tx, id) })))
    throw new Error('The import was deleted meanwhile.');
}

async function applyLines(
  deps: Deps,
  tx: Tx,
  intake: Intake,
  imported: Import,
  lines: readonly ImportLine[],
): Promise<Verdict[]> {
  const wanted = lines.map((line) => {
    const wanted = read(deps, imported, line);
    if (wanted.kind !== 'wanted') throw new Error('A line that was good can no longer be read.');
    return { line, ...wanted };
  });
  const outcomes = await upsertMany(
    tx,
    intake,
    wanted.map(({ externalId, content }) => ({ externalId, content, keepsRest: true })),
  );
  return wanted.map(({ line, externalId }, index): Verdict => {
    const outcome = outcomes[index];
    if (!outcome) throw new Error('Each that is wanted has an outcome.');
    if (outcome.kind === 'refused') return refusalOf(imported, line, externalId, outcome.refusal);
    return verdict(line, words[outcome.kind], { externalId, appointmentId: outcome.appointment.id });
  });
}

const words = {
  registered: 'registers',
  changed: 'changes',
  unchanged: 'unchanged',
} as const satisfies Record<Exclude<Upserted['kind'], 'refused'>, LineOutcome>;

function changedSince(refused: readonly Verdict[]): ImportError {
  return {
    code: 'lines_changed',
    detail: `Nothing was imported: since the check, line ${refused[0]?.line ?? 0} and perhaps others can no longer be imported.`,
  };
}

/** Last, since others of the same caller wait from here to the commit. */
async function countAgainstCap(
  { office, maxAppointmentsPerKeyPerDay: cap }: Deps,
  tx: Tx,
  { caller }: Import,
  registered: number,
  nowMs: number,
): Promise<void> {
  if (registered === 0) return;
  const { counted, left } = await countUses(tx, caller, officeDay(nowMs, office.timeZone), registered, cap);
  if (counted) return;
  throw new TakenBack({
    code: 'key_cap_reached',
    detail: `Nothing was imported: it would register ${registered} appointments, and of the ${cap} that MAX_APPOINTMENTS_PER_KEY_PER_DAY allows today ${left} are left.`,
  });
}
