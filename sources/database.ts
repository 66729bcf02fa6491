/** The office's own PostgreSQL database: appointments are read from it, and answers written back. */
import { Client, DatabaseError, type FieldDef } from 'pg';
import Cursor from 'pg-cursor';
import { withNamedParameters } from './named-parameters';
import { columns, SourceError, type Column, type SourceRow } from './row';

/** Rows fetched at once: a table of any size passes through in parts. */
const batch = 1_000;
const connectWithinMs = 5_000;
/** For each part of the reading, and for one answer. */
const statementTimeoutMs = 60_000;

const required = ['external_id', 'client_name', 'phone', 'starts_at'];
const known = new Set<string>(['external_id', ...columns]);

/**
 * Runs `sql` in a read-only transaction and gives its rows, part by part.
 * @throws SourceError when the database is away, or the SQL does not fit
 */
export async function* readDatabase(url: string, sql: string): AsyncGenerator<SourceRow[]> {
  const client = await connect(url);
  try {
    await client.query('begin transaction isolation level repeatable read, read only');
    // The extended protocol takes one statement, so that no file can end the read-only transaction.
    const cursor = client.query(new Cursor<Record<string, string | null>>(sql));
    for (let isFirst = true; ; isFirst = false) {
      const { rows, fields } = await read(cursor);
      if (isFirst) checkColumns(fields.map(({ name }) => name));
      if (rows.length === 0) return;
      yield rows.map(({ external_id, ...values }) => ({
        externalId: external_id ?? '',
        values: values satisfies Partial<Record<Column, string | null>>,
      }));
    }
  } catch (error) {
    throw sourceError('SOURCE_SQL', error);
  } finally {
    await client.end();
  }
}

/**
 * Runs `sql` with one answer. 0: no row, since the database has changed meanwhile; more than one is taken back.
 * @throws SourceError
 */
export async function writeToDatabase(
  url: string,
  sql: string,
  values: Readonly<Record<string, unknown>>,
): Promise<number> {
  const client = await connect(url);
  try {
    const { text, values: parameters } = withNamedParameters(sql, values);
    await client.query('begin');
    const { rowCount } = await client.query(text, parameters);
    if ((rowCount ?? 0) > 1)
      throw new SourceError(
        `SOURCE_WRITE_BACK_SQL would change ${rowCount} rows for one appointment, so nothing was changed; name the row by :external_id`,
      );
    await client.query('commit');
    return rowCount ?? 0;
  } catch (error) {
    throw sourceError('SOURCE_WRITE_BACK_SQL', error);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    application_name: 'slotkeeper',
    // All as text, in one format: a timestamp without a zone must not become one of this machine's zone.
    options: '-c timezone=UTC -c datestyle=ISO -c extra_float_digits=1',
    types: { getTypeParser: () => (value: string) => value },
  });
  // Without a listener the loss of a connection would end the process; the next query tells.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw sourceError('SOURCE_DATABASE_URL', error);
  }
}

function read(
  cursor: Cursor<Record<string, string | null>>,
): Promise<{ rows: Record<string, string | null>[]; fields: FieldDef[] }> {
  return new Promise((resolve, reject) => {
    cursor.read(batch, (error: Error | null | undefined, rows, result?: { fields: FieldDef[] }) => {
      if (error) reject(error);
      // After the last part there is nothing more to tell.
      else resolve({ rows, fields: result?.fields ?? [] });
    });
  });
}

function checkColumns(names: readonly string[]): void {
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new SourceError(
      `SOURCE_SQL returns no column ${missing.join(', ')} (it returns ${names.join(', ')}); name it, such as: select id::text as external_id`,
    );
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new SourceError(
      `SOURCE_SQL returns ${unknown.join(', ')}, which is not known; known are ${[...known].join(', ')}`,
    );
}

/** PostgreSQL's own words may repeat what is in a row; its codes do not. What it says of the SQL itself is kept. */
function sourceError(setting: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof RangeError) return new SourceError(`${setting}: ${error.message}`);
  // Classes 42, 28 and 3D: names, syntax and rights, which say nothing of any client.
  if (error instanceof DatabaseError)
    return new SourceError(
      `${setting}: PostgreSQL says ${/^(42|28|3D|25006)/.test(error.code ?? '') ? `"${error.message}" ` : ''}(${error.code ?? 'no code'})${error.position ? `, at character ${error.position}` : ''}`,
    );
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return new SourceError(`${setting}: the database cannot be reached (${code})`);
}
