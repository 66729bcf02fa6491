/** Finds appointments for the front desk; every branch has an index of its own, so that none reads the whole table. */
import type { SearchTerms } from '../domain/search-terms';
import { at, type Db } from './pool';

/**
 * `$1` a tsquery; `$2` and `$3` patterns of how the number begins, `$4` of how it ends, reversed; `$5` id, `$6` external
 * id; `$7` now, `$8` how many. Null where the search is not about that.
 */
export const searchSql = `with found as (
    select id, starts_at from appointments
    where to_tsvector('simple', translate(client_name, '-.,/''’@_&:', '          ')) @@ to_tsquery('simple', $1)
    union
    select id, starts_at from appointments where client_phone like $2 or client_phone like $3
    union
    select id, starts_at from appointments where reverse(client_phone) like $4
    union
    select id, starts_at from appointments where id = $5
    union
    select id, starts_at from appointments where external_id = $6
  )
  select id from found
  order by starts_at > $7 desc, abs(extract(epoch from starts_at - $7)), id limit $8`;

/** Ids: those to come first, soonest first; then those that have passed, last first. */
export async function searchAppointments(
  db: Db,
  terms: SearchTerms,
  { nowMs, limit }: { nowMs: number; limit: number },
): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(searchSql, searchValues(terms, { nowMs, limit }));
  return rows.map(({ id }) => id);
}

export function searchValues(
  { name, phoneStarts: [start, otherStart], phoneEnd, id, externalId }: SearchTerms,
  { nowMs, limit }: { nowMs: number; limit: number },
): unknown[] {
  return [
    // Letters and digits only: nothing to escape.
    name.length === 0 ? null : name.map((word) => `${word}:*`).join(' & '),
    start === undefined ? null : `${start}%`,
    otherStart === undefined ? null : `${otherStart}%`,
    phoneEnd === undefined ? null : `${Array.from(phoneEnd).reverse().join('')}%`,
    id ?? null,
    externalId,
    at(nowMs),
    limit,
  ];
}
