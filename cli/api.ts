/** Requests to Slotkeeper's API; whatever goes wrong becomes one line that says what to do. */
import { Readable } from 'node:stream';
import type { z } from 'zod';
import type * as schemas from '../api/schemas/appointments';
import type { calling } from '../api/schemas/calling';
import type { problem } from '../api/schemas/fields';
import type * as files from '../api/schemas/imports';
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
export type Import = z.output<typeof files.importSchema>;
export type ImportLine = z.output<typeof files.importLine>;
type Problem = z.output<typeof problem>;

/** Shown as it is, without a stack. */
export class CliError extends Error {}

export interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
  /** Sends a file while it is read. */
  upload<T>(path: string, file: Readable, mediaType: string): Promise<T>;
  /** An answer that is passed on while it comes. */
  download(path: string): Promise<Readable>;
}

interface Request {
  body?: string | Readable;
  mediaType?: string;
  /** Of a file, which takes as long as it takes. */
  isLong?: boolean;
}

/** The shapes are those of the API's own schemas, which its tests hold it to. */
export function createApi({ apiUrl, apiKey }: CliConfig): Api {
  async function request(
    method: string,
    path: string,
    { body, mediaType = 'application/json', isLong = false }: Request = {},
  ): Promise<Response> {
    const response = await fetch(apiUrl + path, {
      method,
      headers: {
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(body === undefined ? {} : { 'content-type': mediaType }),
      },
      ...(body === undefined ? {} : { body, duplex: 'half' }),
      ...(isLong ? {} : { signal: AbortSignal.timeout(15_000) }),
    }).catch((error: unknown) => {
      throw new CliError(unreachable(apiUrl, error));
    });
    if (response.ok) return response;
    const problem = (await json(response)) as Partial<Problem>;
    if (response.status === 401)
      throw new CliError(
        `${apiKey === undefined ? 'SLOTKEEPER_API_KEY is not set' : 'The API does not know the key in SLOTKEEPER_API_KEY'}. ${keyRemedy}`,
      );
    throw new CliError(refusal(problem, response.status));
  }
  async function json(response: Response): Promise<unknown> {
    if (response.status === 204) return undefined;
    return response.json().catch(() => {
      throw new CliError(
        `What answers at ${apiUrl} is not Slotkeeper's API (${response.status}). ${apiRemedy}`,
      );
    });
  }
  const send = async <T>(method: string, path: string, sent?: unknown): Promise<T> =>
    (await json(await request(method, path, sent === undefined ? {} : { body: JSON.stringify(sent) }))) as T;
  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
    upload: async <T>(path: string, file: Readable, mediaType: string) =>
      (await json(await request('POST', path, { body: file, mediaType, isLong: true }))) as T,
    async download(path) {
      const { body } = await request('GET', path, { isLong: true });
      return body ? Readable.fromWeb(body) : Readable.from([]);
    },
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
