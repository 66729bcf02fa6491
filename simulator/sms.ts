import { setTimeout as sleep } from 'node:timers/promises';
import { newSid } from './ids';
import type { Method, MessageRecord, State } from './state';
import { ApplicationError, parseReplies } from './twiml';
import { send, type WebhookAnswer } from './webhooks';

const OPT_OUT = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const OPT_IN = ['START', 'YES', 'UNSTOP'];
/** Between the steps of a delivery. */
const STEP_MS = 20;

type Draft = Pick<MessageRecord, 'to' | 'from' | 'body' | 'direction' | 'messagingServiceSid'>;

function addMessage(state: State, draft: Draft, status: MessageRecord['status']): MessageRecord {
  const now = Date.now();
  const times = { createdAtMs: now, updatedAtMs: now, sentAtMs: null };
  const message = { sid: newSid('SM'), ...draft, status, errorCode: null, ...times, webhooks: [] };
  state.messages.set(message.sid, message);
  state.messageChanged(message);
  return message;
}

/** Takes a message on; it is sent and delivered by itself from here. */
export function startMessage(state: State, draft: Draft, statusCallback: string | null): MessageRecord {
  const message = addMessage(state, draft, 'queued');
  void deliver(state, message, statusCallback);
  return message;
}

async function deliver(state: State, message: MessageRecord, statusCallback: string | null): Promise<void> {
  const isReachable = state.peekScript(message.to).kind !== 'fail';
  for (const status of ['sent', isReachable ? 'delivered' : 'undelivered'] as const) {
    await sleep(STEP_MS);
    message.status = status;
    message.sentAtMs ??= Date.now();
    if (status === 'undelivered') message.errorCode = 30005;
    state.messageChanged(message);
    if (statusCallback === null) continue;
    const params: Record<string, string> = {
      ...messageParams(state, message),
      MessageStatus: status,
      SmsStatus: status,
      ...(message.errorCode === null ? {} : { ErrorCode: String(message.errorCode) }),
    };
    await send(state, message.webhooks, {
      event: 'message-status',
      to: message.to,
      url: statusCallback,
      method: 'POST',
      params,
    });
    state.messageChanged(message);
  }
}

/** An SMS from a client's phone: posted to the number's URL; TwiML replies go back to the phone. */
export async function receiveMessage(state: State, from: string, to: string, body: string) {
  const draft = { to, from, body, direction: 'inbound', messagingServiceSid: null } as const;
  const message = addMessage(state, draft, 'received');
  const keyword = body.trim().toUpperCase();
  if (OPT_OUT.includes(keyword)) state.optOuts.add(`${to} ${from}`);
  if (OPT_IN.includes(keyword)) state.optOuts.delete(`${to} ${from}`);
  const url = state.numbers.get(to)?.smsUrl ?? state.defaultSmsUrl;
  if (url === undefined) return { message, error: 'no SMS URL is set for this number' };
  const method: Method = 'POST';
  const params = {
    ...messageParams(state, message),
    Body: body,
    NumMedia: '0',
    NumSegments: String(segments(body)),
    SmsMessageSid: message.sid,
    SmsStatus: 'received',
  };
  const answer = await send(state, message.webhooks, { event: 'sms', to: from, url, method, params });
  state.messageChanged(message);
  try {
    // After a STOP nothing is delivered, not even the reply.
    const replies = state.optOuts.has(`${to} ${from}`) ? [] : repliesOf(answer);
    for (const reply of replies) {
      const back = { to: from, from: to, body: reply, messagingServiceSid: null };
      startMessage(state, { ...back, direction: 'outbound-reply' }, null);
    }
    return { message, error: null };
  } catch (error) {
    if (error instanceof ApplicationError) return { message, error: error.message };
    throw error;
  }
}

function repliesOf(answer: WebhookAnswer): string[] {
  if (!answer.ok) throw new ApplicationError(11200, `HTTP retrieval failure: ${answer.message}`);
  if (answer.status >= 400)
    throw new ApplicationError(11200, `HTTP retrieval failure: status ${answer.status}`);
  return parseReplies(answer.body);
}

function messageParams(state: State, { sid, to, from }: MessageRecord): Record<string, string> {
  const { accountSid } = state.options;
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: from,
    MessageSid: sid,
    SmsSid: sid,
    To: to,
  };
}

/** Segments of an SMS; anything outside Latin-1 counts as UCS-2, which is near enough. */
export function segments(body: string): number {
  const isWide = /[^\u0000-\u00ff]/.test(body);
  const [single, many] = isWide ? [70, 67] : [160, 153];
  return body.length <= single ? 1 : Math.ceil(body.length / many);
}
