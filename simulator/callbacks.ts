import { rfc2822 } from './ids';
import type { Call, State } from './state';
import { send } from './webhooks';

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** The parameters that every webhook about a call carries. Twilio sends unknown places as empty strings. */
export function callParams(state: State, call: Call): Record<string, string> {
  const { record } = call;
  const country = record.to.startsWith('+1') ? 'US' : '';
  const places: Record<string, string> = {};
  for (const who of ['Called', 'To', 'Caller', 'From']) {
    Object.assign(places, {
      [`${who}City`]: '',
      [`${who}State`]: '',
      [`${who}Zip`]: '',
      [`${who}Country`]: country,
    });
  }
  return {
    ...places,
    AccountSid: state.options.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: record.sid,
    CallStatus: record.status,
    Called: record.to,
    Caller: record.from,
    Direction: 'outbound-api',
    From: record.from,
    To: record.to,
    ...(record.answeredBy === null ? {} : { AnsweredBy: record.answeredBy }),
  };
}

/**
 * Posts a status callback if the caller asked for the event. One call's callbacks leave one after the
 * other, unless a fault delays one; nobody waits for them.
 */
export function notify(state: State, call: Call, event: CallEvent): void {
  const { record, request } = call;
  state.callChanged(record);
  const callback = request.statusCallback;
  if (!callback?.events.includes(event) || !state.calls.has(record.sid)) return;
  const params: Record<string, string> = {
    ...callParams(state, call),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(call.sequenceNumber++),
    Timestamp: rfc2822(Date.now()),
  };
  if (event === 'initiated') params['CallStatus'] = 'initiated';
  if (event === 'completed') {
    const seconds = durationSeconds(call);
    params['CallDuration'] = String(seconds);
    params['Duration'] = String(Math.ceil(seconds / 60));
  }
  const { url, method } = callback;
  const fault = state.faults.forWebhook(event, record.to);
  const post = async () => {
    await send(state, record.webhooks, { event, to: record.to, url, method, params }, fault);
    state.callChanged(record);
  };
  if (fault?.kind === 'delay') void post();
  else call.callbacks = call.callbacks.then(post);
}

/** Whole seconds from picking up to the end, as Twilio counts: a started second is one. */
export function durationSeconds({ record }: Call): number {
  if (record.startedAtMs === null || record.endedAtMs === null) return 0;
  return Math.max(1, Math.ceil((record.endedAtMs - record.startedAtMs) / 1000));
}
