/** The calls and texts we ask Twilio for. Every method makes one request, and none is ever repeated here. */
import twilio from 'twilio';
import type { Outcome } from '../domain/words';
import { classify, type Failure } from './errors';
import { onceOnly } from './once-only';
import { callStatuses, outcomeOf, type CallStatus } from './webhooks';

export interface TelephonySettings {
  accountSid: string;
  /** The first one is used for requests if there is no API key. */
  authTokens: readonly [string, ...string[]];
  apiKey?: { sid: string; secret: string };
  /** E.164 */
  fromNumber: string;
  messagingServiceSid?: string;
  /** Another server that speaks Twilio's API, such as the simulator. */
  apiUrl?: string;
  /** Where Twilio reaches us, without a slash at the end. */
  publicUrl: string;
  /** After this a request is given up, and its outcome is unknown. */
  postTimeoutMs: number;
}

export type DialResult = { kind: 'accepted'; sid: string } | Failure;

export interface CallReport {
  sid: string;
  /** E.164 */
  to: string;
  status: CallStatus;
  /** When the call is over. */
  outcome?: Outcome;
  createdAtMs: number;
}

export interface Telephony {
  placeCall(call: { to: string; attempt: string; ringSeconds: number }): Promise<DialResult>;
  sendMessage(message: { to: string; attempt: string; body: string }): Promise<DialResult>;
  /** Undefined when Twilio knows no such call. Other failures throw; reading may be repeated. */
  fetchCall(sid: string): Promise<CallReport | undefined>;
  /** Calls that this API placed to a number, newest first. Failures throw; reading may be repeated. */
  findCalls(query: { to: string; sinceMs: number }): Promise<CallReport[]>;
  /** Ends a call, whether it waits, rings or talks; one that has ended is left alone. May be repeated. */
  hangUp(sid: string): Promise<void>;
  /** For the doctor: what is wrong with credentials and number; empty when all is well. */
  checkAccount(): Promise<string[]>;
}

export function createTelephony(settings: TelephonySettings): Telephony {
  const { apiKey, accountSid, authTokens, fromNumber, publicUrl } = settings;
  const client = twilio(apiKey?.sid ?? accountSid, apiKey?.secret ?? authTokens[0], {
    accountSid,
    httpClient: onceOnly(settings.postTimeoutMs),
  });
  if (settings.apiUrl !== undefined) {
    client.api.baseUrl = settings.apiUrl;
    // Twilio's package takes the labels of a host for product, edge and region, and mangles `example.com`.
    client.getHostname = (hostname) => hostname;
  }

  async function endedOrGone(sid: string): Promise<boolean> {
    const report = await fetchCall(sid);
    return report === undefined || report.outcome !== undefined;
  }

  async function fetchCall(sid: string): Promise<CallReport | undefined> {
    try {
      return reportOf(await client.calls(sid).fetch());
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  return {
    fetchCall,

    placeCall: ({ to, attempt, ringSeconds }) =>
      accepted(() =>
        client.calls.create({
          to,
          from: fromNumber,
          url: `${publicUrl}/twilio/calls/${attempt}/voice`,
          statusCallback: `${publicUrl}/twilio/calls/${attempt}/status`,
          // `initiated` brings the CallSid even if the answer to this request is lost.
          statusCallbackEvent: ['initiated', 'completed'],
          machineDetection: 'DetectMessageEnd',
          timeout: ringSeconds,
        }),
      ),

    sendMessage: ({ to, attempt, body }) =>
      accepted(() =>
        client.messages.create({
          to,
          body,
          ...(settings.messagingServiceSid === undefined
            ? { from: fromNumber }
            : { messagingServiceSid: settings.messagingServiceSid }),
          statusCallback: `${publicUrl}/twilio/messages/${attempt}/status`,
        }),
      ),

    async findCalls({ to, sinceMs }) {
      // Not by Twilio's StartTime: a call that waits or failed has none.
      const calls = await client.calls.list({ to, pageSize: 1000 });
      return (
        calls
          .filter((call) => call.direction === 'outbound-api')
          .map(reportOf)
          // Twilio's times are cut to the second.
          .filter((report) => report.createdAtMs >= Math.floor(sinceMs / 1000) * 1000)
          .sort((a, b) => b.createdAtMs - a.createdAtMs)
      );
    },

    async hangUp(sid) {
      const before = await fetchCall(sid);
      if (before === undefined || before.outcome !== undefined) return;
      try {
        if (before.status !== 'in-progress') {
          const after = await client.calls(sid).update({ status: 'canceled' });
          if (reportOf(after).outcome !== undefined) return;
        }
        // Talking, or picked up just now: `canceled` has no effect any more.
        await client.calls(sid).update({ status: 'completed' });
      } catch (error) {
        if (!(await endedOrGone(sid))) throw error;
      }
    },

    async checkAccount() {
      try {
        const owned = await client.incomingPhoneNumbers.list({ phoneNumber: fromNumber, limit: 1 });
        if (owned.length > 0) return [];
        return [`TWILIO_FROM_NUMBER ${fromNumber} does not belong to account ${accountSid}.`];
      } catch (error) {
        return [`Twilio does not answer as expected: ${classify(error).detail}.`];
      }
    },
  };
}

async function accepted(send: () => Promise<{ sid: string }>): Promise<DialResult> {
  try {
    const created: { sid?: unknown } = await send();
    return typeof created.sid === 'string' && created.sid !== ''
      ? { kind: 'accepted', sid: created.sid }
      : { kind: 'unknown', detail: 'Twilio said yes but named no SID' };
  } catch (error) {
    return classify(error);
  }
}

interface CallFields {
  sid: string;
  to: string;
  status: string;
  answeredBy: string | null;
  dateCreated: Date | null;
}

function reportOf(call: CallFields): CallReport {
  const status = callStatuses.find((known) => known === call.status);
  if (status === undefined) throw new Error(`Call ${call.sid} has the unknown status "${call.status}"`);
  if (call.dateCreated === null) throw new Error(`Call ${call.sid} has no creation time`);
  const outcome = outcomeOf(status, call.answeredBy ?? undefined);
  return {
    sid: call.sid,
    to: call.to,
    status,
    ...(outcome === undefined ? {} : { outcome }),
    createdAtMs: call.dateCreated.getTime(),
  };
}

function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
}
