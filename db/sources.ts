/** Where appointments live already, as the settings have it. */
import type { SourceName } from '../domain/words';
import type { Db } from './pool';

export interface Source {
  name: SourceName;
  writesBack: boolean;
  /** What the last answer met that could not be written back. */
  error: string | null;
}

export async function setUpSource(db: Db, name: SourceName, writesBack: boolean): Promise<void> {
  await db.query(
    `insert into sources (name, writes_back) values ($1, $2)
     on conflict (name) do update set writes_back = excluded.writes_back, in_use = true`,
    [name, writesBack],
  );
}

/** One that the settings do not name any more; what is known of it is kept. */
export async function putSourceAside(db: Db, name: SourceName): Promise<void> {
  await db.query('update sources set in_use = false, writes_back = false where name = $1', [name]);
}

export async function findSources(db: Db): Promise<Source[]> {
  const { rows } = await db.query<Source>(
    'select name, writes_back as "writesBack", error from sources where in_use order by name desc',
  );
  return rows;
}

export async function setSourceError(db: Db, name: SourceName, error: string | null): Promise<void> {
  await db.query('update sources set error = $2 where name = $1 and error is distinct from $2', [
    name,
    error,
  ]);
}

/** What was read last, for a source that can say that it is still so. */
export async function etagOf(db: Db, name: SourceName): Promise<string | null> {
  const { rows } = await db.query<{ etag: string | null }>('select etag from sources where name = $1', [
    name,
  ]);
  return rows[0]?.etag ?? null;
}

export async function storeEtag(db: Db, name: SourceName, etag: string | null): Promise<void> {
  await db.query('update sources set etag = $2 where name = $1 and etag is distinct from $2', [name, etag]);
}
