/** What would come of some lines of a file, now; a line counts as it stands beside those before it. */
import { byPhoneAndStart } from '../../db/appointments';
import { earlierNames, type ImportLine, type Verdict } from '../../db/import-lines';
import type { Import } from '../../db/imports';
import type { Db } from '../../db/pool';
import { derivedPrefix } from '../../files/read-line';
import { foreseeMany } from '../../intake/upsert';
import type { Deps } from '../deps';
import { read, reasonOf, refusalOf, verdict, whole, type WantedLine } from './lines';

/** What is settled by now, and what is still open. */
interface Sorted {
  settled: Verdict[];
  open: WantedLine[];
}

export async function judge(deps: Deps, imported: Import, lines: readonly ImportLine[]): Promise<Verdict[]> {
  const nowMs = deps.now();
  const alone = await withinFile(deps, imported, lines, nowMs);
  const beside = await besideOthers(deps.pool, alone.open);
  return [...alone.settled, ...beside.settled, ...(await byTheRules(deps, imported, beside.open, nowMs))];
}

/** Lines that cannot be read, say what another one says, or are over. */
async function withinFile(
  deps: Deps,
  imported: Import,
  lines: readonly ImportLine[],
  nowMs: number,
): Promise<Sorted> {
  const readLines = lines.map((line) => ({ line, ...read(deps, imported, line) }));
  const wanted = readLines.filter((each) => each.kind === 'wanted');
  const names = await earlierNames(
    deps.pool,
    imported.id,
    wanted.map(({ externalId }) => externalId),
    lines[0]?.line ?? 0,
  );
  const settled: Verdict[] = readLines.flatMap((each) =>
    each.kind === 'wanted' ? [] : [verdict(each.line, each.kind, { reasons: each.reasons })],
  );
  const open: WantedLine[] = [];
  for (const each of wanted) {
    const { line, externalId, startsAtMs } = each;
    const earlier = names.get(externalId);
    if (earlier) settled.push(repeats(each, earlier));
    else {
      names.set(externalId, line);
      if (startsAtMs > nowMs) open.push(each);
      else {
        const reasons = [reasonOf(imported, line, 'startsAt', 'has passed')];
        settled.push(verdict(line, 'ignored', { externalId, reasons }));
      }
    }
  }
  return { settled, open };
}

/** Of two lines with one name the second says the same, or it is not clear which of them holds. */
function repeats({ line, externalId }: WantedLine, earlier: ImportLine): Verdict {
  const isSame =
    line.cells.length === earlier.cells.length && line.cells.every((cell, at) => cell === earlier.cells[at]);
  if (isSame)
    return verdict(line, 'ignored', { externalId, reasons: [whole(`Line ${earlier.line} says the same.`)] });
  const why = isNameless(externalId)
    ? `Line ${earlier.line} is of the same number and start; if both are meant, give each line an external id.`
    : `Line ${earlier.line} has the same external id; keep the line that holds.`;
  return verdict(line, 'refused', { externalId, reasons: [whole(why)] });
}

/** Lines without a name whose appointment came by another way, and so has another name or none. */
async function besideOthers(db: Db, lines: readonly WantedLine[]): Promise<Sorted> {
  const keyOf = (phone: string, startsAtMs: number) => `${phone} ${startsAtMs}`;
  const found = await byPhoneAndStart(
    db,
    lines
      .filter(({ externalId }) => isNameless(externalId))
      .map(({ content, startsAtMs }) => ({ phone: content.client.phone, startsAtMs })),
  );
  const byKey = new Map(found.map((each) => [keyOf(each.phone, each.startsAtMs), each]));
  const sorted: Sorted = { settled: [], open: [] };
  for (const each of lines) {
    const { line, externalId, content, startsAtMs } = each;
    const twin = isNameless(externalId) ? byKey.get(keyOf(content.client.phone, startsAtMs)) : undefined;
    if (!twin || twin.externalId === externalId) sorted.open.push(each);
    else {
      const why = `Appointment ${twin.id} is of this number and start already; if it is of somebody else, give the line an external id.`;
      const more = { externalId, appointmentId: twin.id, reasons: [whole(why)] };
      sorted.settled.push(verdict(line, 'ignored', more));
    }
  }
  return sorted;
}

/** What the import itself would do, were it applied now. */
async function byTheRules(
  deps: Deps,
  imported: Import,
  lines: readonly WantedLine[],
  nowMs: number,
): Promise<Verdict[]> {
  const foreseen = await foreseeMany(
    deps.pool,
    { settings: deps, actor: imported.actor, nowMs },
    lines.map(({ externalId, content }) => ({ externalId, content, keepsRest: true })),
  );
  return lines.map(({ line, externalId }, index) => {
    const outcome = foreseen[index];
    if (!outcome) throw new Error('Each that is asked about has an outcome.');
    if (outcome.kind === 'refused') return refusalOf(imported, line, externalId, outcome.refusal);
    const appointmentId = outcome.kind === 'registers' ? null : outcome.appointment.id;
    return verdict(line, outcome.kind, { externalId, appointmentId });
  });
}

function isNameless(externalId: string): boolean {
  return externalId.startsWith(derivedPrefix);
}
