import { durationSeconds } from '../callbacks';
import { endCall, hasEnded, startCall } from '../calls';
import { rfc2822 } from '../ids';
import type { Call, CallRequest, NextDocument, State } from '../state';
import { RestError } from './errors';
import { checkCallFrom, checkCallTo, formatted } from './numbers';
import { page, timeFilter } from './paging';
import type { Params } from './params';

const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];
const DEFAULT_TIMEOUT_S = 60;
const MAX_TWIML_CHARACTERS = 4000;

export function createCall(state: State, params: Params): Call {
  const to = checkCallTo(params.one('To'));
  const from = checkCallFrom(state.options.numbers, params.one('From'));
  return startCall(state, to, from, callRequest(state, params));
}

function callRequest(state: State, params: Params): CallRequest {
  const document = documentOf(params);
  if (document === undefined) throw new RestError(400, 21205, 'Url parameter is required');
  const fallback = params.url('FallbackUrl', 21205);
  const callback = params.url('StatusCallback', 21609);
  const events = params.all('StatusCallbackEvent').flatMap((value) => value.split(' '));
  const wrong = events.find((event) => !EVENTS.includes(event));
  if (wrong !== undefined) throw new RestError(400, 21626, `Invalid StatusCallbackEvent: ${wrong}`);
  const ringingSeconds = params.whole('Timeout', DEFAULT_TIMEOUT_S);
  const mode = params.one('MachineDetection');
  return {
    document,
    fallback: fallback === undefined ? null : { url: fallback, method: params.method('FallbackMethod') },
    statusCallback:
      callback === undefined
        ? null
        : {
            url: callback,
            method: params.method('StatusCallbackMethod'),
            events: events.length > 0 ? events : ['completed'],
          },
    ringingMs: Math.min(ringingSeconds, state.options.ringingSeconds ?? Infinity) * 1000,
    machineDetection: mode === 'Enable' || mode === 'DetectMessageEnd' ? mode : null,
    asyncAmd:
      params.one('AsyncAmd') === 'true' ? { url: params.url('AsyncAmdStatusCallback', 21609) ?? null } : null,
  };
}

/** `Twiml` is ignored when `Url` is given. */
function documentOf(params: Params): NextDocument | undefined {
  const url = params.url('Url', 21205);
  if (url !== undefined)
    return { kind: 'url', event: 'voice', url, method: params.method('Method'), params: {} };
  const twiml = params.one('Twiml');
  if (twiml === undefined) return undefined;
  if (twiml.length > MAX_TWIML_CHARACTERS)
    throw new RestError(400, 21218, 'Twiml is longer than 4000 characters');
  return { kind: 'twiml', twiml };
}

export function listCalls(state: State, path: string, query: Params) {
  const [to, from, status] = [query.one('To'), query.one('From'), query.one('Status')];
  const isInTime = timeFilter(query, 'StartTime');
  const calls = [...state.calls.values()].reverse().filter(
    ({ record }) =>
      (to === undefined || record.to === to) &&
      (from === undefined || record.from === from) &&
      (status === undefined || record.status === status) &&
      // A call that was never picked up is found by its creation.
      isInTime(record.startedAtMs ?? record.createdAtMs),
  );
  return page(
    'calls',
    path,
    query,
    calls.map((call) => callBody(state, call)),
  );
}

/** `Status=canceled` ends a call that waits or rings, `completed` any; `Url` or `Twiml` redirects a conversation. */
export function updateCall(state: State, call: Call, params: Params): void {
  const status = params.one('Status');
  if (hasEnded(call)) {
    throw new RestError(
      400,
      21220,
      `Unable to update record. Call is ${call.record.status}; it has already ended.`,
    );
  }
  const isTalking = call.record.status === 'in-progress';
  switch (status) {
    case 'canceled':
      if (!isTalking) endCall(state, call, 'canceled');
      return;
    case 'completed':
      endCall(state, call, isTalking ? 'completed' : 'canceled');
      return;
    case undefined: {
      const document = documentOf(params);
      if (document === undefined) return;
      if (!isTalking) throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
      call.document.abort(document);
      return;
    }
    default:
      throw new RestError(400, 21218, `Invalid Status: ${status}; expected canceled or completed`);
  }
}

export function callBody(state: State, call: Call) {
  const { record } = call;
  const { accountSid } = state.options;
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${record.sid}`;
  return {
    sid: record.sid,
    date_created: rfc2822(record.createdAtMs),
    date_updated: rfc2822(record.updatedAtMs),
    parent_call_sid: null,
    account_sid: accountSid,
    to: record.to,
    to_formatted: formatted(record.to),
    from: record.from,
    from_formatted: formatted(record.from),
    phone_number_sid: numberSid(record.from),
    status: record.status,
    start_time: record.startedAtMs === null ? null : rfc2822(record.startedAtMs),
    end_time: record.endedAtMs === null ? null : rfc2822(record.endedAtMs),
    duration: record.endedAtMs === null ? null : String(durationSeconds(call)),
    price: null,
    price_unit: 'USD',
    direction: 'outbound-api',
    answered_by: record.answeredBy,
    api_version: '2010-04-01',
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: { recordings: `${uri}/Recordings.json`, notifications: `${uri}/Notifications.json` },
  };
}

/** A number's own SID: always the same for the same number. */
export function numberSid(phone: string): string {
  return `PN${phone.slice(1).padStart(32, '0')}`;
}
