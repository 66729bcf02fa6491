/** Files with appointments, from their upload to what came of them. */
import type { DateOrder, FileEncoding, ImportField, ImportState, LineOutcome } from '../domain/words';
import { ownerOf, type CallerId } from './callers';
import type { Actor } from './events';
import type { Db, Tx } from './pool';

export interface ImportError {
  code: 'key_cap_reached' | 'lines_changed' | 'internal';
  /** For people. */
  detail: string;
}

export interface Import {
  id: number;
  caller: CallerId;
  actor: Actor;
  fileName: string;
  state: ImportState;
  encoding: FileEncoding | null;
  delimiter: string | null;
  header: string[];
  fields: (ImportField | null)[];
  isRemembered: boolean;
  dateOrder: DateOrder | null;
  dateOrderRead: DateOrder | null;
  dateOrderFrom: 'choice' | 'file' | 'country' | null;
  round: number;
  lines: number;
  done: number;
  lastLine: number;
  counts: Partial<Record<LineOutcome, number>>;
  skipsRefused: boolean;
  error: ImportError | null;
  createdAtMs: number;
}

const columns = `id, coalesce('key:' || api_key_id, 'user:' || user_id) as caller, actor, file_name as "fileName", state,
  encoding, delimiter, header, fields, remembered as "isRemembered", date_order as "dateOrder",
  date_order_read as "dateOrderRead", date_order_from as "dateOrderFrom", round, lines, done,
  last_line as "lastLine", counts, skips_refused as "skipsRefused", error, created_at as "createdAtMs"`;

export async function startImport(
  db: Db,
  caller: { id: CallerId; actor: Actor },
  fileName: string,
): Promise<number> {
  const { apiKeyId, userId } = ownerOf(caller.id);
  const { rows } = await db.query<{ id: number }>(
    'insert into imports (api_key_id, user_id, actor, file_name) values ($1, $2, $3, $4) returning id',
    [apiKeyId, userId, caller.actor, fileName],
  );
  const [row] = rows;
  if (!row) throw new Error('An insert gave no row.');
  return row.id;
}

/** All of the file is here. */
export async function endUpload(
  tx: Tx,
  id: number,
  file: Pick<Import, 'encoding' | 'delimiter' | 'header' | 'fields' | 'isRemembered' | 'dateOrder' | 'lines'>,
): Promise<void> {
  await tx.query(
    `update imports set state = 'uploaded', encoding = $2, delimiter = $3, header = $4, fields = $5, remembered = $6,
       date_order = $7, lines = $8
     where id = $1`,
    [
      id,
      file.encoding,
      file.delimiter,
      file.header,
      file.fields,
      file.isRemembered,
      file.dateOrder,
      file.lines,
    ],
  );
}

/** Not those that are still coming in. */
export async function findImport(db: Db, id: number, lock?: 'update'): Promise<Import | undefined> {
  const { rows } = await db.query<Import>(
    `select ${columns} from imports where id = $1 and state <> 'uploading' ${lock ? 'for no key update' : ''}`,
    [id],
  );
  return rows[0];
}

/** Checks it from the beginning, by these fields; a check that runs is overtaken. */
export async function startCheck(
  tx: Tx,
  id: number,
  { fields, dateOrder }: Pick<Import, 'fields' | 'dateOrder'>,
): Promise<void> {
  await tx.query(
    `update imports set state = 'checking', fields = $2, date_order = $3, date_order_read = null,
       date_order_from = null, round = round + 1, done = 0, last_line = 0, counts = '{}', error = null
     where id = $1`,
    [id, fields, dateOrder],
  );
}

export async function startApplying(
  tx: Tx,
  id: number,
  caller: { id: CallerId; actor: Actor },
  skipsRefused: boolean,
): Promise<void> {
  const { apiKeyId, userId } = ownerOf(caller.id);
  await tx.query(
    `update imports set state = 'applying', skips_refused = $2, api_key_id = $3, user_id = $4, actor = $5, done = 0,
       error = null
     where id = $1`,
    [id, skipsRefused, apiKeyId, userId, caller.actor],
  );
}

export async function setDateOrder(
  db: Db,
  { id, round }: Pick<Import, 'id' | 'round'>,
  order: { read: DateOrder | null; from: Import['dateOrderFrom'] },
): Promise<void> {
  await db.query(
    'update imports set date_order_read = $3, date_order_from = $4 where id = $1 and round = $2',
    [id, round, order.read, order.from],
  );
}

/** False: the check was overtaken, or the import is gone. */
export async function noteChecked(
  tx: Tx,
  { id, round }: Pick<Import, 'id' | 'round'>,
  { done, lastLine, counts }: Pick<Import, 'done' | 'lastLine' | 'counts'>,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update imports set done = $3, last_line = $4, counts = $5 where id = $1 and round = $2 and state = 'checking'`,
    [id, round, done, lastLine, counts],
  );
  return rowCount === 1;
}

export async function endCheck(db: Db, { id, round }: Pick<Import, 'id' | 'round'>): Promise<void> {
  await db.query(`update imports set state = 'checked' where id = $1 and round = $2 and state = 'checking'`, [
    id,
    round,
  ]);
}

/** For whoever watches. By another connection than what is applied, which nobody sees before its end. */
export async function noteApplied(db: Db, id: number, done: number): Promise<void> {
  await db.query(`update imports set done = $2 where id = $1 and state = 'applying'`, [id, done]);
}

/** In the transaction that has applied it. False: it is gone, or was applied by somebody else. */
export async function endApplying(
  tx: Tx,
  id: number,
  { done, counts }: Pick<Import, 'done' | 'counts'>,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update imports set state = 'applied', done = $2, counts = $3 where id = $1 and state = 'applying'`,
    [id, done, counts],
  );
  return rowCount === 1;
}

/** Nothing was applied: it is as it was when it had been checked, but for what stood in the way. */
export async function takeBack(
  tx: Tx,
  id: number,
  { counts, error }: { counts: Import['counts']; error: ImportError },
): Promise<void> {
  await tx.query(
    `update imports set state = 'checked', done = lines, counts = $2, error = $3 where id = $1 and state = 'applying'`,
    [id, counts, error],
  );
}

export async function failImport(db: Db, id: number, error: ImportError): Promise<void> {
  await db.query(
    `update imports set state = 'failed', error = $2 where id = $1 and state in ('checking', 'applying')`,
    [id, error],
  );
}

export async function countImports(db: Db, caller: CallerId): Promise<number> {
  const { apiKeyId, userId } = ownerOf(caller);
  const { rows } = await db.query<{ count: number }>(
    'select count(*) from imports where api_key_id = $1 or user_id = $2',
    [apiKeyId, userId],
  );
  return rows[0]?.count ?? 0;
}

/** With its lines. What it has registered stays. */
export async function deleteImport(db: Db, id: number): Promise<boolean> {
  const { rowCount } = await db.query('delete from imports where id = $1', [id]);
  return rowCount === 1;
}

/** Until the transaction ends. False: somebody else has it. By a lock that nobody who watches waits for. */
export async function lockImport(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await tx.query<{ free: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('import:' || $1::int, 0)) as free`,
    [id],
  );
  return rows[0]?.free === true;
}
