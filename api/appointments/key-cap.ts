/** A key that has fallen into wrong hands, or a loop in somebody's program, must not cause calls without end. */
import { Temporal } from 'temporal-polyfill';
import { countUse } from '../../db/key-usage';
import type { Tx } from '../../db/pool';
import type { Context } from '../operation';
import { Problem } from '../problem';

/** Last in its transaction, since others of the same key wait from here to the commit. @throws Problem 429 */
export async function countAgainstCap(tx: Tx, { deps, caller, nowMs }: Context): Promise<void> {
  const { maxAppointmentsPerKeyPerDay: cap, office } = deps.config;
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(office.timeZone);
  if (await countUse(tx, caller.id, now.toPlainDate().toString(), cap)) return;
  const tomorrowMs = now.startOfDay().add({ days: 1 }).epochMilliseconds;
  throw new Problem(
    429,
    'key_cap_reached',
    `This API key has registered ${cap} appointments or calls today, as many as MAX_APPOINTMENTS_PER_KEY_PER_DAY allows.`,
    { headers: { 'Retry-After': String(Math.ceil((tomorrowMs - nowMs) / 1000)) } },
  );
}
