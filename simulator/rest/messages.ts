import { rfc2822 } from '../ids';
import { segments, startMessage } from '../sms';
import type { MessageRecord, State } from '../state';
import { RestError } from './errors';
import { checkMessageFrom, checkMessageTo } from './numbers';
import { page, timeFilter } from './paging';
import type { Params } from './params';

const MAX_BODY_CHARACTERS = 1600;

export function createMessage(state: State, params: Params): MessageRecord {
  const to = checkMessageTo(params.one('To'));
  const messagingServiceSid = params.one('MessagingServiceSid') ?? null;
  if (messagingServiceSid !== null && !/^MG[0-9a-fA-F]{32}$/.test(messagingServiceSid)) {
    throw new RestError(400, 21701, `The Messaging Service ${messagingServiceSid} does not exist`);
  }
  const from = sender(state, params.one('From'), messagingServiceSid);
  const body = params.one('Body');
  if (body === undefined) throw new RestError(400, 21602, 'Message body is required.');
  if (body.length > MAX_BODY_CHARACTERS) {
    throw new RestError(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
  }
  const statusCallback = params.url('StatusCallback', 21609) ?? null;
  if (state.optOuts.has(`${from} ${to}`))
    throw new RestError(400, 21610, 'Attempt to send to unsubscribed recipient');
  return startMessage(
    state,
    { to, from, body, direction: 'outbound-api', messagingServiceSid },
    statusCallback,
  );
}

/** A Messaging Service picks one of the account's numbers. */
function sender(state: State, from: string | undefined, messagingServiceSid: string | null): string {
  const [first] = state.options.numbers;
  if (from !== undefined) return checkMessageFrom(state.options.numbers, from);
  if (messagingServiceSid === null || first === undefined) {
    throw new RestError(400, 21603, "A 'From' phone number is required.");
  }
  return first;
}

export function listMessages(state: State, path: string, query: Params) {
  const [to, from] = [query.one('To'), query.one('From')];
  const isInTime = timeFilter(query, 'DateSent');
  const messages = [...state.messages.values()]
    .reverse()
    .filter(
      (message) =>
        (to === undefined || message.to === to) &&
        (from === undefined || message.from === from) &&
        isInTime(message.sentAtMs ?? message.createdAtMs),
    );
  return page(
    'messages',
    path,
    query,
    messages.map((message) => messageBody(state, message)),
  );
}

export function messageBody(state: State, message: MessageRecord) {
  const { accountSid } = state.options;
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: accountSid,
    to: message.to,
    from: message.from,
    body: message.body,
    status: message.status,
    direction: message.direction,
    messaging_service_sid: message.messagingServiceSid,
    num_segments: String(segments(message.body)),
    num_media: '0',
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : 'Unknown destination handset',
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    date_created: rfc2822(message.createdAtMs),
    date_updated: rfc2822(message.updatedAtMs),
    date_sent: message.sentAtMs === null ? null : rfc2822(message.sentAtMs),
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}
