/** What others are to hear of: said in the very transaction that makes it so. */
import type { Announcement } from '../domain/words';
import { askForWriteBack } from './write-backs';
import type { Tx } from './pool';

/** Once the change is written: the appointments are read as they are now. */
export async function announce(tx: Tx, what: Announcement, appointmentIds: readonly number[]): Promise<void> {
  switch (what) {
    case 'appointment.confirmed':
    case 'appointment.reschedule_requested':
    case 'appointment.cancelled':
    case 'client.opted_out':
      await askForWriteBack(tx, appointmentIds);
      return;
    case 'appointment.registered':
    case 'appointment.changed':
    case 'appointment.not_reached':
      return;
  }
}
