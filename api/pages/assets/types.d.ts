// What the API answers, as far as the pages use it; the schemas are in api/.
export interface Appointment {
  id: number;
  status: 'scheduled' | 'confirmed' | 'reschedule_requested' | 'cancelled';
  startsAt: string;
  client: { name: string; phone: string };
  reminders: Reminder[];
  lastEvent?: TimelineEvent | null;
  links?: { workflow?: string | null };
}
export interface Reminder {
  number: number;
  offset: string | null;
  dueAt: string;
  state: 'planned' | 'calling' | 'reached' | 'not_reached' | 'skipped';
  reason?: string | null;
  movedFrom?: string | null;
}
export interface TimelineEvent {
  at: string;
  actor: string;
  what: string;
  reason?: string | null;
  attempt?: string | null;
  detail: Record<string, unknown>;
}
export interface Calling {
  paused: { since: string; by: string; reason: string | null } | null;
  accountRefused: { since: string; code: string | null; detail: string | null } | null;
}
export interface TestCall {
  state: 'reserved' | 'dialing' | 'placed' | 'unresolved' | 'ended' | 'refused' | 'retired';
  outcome: string | null;
  answer: string | null;
  errorCode: string | null;
  pickedUp: boolean;
}
