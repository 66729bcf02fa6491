/** Slotkeeper's API, typed by its own OpenAPI document. */
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './openapi.js';

export type { components, paths } from './openapi.js';
export type Appointment = components['schemas']['Appointment'];
export type NewAppointment = components['schemas']['NewAppointment'];
export type Problem = components['schemas']['Problem'];

export type Slotkeeper = Client<paths>;

/** @param options where the API is, such as `https://reminders.example.com`, and a key for it */
export function createSlotkeeper({ url, apiKey }: { url: string; apiKey: string }): Slotkeeper {
  return createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${apiKey}` } });
}

/** What the API refused, and why; `problem.code` is stable, to branch on. */
export class Refusal extends Error {
  constructor(
    readonly problem: Problem,
    readonly response: Response,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'Refusal';
  }
}

/** The body of an answer that went well. @throws Refusal */
export async function bodyOf<T>(
  call: Promise<{ data?: T; error?: Problem; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (error) throw new Refusal(error, response);
  // It is what the document promises for this answer, which may be nothing.
  return data as T;
}
