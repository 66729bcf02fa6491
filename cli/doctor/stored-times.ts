import { storedTimes, type StoredTimes } from '../../db/stored-times';
import type { Db } from '../../db/pool';
import { parseOffset } from '../../domain/offsets';
import { isTimeZone } from '../../domain/zones';
import { ill, well, type Finding } from './finding';

/** More of the same kind tell nothing new. */
const shown = 10;
const year2000Ms = Date.UTC(2000, 0);
const year2200Ms = Date.UTC(2200, 0);

/** Rows that were written past the API, or by another version of the time zone data. */
export async function examineStoredTimes(db: Db): Promise<Finding[]> {
  const rows = await storedTimes(db);
  const bad = rows.flatMap((row) => faults(row).map((fault) => `Appointment ${row.id} ${fault}`));
  if (bad.length === 0) return [well(`The times of ${rows.length} live appointments can be read`)];
  const more = bad.length - shown;
  return [
    ...bad.slice(0, shown).map((fault) => ill(fault, 'Correct it in the row of table appointments.')),
    ...(more > 0 ? [ill(`${more} more of these.`, 'Correct them too.')] : []),
  ];
}

function faults({ startsAtMs, timeZone, offsets }: StoredTimes): string[] {
  const found: string[] = [];
  // Infinity is a timestamp in PostgreSQL.
  if (!(startsAtMs >= year2000Ms && startsAtMs < year2200Ms))
    found.push('starts at a time (starts_at) outside the years 2000 to 2199.');
  if (timeZone !== null && !isTimeZone(timeZone))
    found.push(`has a client_time_zone "${timeZone}", which is not an IANA time zone.`);
  for (const offset of offsets ?? []) {
    try {
      parseOffset(offset);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      found.push(`has offsets that cannot be used: ${error.message}.`);
    }
  }
  return found;
}
