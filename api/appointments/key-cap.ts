/** A key that has fallen into wrong hands, or a loop in somebody's program, must not cause calls without end. */
import { Temporal } from 'temporal-polyfill';
import { countUses } from '../../db/key-usage';
import type { Tx } from '../../db/pool';
import type { Context } from '../operation';
import { Problem } from '../problem';

/** Last in its transaction, since others of the same key wait from here to the commit. @throws Problem 429 */
export async function countAgainstCap(
  tx: Tx,
  { deps, caller, nowMs }: Context,
  registered = 1,
): Promise<void> {
  const { maxAppointmentsPerKeyPerDay: cap, office } = deps.config;
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(office.timeZone);
  const { counted, left } = await countUses(tx, caller.id, now.toPlainDate().toString(), registered, cap);
  if (counted) return;
  const tomorrowMs = now.startOfDay().add({ days: 1 }).epochMilliseconds;
  throw new Problem(
    429,
    'key_cap_reached',
    `MAX_APPOINTMENTS_PER_KEY_PER_DAY allows ${cap} appointments or calls of this API key a day; ${left} are left today, and this would be ${registered} more, so nothing was done.`,
    { headers: { 'Retry-After': String(Math.ceil((tomorrowMs - nowMs) / 1000)) } },
  );
}
