/** The calls and texts we ask Twilio for. Every method makes one request, and none is ever repeated here. */
import twilio, { type RequestClient, type Twilio } from 'twilio';
import type { Outcome } from '../domain/words';
import { classify, notSent, type Failure } from './errors';
import { heldBack, onceOnly, type Depart } from './once-only';
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

/** `too_late`: not sent, since its time had passed. */
export type DialResult = { kind: 'accepted'; sid: string } | { kind: 'too_late' } | Failure;

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
  /** Both: the connection is made, then `depart` is asked, then it is sent. */
  placeCall(call: { to: string; attempt: string; ringSeconds: number }, depart: Depart): Promise<DialResult>;
  sendMessage(message: { to: string; attempt: string; body: string }, depart: Depart): Promise<DialResult>;
  /** Undefined when Twilio knows no such call. Other failures throw; reading may be repeated. */
  fetchCall(sid: string): Promise<CallReport | undefined>;
  /** Calls that this API placed to a number, newest first. Failures throw; reading may be repeated. */
  findCalls(query: { to: string; sinceMs: number }): Promise<CallReport[]>;
  /** Ends a call, whether it waits, rings or talks; one that has ended is left alone. May be repeated. */
  hangUp(sid: string): Promise<void>;
  /** For the doctor: what is wrong with credentials and number; empty when all is well. */
  checkAccount(): Promise<string[]>;
  /** For the doctor: where the number posts the texts that it receives, if it does. Failures throw. */
  smsWebhook(): Promise<{ url: string; method: string } | undefined>;
}

export function createTelephony(settings: TelephonySettings): Telephony {
  const { accountSid, fromNumber, publicUrl, postTimeoutMs } = settings;
  const client = createClient(settings, onceOnly(postTimeoutMs));
  // The package loads most of itself when this is first asked for: not when the first call is due.
  const { calls } = client;

  /** A client of its own for each POST: the moment at which it leaves is its own too. */
  async function post(
    depart: Depart,
    send: (client: Twilio) => Promise<{ sid: string }>,
  ): Promise<DialResult> {
    const { httpClient, fate } = heldBack(postTimeoutMs, depart);
    try {
      const created: { sid?: unknown } = await send(createClient(settings, httpClient));
      return typeof created.sid === 'string' && created.sid !== ''
        ? { kind: 'accepted', sid: created.sid }
        : { kind: 'unknown', detail: 'Twilio said yes but named no SID' };
    } catch (error) {
      switch (fate()) {
        case 'held':
          return notSent(error);
        case 'too_late':
          return { kind: 'too_late' };
        case 'left':
          return classify(error);
      }
    }
  }

  async function endedOrGone(sid: string): Promise<boolean> {
    const report = await fetchCall(sid);
    return report === undefined || report.outcome !== undefined;
  }

  async function fetchCall(sid: string): Promise<CallReport | undefined> {
    try {
      return reportOf(await calls(sid).fetch());
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  return {
    fetchCall,

    placeCall: ({ to, attempt, ringSeconds }, depart) =>
      post(depart, (once) =>
        once.calls.create({
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

    sendMessage: ({ to, attempt, body }, depart) =>
      post(depart, (once) =>
        once.messages.create({
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
      const found = await calls.list({ to, pageSize: 1000 });
      return (
        found
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
          const after = await calls(sid).update({ status: 'canceled' });
          if (reportOf(after).outcome !== undefined) return;
        }
        // Talking, or picked up just now: `canceled` has no effect any more.
        await calls(sid).update({ status: 'completed' });
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

    async smsWebhook() {
      const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: fromNumber, limit: 1 });
      // An application that is set comes before the number's own address.
      const application = number?.smsApplicationSid
        ? await client.applications(number.smsApplicationSid).fetch()
        : undefined;
      const { smsUrl: url, smsMethod: method } = application ?? number ?? {};
      return url ? { url, method: method ?? 'POST' } : undefined;
    },
  };
}

function createClient(
  { apiKey, accountSid, authTokens, apiUrl }: TelephonySettings,
  httpClient: RequestClient,
): Twilio {
  const client = twilio(apiKey?.sid ?? accountSid, apiKey?.secret ?? authTokens[0], {
    accountSid,
    httpClient,
  });
  if (apiUrl !== undefined) {
    client.api.baseUrl = apiUrl;
    // Twilio's package takes the labels of a host for product, edge and region, and mangles `example.com`.
    client.getHostname = (hostname) => hostname;
  }
  return client;
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
