import type { Actor } from './events';
import { storeOptOutEvent } from './outgoing-events';
import type { Db, Tx } from './pool';

export interface OptOut {
  phone: string;
  sinceMs: number;
  actor: Actor;
}

export async function findOptOut(db: Db, phone: string): Promise<OptOut | undefined> {
  const { rows } = await db.query<OptOut>(
    'select phone, since as "sinceMs", actor from opt_outs where phone = $1',
    [phone],
  );
  return rows[0];
}

/** Holds for every channel and every appointment of the number, at once. Others hear of it once. */
export async function optOut(tx: Tx, phone: string, actor: Actor): Promise<void> {
  const { rowCount } = await tx.query(
    'insert into opt_outs (phone, actor) values ($1, $2) on conflict (phone) do nothing',
    [phone, actor],
  );
  if (rowCount === 1) await storeOptOutEvent(tx, phone);
}

export async function optIn(db: Db, phone: string): Promise<void> {
  await db.query('delete from opt_outs where phone = $1', [phone]);
}
