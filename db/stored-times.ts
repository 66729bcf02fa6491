import type { Db } from './pool';

export interface StoredTimes {
  id: number;
  /** May be infinite, as PostgreSQL allows. */
  startsAtMs: number;
  timeZone: string | null;
  offsets: string[] | null;
}

/** For the doctor: of appointments that are ahead, or that began before there was any such thing. */
export async function storedTimes(db: Db): Promise<StoredTimes[]> {
  const { rows } = await db.query<StoredTimes>(
    `select id, (extract(epoch from starts_at) * 1000)::float8 as "startsAtMs", client_time_zone as "timeZone", offsets
     from appointments where status <> 'cancelled' and (starts_at > now() or starts_at < '2000-01-01Z') order by id`,
  );
  return rows;
}
