/** What would come of each line of a file, found part by part; nothing is registered. */
import { linesAfter, setVerdicts } from '../../db/import-lines';
import { endCheck, findImport, noteChecked, setDateOrder, type Import } from '../../db/imports';
import { transaction } from '../../db/pool';
import type { Deps } from '../deps';
import { findDateOrder } from './date-order';
import { judge } from './judge';

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
    const verdicts = await judge(deps, begun, lines);
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
