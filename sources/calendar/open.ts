/** A calendar's bytes, from a URL or a file, unless it is as it was. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SourceError } from '../row';

/** For all of it. A feed that is slower would not be read within its minute. */
const withinMs = 30_000;
/** Some 100,000 events. */
const maxBytes = 50_000_000;
const maxRedirects = 5;

export type Opened = 'unchanged' | { bytes: AsyncIterable<Uint8Array>; validator: string | null };

/**
 * @param location an http(s), webcal or file URL, or a path
 * @param validator of the last one that was read, see `Opened`
 * @throws SourceError that repeats nothing of the address but its host, for feeds' addresses are secret
 */
export async function openCalendar(location: string, validator: string | null): Promise<Opened> {
  const url = URL.canParse(location) ? new URL(location.replace(/^webcals?:/i, 'https:')) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return download(url, validator);
  if (url === undefined || url.protocol === 'file:')
    return readFile(url ? fileURLToPath(url) : location, validator);
  throw new SourceError(`CALENDAR_URL: ${url.protocol} is not read; give an https, webcal or file address`);
}

async function readFile(path: string, validator: string | null): Promise<Opened> {
  try {
    const { mtimeMs, size } = await stat(path);
    const now = `${mtimeMs} ${size}`;
    return now === validator
      ? 'unchanged'
      : { bytes: limited(createReadStream(path), 'the file'), validator: now };
  } catch (error) {
    throw failed('the file', error);
  }
}

async function download(from: URL, validator: string | null): Promise<Opened> {
  const signal = AbortSignal.timeout(withinMs);
  let url = from;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const response = await ask(url, url.origin === from.origin ? from : undefined, validator, signal);
    const { status, headers } = response;
    if (status === 304) return 'unchanged';
    if (status === 200 && response.body) {
      const tag = headers.get('etag');
      const modified = headers.get('last-modified');
      return {
        bytes: limited(response.body, url.host),
        validator: tag === null ? modified && `since ${modified}` : `tag ${tag}`,
      };
    }
    await response.body?.cancel();
    const to = headers.get('location');
    if (status < 300 || status > 399 || to === null)
      throw new SourceError(
        `CALENDAR_URL: ${url.host} answers ${status}; see whether the address still opens in a browser`,
      );
    const next = URL.canParse(to, url.href) ? new URL(to, url.href) : undefined;
    if (next?.protocol !== 'https:' && next?.protocol !== 'http:')
      throw new SourceError(`CALENDAR_URL: ${url.host} leads to what is no http(s) address`);
    url = next;
  }
  throw new SourceError(
    `CALENDAR_URL: ${from.host} leads from one address to the next, more than ${maxRedirects} times`,
  );
}

/** @param credentials of the same host, whose user name and password are sent as fetch does not take them in a URL */
async function ask(
  url: URL,
  credentials: URL | undefined,
  validator: string | null,
  signal: AbortSignal,
): Promise<Response> {
  const plain = new URL(url);
  plain.username = plain.password = '';
  const { username = '', password = '' } = credentials ?? {};
  const [kind, value = ''] = validator?.split(/ (.*)/s, 2) ?? [];
  try {
    return await fetch(plain, {
      redirect: 'manual',
      signal,
      headers: {
        Accept: 'text/calendar, */*;q=0.1',
        ...(username === ''
          ? {}
          : {
              Authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`,
            }),
        ...(kind === 'tag' ? { 'If-None-Match': value } : {}),
        ...(kind === 'since' ? { 'If-Modified-Since': value } : {}),
      },
    });
  } catch (error) {
    throw failed(url.host, error);
  }
}

/** Cut while it streams: what pretends to be endless must not fill the memory. */
async function* limited(bytes: AsyncIterable<Uint8Array>, from: string): AsyncGenerator<Uint8Array> {
  let read = 0;
  try {
    for await (const part of bytes) {
      read += part.byteLength;
      if (read > maxBytes)
        throw new SourceError(
          `CALENDAR_URL: the calendar has more than ${maxBytes / 1_000_000} MB; let the feed leave out the past`,
        );
      yield part;
    }
  } catch (error) {
    throw failed(from, error);
  }
}

/** By code, for the message may repeat the address. */
function failed(from: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof Error && error.name === 'TimeoutError')
    return new SourceError(`CALENDAR_URL: ${from} takes longer than ${withinMs / 1_000} s`);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
  return new SourceError(`CALENDAR_URL: ${from} cannot be read (${code})`);
}
