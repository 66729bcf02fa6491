/**
 * The closed lists of words that code, database, API and documents share.
 * The schema's CHECK constraints repeat them; `test/db/words.test.ts` holds the two together.
 */

export const appointmentStatuses = ['scheduled', 'confirmed', 'reschedule_requested', 'cancelled'] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

/** A reminder's way through its life; only `planned` and `calling` ones are still ahead of the workflow. */
export const reminderStates = ['planned', 'calling', 'reached', 'not_reached', 'skipped'] as const;
export type ReminderState = (typeof reminderStates)[number];

export const channels = ['call', 'sms'] as const;
export type Channel = (typeof channels)[number];

/** What an attempt is for: the reminder itself, the text that confirms an answer, or somebody trying out. */
export const purposes = ['reminder', 'confirmation', 'test'] as const;
export type Purpose = (typeof purposes)[number];

/** States only move forward, in this order; the last four are ends, though `unresolved` may still be resolved. */
export const attemptStates = [
  'reserved',
  'dialing',
  'placed',
  'unresolved',
  'ended',
  'refused',
  'retired',
] as const;
export type AttemptState = (typeof attemptStates)[number];

/** How a call ended; a text ends `delivered` or `failed`. */
export const outcomes = [
  'picked_up',
  'voicemail',
  'busy',
  'no_answer',
  'failed',
  'canceled',
  'delivered',
] as const;
export type Outcome = (typeof outcomes)[number];

export const answers = ['confirm', 'reschedule', 'cancel', 'opt_out', 'office', 'none'] as const;
export type Answer = (typeof answers)[number];

/** Why a reminder was moved, put off, skipped, or had to be handed to a person. */
export const reasons = [
  'outside_hours',
  'booked_late',
  'too_soon_after_contact',
  'combined',
  'answered',
  'cancelled',
  'changed',
  'opted_out',
  'cap_reached',
  'too_late',
  'number_busy',
  'refused',
  'country_not_allowed',
  'number_type_not_allowed',
  'fixed_line',
  'not_in_dial_only',
  'account_refused',
  'paused',
  'unresolved',
  'not_reached',
  'reschedule_requested',
  'cancelled_late',
  'source_conflict',
  'called_now',
  'failed',
] as const;
export type Reason = (typeof reasons)[number];

/** Work that a workflow of its own does, beside the appointments' lives. */
export const jobKinds = ['import', 'webhook', 'write_back'] as const;
export type JobKind = (typeof jobKinds)[number];

/** What others are told of: the types of outgoing events. */
export const announcements = [
  'appointment.registered',
  'appointment.confirmed',
  'appointment.reschedule_requested',
  'appointment.cancelled',
  'appointment.changed',
  'appointment.not_reached',
  'client.opted_out',
] as const;
export type Announcement = (typeof announcements)[number];

/** For trying an endpoint out; it is about nothing. */
export const testEvent = 'slotkeeper.test';
export type OutgoingType = Announcement | typeof testEvent;

/** An event's way to one endpoint. `failed`: given up, or never tried since the endpoint was off. */
export const webhookStates = ['waiting', 'delivered', 'failed'] as const;
export type WebhookState = (typeof webhookStates)[number];

/** What came of one try to deliver an event; `rejected` goes with a status. */
export const webhookOutcomes = [
  'delivered',
  'rejected',
  'timed_out',
  'name_not_found',
  'address_not_allowed',
  'connection_refused',
  'certificate_refused',
  'connection_failed',
] as const;
export type WebhookOutcome = (typeof webhookOutcomes)[number];

/** Why an endpoint is off: staff wanted it so, it failed for days, or it said that it is gone. */
export const webhookOffReasons = ['staff', 'failing', 'gone'] as const;
export type WebhookOffReason = (typeof webhookOffReasons)[number];

/** Where appointments may live already. */
export const sourceNames = ['database', 'calendar'] as const;
export type SourceName = (typeof sourceNames)[number];

/** What a line of the timeline tells. */
export const eventKinds = [
  'registered',
  'changed',
  'confirmed',
  'cancelled',
  'attendance_recorded',
  'call_now_requested',
  'reminder_moved',
  'reminder_skipped',
  'reminder_deferred',
  'call_placed',
  'call_refused',
  'call_unresolved',
  'call_resolved',
  'call_retired',
  'call_picked_up',
  'named_together',
  'call_ended',
  'redial_planned',
  'answer_recorded',
  'answer_ignored',
  'text_sent',
  'text_refused',
  'text_unresolved',
  'text_ended',
  'desk_listed',
  'desk_done',
  'opted_out',
  'opted_in',
  'source_overruled',
  'written_back',
  'write_back_passed_over',
  'test_call',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** A file's way into the appointments. `uploading`: it may yet break off, and then it is as if it had never been. */
export const importStates = [
  'uploading',
  'uploaded',
  'checking',
  'checked',
  'applying',
  'applied',
  'failed',
] as const;
export type ImportState = (typeof importStates)[number];

/** What becomes of a line of a file. `ignored`: right, but there is nothing to do about it. */
export const lineOutcomes = ['registers', 'changes', 'unchanged', 'refused', 'ignored'] as const;
export type LineOutcome = (typeof lineOutcomes)[number];

/** What a column of a file may hold. A start is one column, or a date and a time; a name is one, or two. */
export const importFields = [
  'externalId',
  'name',
  'firstName',
  'lastName',
  'phone',
  'start',
  'date',
  'time',
  'timeZone',
  'locale',
  'clientTimeZone',
  'duration',
  'reminders',
  'status',
  'metadata',
] as const;
export type ImportField = (typeof importFields)[number];

/** Of the day and the month in dates such as 03/04/2026. */
export const dateOrders = ['day_first', 'month_first'] as const;
export type DateOrder = (typeof dateOrders)[number];

export const fileEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type FileEncoding = (typeof fileEncodings)[number];
