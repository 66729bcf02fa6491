import type { Actor } from './events';
import { at, type Db, type Tx } from './pool';

export interface Hold {
  kind: 'paused' | 'account_refused';
  sinceMs: number;
  actor: Actor;
  /** Twilio's code. */
  code: string | null;
  /** Twilio's words, or why staff paused. */
  detail: string | null;
}

/** How often one attempt finds out whether Twilio takes the account's calls again, in milliseconds. */
const probeEveryMs = 60_000;

/** What holds calls back, for the pages and for `/readyz`. */
export async function findHolds(db: Db): Promise<Hold[]> {
  const { rows } = await db.query<Hold>(
    'select kind, since as "sinceMs", actor, code, detail from holds order by kind',
  );
  return rows;
}

/** `probe`: while the account is refused, one attempt a minute may find out whether that has been mended. */
export type Permission = { kind: 'free' | 'probe' } | { kind: 'held'; hold: Hold };

/** Whether an attempt may go out now; a look only. */
export async function permission(db: Db, nowMs: number): Promise<Permission> {
  const { rows } = await db.query<Hold & { probeAfterMs: number | null }>(
    `select kind, since as "sinceMs", actor, code, detail, probe_after as "probeAfterMs" from holds`,
  );
  const hold = rows.find(({ kind }) => kind === 'paused') ?? rows[0];
  if (!hold) return { kind: 'free' };
  const mayProbe = hold.kind === 'account_refused' && (hold.probeAfterMs ?? 0) <= nowMs;
  return mayProbe ? { kind: 'probe' } : { kind: 'held', hold };
}

/** Takes the minute's probe; false when another attempt was faster. */
export async function takeProbe(tx: Tx, nowMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update holds set probe_after = $1 where kind = 'account_refused' and probe_after <= $2`,
    [at(nowMs + probeEveryMs), at(nowMs)],
  );
  return rowCount === 1;
}

export async function holdAccount(
  tx: Tx,
  refusal: { code: string; detail: string },
  nowMs: number,
): Promise<void> {
  await tx.query(
    `insert into holds (kind, since, actor, code, detail, probe_after)
     values ('account_refused', $1, 'system', $2, $3, $4)
     on conflict (kind) do update set code = excluded.code, detail = excluded.detail, probe_after = excluded.probe_after`,
    [at(nowMs), refusal.code, refusal.detail, at(nowMs + probeEveryMs)],
  );
}

/** Twilio took something: the account is well. */
export async function releaseAccount(db: Db): Promise<void> {
  await db.query(`delete from holds where kind = 'account_refused'`);
}

/** False when it was paused already. */
export async function pause(tx: Tx, actor: Actor, why: string | null, nowMs: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into holds (kind, since, actor, detail) values ('paused', $1, $2, $3) on conflict (kind) do nothing`,
    [at(nowMs), actor, why],
  );
  return rowCount === 1;
}

/** False when it was not paused. */
export async function resume(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(`delete from holds where kind = 'paused'`);
  return rowCount === 1;
}
