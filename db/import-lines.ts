/** The lines of a file, as they stand in it, and what a check has found of each. */
import type { LineOutcome } from '../domain/words';
import type { Db, Tx } from './pool';

export interface ImportLine {
  line: number;
  cells: string[];
}

export interface LineReason {
  column: string;
  value: string;
  message: string;
}

export interface Verdict {
  line: number;
  outcome: LineOutcome;
  externalId: string | null;
  appointmentId: number | null;
  reasons: LineReason[];
}

export async function addLines(db: Db, importId: number, lines: readonly ImportLine[]): Promise<void> {
  await db.query(
    `insert into import_lines (import_id, line, cells)
     select $1, line, cells from json_to_recordset($2) as (line int, cells text[])`,
    [importId, JSON.stringify(lines)],
  );
}

/** In their order, after this one; `only` those that would do something. */
export async function linesAfter(
  db: Db,
  importId: number,
  after: number,
  limit: number,
  only?: 'doing',
): Promise<ImportLine[]> {
  const { rows } = await db.query<ImportLine>(
    `select line, cells from import_lines where import_id = $1 and line > $2
       ${only === 'doing' ? `and outcome in ('registers', 'changes')` : ''}
     order by line limit $3`,
    [importId, after, limit],
  );
  return rows;
}

/** The first lines before this one that have these names. */
export async function earlierNames(
  db: Db,
  importId: number,
  externalIds: readonly string[],
  before: number,
): Promise<Map<string, ImportLine>> {
  const { rows } = await db.query<ImportLine & { externalId: string }>(
    `select distinct on (external_id) external_id as "externalId", line, cells from import_lines
     where import_id = $1 and external_id = any($2) and line < $3 order by external_id, line`,
    [importId, externalIds, before],
  );
  return new Map(rows.map(({ externalId, ...line }) => [externalId, line]));
}

export async function setVerdicts(tx: Tx, importId: number, verdicts: readonly Verdict[]): Promise<void> {
  await tx.query(
    `update import_lines l set outcome = v.outcome, external_id = v."externalId",
       appointment_id = v."appointmentId", reasons = v.reasons
     from json_to_recordset($2) as v (line int, outcome text, "externalId" text, "appointmentId" int, reasons jsonb)
     where l.import_id = $1 and l.line = v.line`,
    [importId, JSON.stringify(verdicts)],
  );
}

export async function countOutcomes(db: Db, importId: number): Promise<Partial<Record<LineOutcome, number>>> {
  const { rows } = await db.query<{ outcome: LineOutcome; count: number }>(
    'select outcome, count(*) from import_lines where import_id = $1 and outcome is not null group by outcome',
    [importId],
  );
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

/** Those that have been checked, in the file's order. */
export async function listVerdicts(
  db: Db,
  importId: number,
  filter: { outcome?: LineOutcome; after: number; upTo: number; limit: number },
): Promise<(Verdict & ImportLine)[]> {
  const { rows } = await db.query<Verdict & ImportLine>(
    `select line, cells, outcome, external_id as "externalId", appointment_id as "appointmentId", reasons
     from import_lines
     where import_id = $1 and ($2::text is null or outcome = $2) and line > $3 and line <= $4 and outcome is not null
     order by line limit $5`,
    [importId, filter.outcome ?? null, filter.after, filter.upTo, filter.limit],
  );
  return rows;
}

/** What stands in one column, for a look at the whole file; in parts, so that no more than one is in memory. */
export async function* cellsOf(db: Db, importId: number, column: number): AsyncGenerator<string[]> {
  for (let after = 0; ;) {
    const { rows } = await db.query<{ line: number; cell: string | null }>(
      'select line, cells[$2] as cell from import_lines where import_id = $1 and line > $3 order by line limit 5000',
      [importId, column + 1, after],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.flatMap(({ cell }) => (cell === null ? [] : [cell]));
    after = last.line;
  }
}
