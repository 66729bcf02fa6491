import { Pool, types, type PoolClient } from 'pg';

/** Anything that runs a query: the pool, or the client of a transaction. */
export type Db = Pick<PoolClient, 'query'>;
/** A query inside a transaction; functions that take it rely on the locks of that transaction. */
export type Tx = Db & { readonly inTransaction: true };

const { TIMESTAMPTZ, INT8 } = types.builtins;
const parseTimestamp = types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

/** Instants leave the database as epoch milliseconds and enter it as `at(ms)`. */
export function createPool(databaseUrl: string, options: { max?: number } = {}): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: options.max ?? 10,
    // A database that is away must not hold a caller on the line.
    connectionTimeoutMillis: 2_000,
    idle_in_transaction_session_timeout: 15_000,
    statement_timeout: 15_000,
    application_name: 'slotkeeper',
    types: {
      // These two parsers are all that differs from pg's own.
      getTypeParser: (id, format): unknown => {
        if (id === TIMESTAMPTZ) return (text: string) => parseTimestamp(text).getTime();
        if (id === INT8) return Number;
        return types.getTypeParser(id, format);
      },
    },
  });
  // Without a listener the loss of a connection that waits, in the pool or between two statements of a transaction,
  // would end the process; the next query tells.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Epoch milliseconds as a query parameter. */
export function at(epochMs: number): Date {
  return new Date(epochMs);
}

/** An instant column as it is written in JSON that the database makes: as `toISOString` does. */
export function iso(column: string): string {
  return `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. */
export async function transaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await transactionOn(client, work, (cause) => {
      broken = cause;
    });
  } finally {
    client.release(broken);
  }
}

/** The same, on a connection that has something of its own, such as a lock. `onBroken`: it cannot be used any more. */
export async function transactionOn<T>(
  client: PoolClient,
  work: (tx: Tx) => Promise<T>,
  onBroken: (cause: Error) => void,
): Promise<T> {
  try {
    await client.query('begin');
    const result = await work(Object.assign(client, { inTransaction: true as const }));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => {
      onBroken(cause instanceof Error ? cause : new Error(String(cause)));
    });
    throw error;
  }
}

/** How often a transaction that PostgreSQL has ended, for it waited in a circle with others, is run again. */
const deadlockRetries = 3;

/** As `transaction`; `work` may run several times, each from the start, and must have no other effects. */
export async function retriedTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries++)
    try {
      return await transaction(pool, work);
    } catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === '40P01';
      if (!isDeadlock || retries === deadlockRetries) throw error;
    }
}

/** True when a statement broke this unique constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    'constraint' in error &&
    'code' in error &&
    error.code === '23505' &&
    error.constraint === constraint
  );
}
