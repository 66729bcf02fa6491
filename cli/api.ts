/** Requests to Slotkeeper's API; whatever goes wrong becomes one line that says what to do. */
import type { z } from 'zod';
import type * as schemas from '../api/schemas/appointments';
import type { calling } from '../api/schemas/calling';
import type { problem } from '../api/schemas/fields';
import type * as accounts from '../api/schemas/users';
import type * as webhooks from '../api/schemas/webhooks';
import type { CliConfig } from '../config';
import { remedyOf } from './remedies';

export type Appointment = z.output<typeof schemas.appointment>;
export type Reminder = z.output<typeof schemas.reminder>;
export type Preview = z.output<typeof schemas.preview>;
export type TimelineEvent = z.output<typeof schemas.event>;
export type Calling = z.output<typeof calling>;
export type CallNow = z.output<typeof schemas.callNow>;
export type User = z.output<typeof accounts.user>;
export type ApiKey = z.output<typeof accounts.apiKey>;
export type CreatedApiKey = z.output<typeof accounts.createdApiKey>;
export type WebhookEndpoint = z.output<typeof webhooks.webhookEndpoint>;
export type WebhookEndpointWithSecret = z.output<typeof webhooks.webhookEndpointWithSecret>;
export type WebhookDelivery = z.output<typeof webhooks.webhookDelivery>;
type Problem = z.output<typeof problem>;

/** Shown as it is, without a stack. */
export class CliError extends Error {}

export interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
}

/** The shapes are those of the API's own schemas, which its tests hold it to. */
export function createApi({ apiUrl, apiKey }: CliConfig): Api {
  async function request(method: string, path: string, sent?: unknown): Promise<unknown> {
    const response = await fetch(apiUrl + path, {
      method,
      headers: {
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(sent !== undefined ? { 'content-type': 'application/json' } : {}),
      },
      ...(sent !== undefined ? { body: JSON.stringify(sent) } : {}),
      signal: AbortSignal.timeout(15_000),
    }).catch((error: unknown) => {
      throw new CliError(unreachable(apiUrl, error));
    });
    if (response.status === 204) return undefined;
    const body = await response.json().catch(() => {
      throw new CliError(
        `What answers at ${apiUrl} is not Slotkeeper's API (${response.status}). ${apiRemedy}`,
      );
    });
    if (response.status === 401)
      throw new CliError(
        `${apiKey === undefined ? 'SLOTKEEPER_API_KEY is not set' : 'The API does not know the key in SLOTKEEPER_API_KEY'}. ${keyRemedy}`,
      );
    if (!response.ok) throw new CliError(refusal(body as Partial<Problem>, response.status));
    return body;
  }
  return {
    get: async <T>(path: string) => (await request('GET', path)) as T,
    post: async <T>(path: string, body: unknown = {}) => (await request('POST', path, body)) as T,
    patch: async <T>(path: string, body: unknown) => (await request('PATCH', path, body)) as T,
    delete: async <T>(path: string) => (await request('DELETE', path)) as T,
  };
}

const apiRemedy = 'Start it with npm run dev or npm run api, or set PORT / SLOTKEEPER_API_URL.';
const keyRemedy =
  'Set it to the key that the API was started with; npm run dev leaves one where this command finds it.';

function unreachable(apiUrl: string, error: unknown): string {
  const late = error instanceof Error && error.name === 'TimeoutError';
  return late
    ? `The API at ${apiUrl} does not answer. See its log.`
    : `No API answers at ${apiUrl}. ${apiRemedy}`;
}

function refusal({ code, detail, requestId }: Partial<Problem>, status: number): string {
  const remedy = code === undefined ? undefined : remedyOf(code);
  return [
    sentence(detail ?? `The API answered ${status}.`),
    ...(remedy ? [remedy] : []),
    ...(status >= 500 && requestId ? [`Request ${requestId}.`] : []),
  ].join(' ');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
