/** `remind`, `confirm` and `cancel`: what staff does at the front desk. */
import type { Api, Appointment, CallNow } from './api';
import { localMoment } from './times';

export async function remind(api: Api, id: number): Promise<string> {
  const { attempt, appointment } = await api.post<CallNow>(`/v1/appointments/${id}/remind`);
  const { name, phone } = appointment.client;
  return `Calls ${name} at ${shortPhone(phone)} about ${localMoment(appointment.startsAtLocal)} (attempt ${attempt}). slotkeeper show ${id} tells how it went.`;
}

export async function confirm(api: Api, id: number): Promise<string> {
  return `${what(await api.post<Appointment>(`/v1/appointments/${id}/confirm`))} is confirmed; there are no more reminders.`;
}

export async function cancel(api: Api, id: number): Promise<string> {
  return `${what(await api.post<Appointment>(`/v1/appointments/${id}/cancel`))} is cancelled; nobody is called about it any more.`;
}

function what({ id, client, startsAtLocal }: Appointment): string {
  return `Appointment ${id} of ${client.name} on ${localMoment(startsAtLocal)}`;
}

/** Enough to recognise it; the rest is nobody's business who looks over a shoulder. */
function shortPhone(phone: string): string {
  return `${phone.slice(0, 5)}…${phone.slice(-4)}`;
}
