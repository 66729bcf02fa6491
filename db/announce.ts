/** What others are to hear of: said in the very transaction that makes it so. */
import type { Announcement } from '../domain/words';
import { storeAppointmentEvents } from './outgoing-events';
import { askForWriteBack } from './write-backs';
import type { Tx } from './pool';

/**
 * After the last write to the appointments, which are read as they are now: an event's `version` tells receivers what is
 * newer. Several of the same type at once cost as many statements as one.
 */
export async function announce(tx: Tx, what: Announcement, appointmentIds: readonly number[]): Promise<void> {
  switch (what) {
    case 'appointment.confirmed':
    case 'appointment.reschedule_requested':
    case 'appointment.cancelled':
      await storeAppointmentEvents(tx, what, appointmentIds);
      await askForWriteBack(tx, appointmentIds);
      return;
    case 'client.opted_out':
      // Its event is about the number, and comes with it: see `opt-outs.ts`.
      await askForWriteBack(tx, appointmentIds);
      return;
    case 'appointment.registered':
    case 'appointment.changed':
    case 'appointment.not_reached':
      await storeAppointmentEvents(tx, what, appointmentIds);
      return;
  }
}
