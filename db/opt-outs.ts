import type { Actor } from './events';
import type { Db } from './pool';

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

/** Holds for every channel and every appointment of the number, at once. */
export async function optOut(db: Db, phone: string, actor: Actor): Promise<void> {
  await db.query('insert into opt_outs (phone, actor) values ($1, $2) on conflict (phone) do nothing', [
    phone,
    actor,
  ]);
}

export async function optIn(db: Db, phone: string): Promise<void> {
  await db.query('delete from opt_outs where phone = $1', [phone]);
}
