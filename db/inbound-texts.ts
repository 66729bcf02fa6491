import { at, type Tx } from './pool';

export type Inbound = { kind: 'new' } | { kind: 'repeated'; reply: string | null };

/** A second request for the same text waits here until the first one has committed, and finds its reply. */
export async function takeInbound(tx: Tx, messageSid: string, nowMs: number): Promise<Inbound> {
  const { rowCount } = await tx.query(
    'insert into inbound_texts (sid, at) values ($1, $2) on conflict (sid) do nothing',
    [messageSid, at(nowMs)],
  );
  if (rowCount === 1) return { kind: 'new' };
  const { rows } = await tx.query<{ reply: string | null }>(
    'select reply from inbound_texts where sid = $1',
    [messageSid],
  );
  return { kind: 'repeated', reply: rows[0]?.reply ?? null };
}

export async function storeInboundReply(tx: Tx, messageSid: string, reply: string | null): Promise<void> {
  await tx.query('update inbound_texts set reply = $2 where sid = $1', [messageSid, reply]);
}
