import { findAppointment } from '../../db/appointments';
import { transactionOn } from '../../db/pool';
import { forgetPast, markMissing, newlyMissing } from '../../db/source-rows';
import { settle } from '../../intake/settle';
import type { SourceSettings } from '../../sources/settings';
import type { Run } from './sync-source';

const batch = 200;

/** Notes the rows that the source does not list any more, and cancels their appointments if the office wants that. */
export async function applyMissing(
  { client, onBroken, source, intake }: Run,
  missing: SourceSettings['missing'],
): Promise<{ missing: number; cancelled: number }> {
  const gone = { missing: 0, cancelled: 0 };
  for (;;) {
    const rows = await newlyMissing(client, source, intake.nowMs, batch);
    if (rows.length === 0) break;
    await transactionOn(
      client,
      async (tx) => {
        for (const { appointmentId } of missing === 'cancel' ? rows : []) {
          const appointment =
            appointmentId === null ? undefined : await findAppointment(tx, appointmentId, 'update');
          if (!appointment || appointment.status === 'cancelled' || appointment.startsAtMs <= intake.nowMs)
            continue;
          await settle(tx, intake, appointment, 'cancelled');
          gone.cancelled += 1;
        }
        const names = rows.map(({ externalId }) => externalId);
        await markMissing(tx, source, names, missing === 'cancel', intake.nowMs);
      },
      onBroken,
    );
    gone.missing += rows.length;
  }
  await forgetPast(client, source, intake.nowMs);
  return gone;
}
