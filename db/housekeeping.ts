/** What has served its purpose, and would otherwise only grow. */
import { at, type Db } from './pool';

const dayMs = 24 * 3_600_000;
/** Rows a statement: it holds no lock for long, and what it deletes is soon free again. */
const batch = 5_000;

/** Which rows may go; $1 is the instant from which on they are kept. */
const rests = [
  // Replies to repeated requests are kept as long as we promise; Twilio repeats a text within seconds.
  { table: 'idempotency_keys', isOver: 'created_at < $1', keepMs: dayMs },
  { table: 'inbound_texts', isOver: 'at < $1', keepMs: dayMs },
  // Only today's count decides; a month of them tells who used how much.
  { table: 'key_usage', isOver: 'day < $1::date', keepMs: 31 * dayMs },
  { table: 'sync_runs', isOver: 'started_at < $1', keepMs: 31 * dayMs },
  // With their deliveries and the log of these: as long as anybody asks why something did not arrive.
  { table: 'outgoing_events', isOver: 'created_at < $1', keepMs: 30 * dayMs },
  // Clients' names and numbers; the appointments have what was taken of them. Lines first, for there are many.
  {
    table: 'import_lines',
    isOver: 'import_id in (select id from imports where created_at < $1)',
    keepMs: dayMs,
  },
  { table: 'imports', isOver: 'created_at < $1', keepMs: dayMs },
  { table: 'sessions', isOver: 'expires_at < $1', keepMs: 0 },
  // A client who opens it days later is still told that it has ended.
  {
    table: 'appointment_links',
    isOver: 'appointment_id in (select id from appointments where starts_at < $1)',
    keepMs: 31 * dayMs,
  },
] as const;

/** Returns how many rows went. May run in several processes at once. */
export async function tidyUp(db: Db, nowMs: number): Promise<number> {
  let gone = 0;
  for (const { table, isOver, keepMs } of rests)
    for (;;) {
      const { rowCount } = await db.query(
        `delete from ${table} where ctid = any(array(
           select ctid from ${table} where ${isOver} limit ${batch} for update skip locked))`,
        [at(nowMs - keepMs)],
      );
      gone += rowCount ?? 0;
      if ((rowCount ?? 0) < batch) break;
    }
  return gone;
}
