/** What would come of each line of a file, found part by part; nothing is registered. */
import { earlierNames, linesAfter, setVerdicts, type ImportLine, type Verdict } from '../../db/import-lines';
import { endCheck, findImport, noteChecked, setDateOrder, type Import } from '../../db/imports';
import { byPhoneAndStart } from '../../db/appointments';
import { transaction, type Db } from '../../db/pool';
import type { LineOutcome } from '../../domain/words';
import { derivedPrefix } from '../../files/read-line';
import { foreseeMany, type Wanted } from '../../intake/upsert';
import type { Deps } from '../deps';
import { findDateOrder } from './date-order';
import { read, refusalOf, reasonOf, type WantedLine } from './lines';

/** Lines at once: the queries about them stay far below the time that a statement may take. */
const batch = 500;

/** Until all lines are checked, as they are to be read by then. */
export async function checkImport(deps: Deps, id: number, beat: () => void): Promise<void> {
  for (;;) {
    const found = await findImport(deps.pool, id);
    if (found?.state !== 'checking') return;
    await checkRound(deps, found, beat);
  }
}

/** Returns early when the fields are chosen anew meanwhile, or the import is gone. */
async function checkRound(deps: Deps, begun: Import, beat: () => void): Promise<void> {
  const { pool } = deps;
  if (begun.lastLine === 0) {
    const order = await findDateOrder(deps, begun);
    await setDateOrder(pool, begun, order);
    begun = { ...begun, dateOrderRead: order.read };
  }
  let { lastLine, done, counts } = begun;
  for (;;) {
    beat();
    const lines = await linesAfter(pool, begun.id, lastLine, batch);
    const last = lines.at(-1);
    if (!last) break;
    const verdicts = await judge(deps, pool, begun, lines);
    lastLine = last.line;
    done += lines.length;
    counts = verdicts.reduce((sum, { outcome }) => ({ ...sum, [outcome]: (sum[outcome] ?? 0) + 1 }), counts);
    const isCurrent = await transaction(pool, async (tx) => {
      if (!(await noteChecked(tx, begun, { done, lastLine, counts }))) return false;
      await setVerdicts(tx, begun.id, verdicts);
      return true;
    });
    if (!isCurrent) return;
  }
  await endCheck(pool, begun);
}

async function judge(deps: Deps, db: Db, imported: Import, lines: readonly ImportLine[]): Promise<Verdict[]> {
  const nowMs = deps.now();
  const verdicts = new Map<ImportLine, Verdict>();
  const settle = (
    line: ImportLine,
    outcome: LineOutcome,
    more: Partial<Pick<Verdict, 'externalId' | 'appointmentId' | 'reasons'>> = {},
  ) =>
    verdicts.set(line, {
      externalId: null,
      appointmentId: null,
      reasons: [],
      ...more,
      line: line.line,
      outcome,
    });

  const open: WantedLine[] = [];
  const first = lines[0]?.line ?? 0;
  const readLines = lines.map((line) => ({ line, read: read(deps, imported, line) }));
  const names = await earlierNames(
    db,
    imported.id,
    readLines.flatMap(({ read }) => (read.kind === 'wanted' ? [read.externalId] : [])),
    first,
  );
  for (const { line, read } of readLines) {
    if (read.kind !== 'wanted') {
      settle(line, read.kind, { reasons: read.reasons });
      continue;
    }
    const { externalId, startsAtMs } = read;
    const earlier = names.get(externalId);
    if (!earlier) names.set(externalId, line);
    if (earlier) settle(line, ...repeats(line, earlier, externalId));
    else if (startsAtMs <= nowMs)
      settle(line, 'ignored', { externalId, reasons: [reasonOf(imported, line, 'startsAt', 'has passed')] });
    else open.push({ line, ...read });
  }

  const twins = await registeredOtherwise(db, open);
  const rest = open.filter((each) => {
    const appointmentId = twins.get(each);
    if (appointmentId !== undefined)
      settle(each.line, 'ignored', {
        externalId: each.externalId,
        appointmentId,
        reasons: [
          whole(
            `Appointment ${appointmentId} is of this number and start already; if it is of somebody else, give the line an external id.`,
          ),
        ],
      });
    return appointmentId === undefined;
  });

  const intake = { settings: deps, actor: imported.actor, nowMs };
  const foreseen = await foreseeMany(
    db,
    intake,
    rest.map(({ externalId, content }): Wanted => ({ externalId, content, keepsRest: true })),
  );
  rest.forEach(({ line, externalId }, index) => {
    const outcome = foreseen[index];
    if (!outcome) throw new Error('Each that is asked about has an outcome.');
    if (outcome.kind === 'refused') settle(line, ...refusalOf(imported, line, externalId, outcome.refusal));
    else
      settle(line, outcome.kind, {
        externalId,
        appointmentId: outcome.kind === 'registers' ? null : outcome.appointment.id,
      });
  });
  return [...verdicts.values()];
}

/** Of two lines with one name the second says the same, or it is not clear which of them holds. */
function repeats(
  line: ImportLine,
  earlier: ImportLine,
  externalId: string,
): [LineOutcome, Pick<Verdict, 'externalId' | 'reasons'>] {
  if (
    line.cells.length === earlier.cells.length &&
    line.cells.every((cell, at) => cell === earlier.cells[at])
  )
    return ['ignored', { externalId, reasons: [whole(`Line ${earlier.line} says the same.`)] }];
  const why = externalId.startsWith(derivedPrefix)
    ? `Line ${earlier.line} is of the same number and start; if both are meant, give each line an external id.`
    : `Line ${earlier.line} has the same external id; keep the line that holds.`;
  return ['refused', { externalId, reasons: [whole(why)] }];
}

function whole(message: string): Verdict['reasons'][number] {
  return { column: '', value: '', message };
}

/** Lines without a name whose appointment came by another way, and so has another name or none. */
async function registeredOtherwise(db: Db, open: readonly WantedLine[]): Promise<Map<WantedLine, number>> {
  const nameless = open.filter(({ externalId }) => externalId.startsWith(derivedPrefix));
  const found = await byPhoneAndStart(
    db,
    nameless.map(({ content, startsAtMs }) => ({ phone: content.client.phone, startsAtMs })),
  );
  const byKey = new Map(found.map((each) => [`${each.phone} ${each.startsAtMs}`, each]));
  return new Map(
    nameless.flatMap((each) => {
      const twin = byKey.get(`${each.content.client.phone} ${each.startsAtMs}`);
      return twin && twin.externalId !== each.externalId ? [[each, twin.id] as const] : [];
    }),
  );
}
