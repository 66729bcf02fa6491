import { callParams } from './callbacks';
import { dialOffice } from './dial';
import { gather } from './gather';
import { play } from './speak';
import { resolve, type Stage } from './stage';
import type { Call, NextDocument, State } from './state';
import { ApplicationError, parseVoice, type Verb } from './twiml';
import { send, type WebhookAnswer } from './webhooks';

/** A document that keeps redirecting to itself must end some day. */
const MAX_DOCUMENTS = 100;

/** Carries out TwiML, document by document, until the conversation is over. */
export async function converse(state: State, call: Call): Promise<void> {
  let next: NextDocument | null = call.request.document;
  for (let count = 0; next !== null; count++) {
    call.document = new AbortController();
    const signal = AbortSignal.any([call.over.signal, call.document.signal]);
    try {
      if (count === MAX_DOCUMENTS)
        throw new ApplicationError(null, `more than ${MAX_DOCUMENTS} documents in a call`);
      next = await perform(state, call, next, signal);
    } catch (error) {
      if (call.over.signal.aborted) throw error;
      if (call.document.signal.aborted) {
        next = call.document.signal.reason as NextDocument; // the REST API's redirect is the only one to abort it
      } else if (error instanceof ApplicationError) {
        await apologise(state, call, error);
        return;
      } else throw error;
    }
  }
}

async function perform(
  state: State,
  call: Call,
  document: NextDocument,
  signal: AbortSignal,
): Promise<NextDocument | null> {
  const loaded =
    document.kind === 'twiml'
      ? { twiml: document.twiml, url: null }
      : await fetchTwiml(state, call, document);
  signal.throwIfAborted();
  const stage: Stage = { state, call, url: loaded.url, signal };
  for (const verb of parseVoice(loaded.twiml)) {
    const outcome = await carryOut(stage, verb);
    if (outcome === 'hang-up') return null;
    if (outcome !== 'go-on') return outcome;
  }
  return null;
}

async function carryOut(stage: Stage, verb: Verb): Promise<NextDocument | 'go-on' | 'hang-up'> {
  switch (verb.verb) {
    case 'Say':
    case 'Play':
    case 'Pause':
      await play(stage, verb);
      return 'go-on';
    case 'Gather':
      return gather(stage, verb);
    case 'Dial':
      return dialOffice(stage, verb);
    case 'Redirect':
      return { kind: 'url', event: 'voice', url: resolve(stage, verb.url), method: verb.method, params: {} };
    case 'Hangup':
    case 'Reject':
      return 'hang-up';
  }
}

/** Fetches a document; the first one has a fallback. A call that ends meanwhile does not stop the request. */
async function fetchTwiml(state: State, call: Call, document: NextDocument & { kind: 'url' }) {
  const { record, request } = call;
  const ask = (url: string, method: 'GET' | 'POST', params: Record<string, string>) =>
    send(state, record.webhooks, {
      event: document.event,
      to: record.to,
      url,
      method,
      params: { ...callParams(state, call), ...params },
    });
  const answer = await ask(document.url, document.method, document.params);
  try {
    return { twiml: twimlOf(answer), url: document.url };
  } catch (error) {
    if (!(error instanceof ApplicationError) || request.fallback === null) throw error;
    note(state, call, error);
    const { url, method } = request.fallback;
    const params = { ErrorCode: String(error.code ?? ''), ErrorUrl: document.url };
    return { twiml: twimlOf(await ask(url, method, { ...document.params, ...params })), url };
  }
}

function twimlOf(answer: WebhookAnswer): string {
  if (!answer.ok) throw new ApplicationError(11200, `HTTP retrieval failure: ${answer.message}`);
  if (answer.status >= 400)
    throw new ApplicationError(11200, `HTTP retrieval failure: status ${answer.status}`);
  if (!/^(text|application)\/(xml|html)\b/.test(answer.contentType)) {
    throw new ApplicationError(
      12300,
      `Invalid Content-Type: ${answer.contentType || 'none'}, expected text/xml`,
    );
  }
  return answer.body;
}

/** Twilio speaks this sentence, then hangs up. */
async function apologise(state: State, call: Call, error: ApplicationError): Promise<void> {
  note(state, call, error);
  const text = 'We are sorry, an application error has occurred. Goodbye.';
  const stage: Stage = { state, call, url: null, signal: call.over.signal };
  await play(stage, { verb: 'Say', text, language: 'en-US', voice: 'man', loop: 1 });
}

function note(state: State, call: Call, { code, message }: ApplicationError): void {
  call.record.errors.push({ atMs: Date.now(), code, message });
  state.callChanged(call.record);
}
