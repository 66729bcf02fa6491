import { EventEmitter } from 'node:events';
import { Faults, type WebhookKind } from './faults';
import type { Options } from './options';
import { scriptByPattern, type Script } from './script';

export type FinalStatus = 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';
export type CallStatus = 'queued' | 'ringing' | 'in-progress' | FinalStatus;
export type AnsweredBy = 'human' | 'machine_start' | 'machine_end_beep' | 'fax';

/** One delivery of a webhook; `status` is null until an answer came, `error` says why none will. */
export interface WebhookRecord {
  event: WebhookKind;
  url: string;
  method: string;
  params: Record<string, string>;
  atMs: number;
  durationMs: number | null;
  status: number | null;
  error: string | null;
}

/** All that is known of a call; the control API and the phone page show it as it is. Times are epoch ms. */
export interface CallRecord {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly script: Script['kind'];
  status: CallStatus;
  readonly createdAtMs: number;
  updatedAtMs: number;
  /** When it was picked up. */
  startedAtMs: number | null;
  endedAtMs: number | null;
  rang: boolean;
  answeredBy: AnsweredBy | null;
  said: { text: string; language: string; voice: string; atMs: number }[];
  /** What an answering machine recorded. */
  recorded: string[];
  keys: string[];
  /** A Gather waits for keys. */
  gathering: boolean;
  connectedTo: string | null;
  errors: { atMs: number; code: number | null; message: string }[];
  webhooks: WebhookRecord[];
}

/** What `calls.create` asked for. */
export interface CallRequest {
  document: NextDocument;
  fallback: { url: string; method: Method } | null;
  statusCallback: { url: string; method: Method; events: readonly string[] } | null;
  ringingMs: number;
  machineDetection: 'Enable' | 'DetectMessageEnd' | null;
  /** Where AnsweredBy is posted when detection runs beside the call; null: detection comes first. */
  asyncAmd: { url: string | null } | null;
}
export type Method = 'GET' | 'POST';
export type NextDocument =
  | { kind: 'url'; event: 'voice' | 'action'; url: string; method: Method; params: Record<string, string> }
  | { kind: 'twiml'; twiml: string };

/** A call in the simulator's hands: the record, and the ways to reach the running call. */
export interface Call {
  readonly record: CallRecord;
  readonly request: CallRequest;
  readonly script: Script;
  /** What an `answer` script has yet to press. */
  readonly scriptedKeys: string[];
  /** Aborted with the FinalStatus when somebody ends the call. */
  readonly over: AbortController;
  /** Aborted with the NextDocument when the REST API redirects the call. */
  document: AbortController;
  /** What the person at the phone does. */
  readonly phone: EventEmitter<{ 'pick-up': []; decline: []; key: [string] }>;
  sequenceNumber: number;
  /** The last status callback under way: they leave one after the other. */
  callbacks: Promise<unknown>;
}

export interface MessageRecord {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly direction: 'outbound-api' | 'outbound-reply' | 'inbound';
  readonly messagingServiceSid: string | null;
  status: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'received';
  errorCode: number | null;
  readonly createdAtMs: number;
  updatedAtMs: number;
  sentAtMs: number | null;
  webhooks: WebhookRecord[];
}

interface NumberSettings {
  scripts?: Script[] | undefined;
  smsUrl?: string | undefined;
}

/** Everything the simulator remembers: in memory only, newest last. */
export class State {
  readonly calls = new Map<string, Call>();
  readonly messages = new Map<string, MessageRecord>();
  readonly numbers = new Map<string, NumberSettings>();
  readonly faults = new Faults();
  /** `from to` pairs that a STOP has closed. */
  readonly optOuts = new Set<string>();
  readonly events = new EventEmitter<{ call: [CallRecord]; message: [MessageRecord]; cleared: [] }>();
  defaultScript: Script;
  defaultSmsUrl: string | undefined;

  constructor(readonly options: Options) {
    this.events.setMaxListeners(0);
    this.defaultScript = options.defaultScript;
    this.defaultSmsUrl = options.smsUrl;
  }

  /** The script for the next call to a number; takes it off the list unless it is the last. */
  takeScript(phone: string): Script {
    const scripts = this.numbers.get(phone)?.scripts;
    const script = scripts !== undefined && scripts.length > 1 ? scripts.shift() : scripts?.[0];
    return script ?? scriptByPattern(phone) ?? this.defaultScript;
  }

  peekScript(phone: string): Script {
    return this.numbers.get(phone)?.scripts?.[0] ?? scriptByPattern(phone) ?? this.defaultScript;
  }

  callChanged(record: CallRecord): void {
    record.updatedAtMs = Date.now();
    this.events.emit('call', record);
  }

  messageChanged(record: MessageRecord): void {
    record.updatedAtMs = Date.now();
    this.events.emit('message', record);
  }

  /** Forgets everything; calls that still run are ended and post nothing more. */
  clear(): void {
    const running = [...this.calls.values()];
    this.calls.clear();
    for (const call of running) call.over.abort('canceled');
    this.messages.clear();
    this.numbers.clear();
    this.optOuts.clear();
    this.faults.list = [];
    this.defaultScript = this.options.defaultScript;
    this.defaultSmsUrl = this.options.smsUrl;
    this.events.emit('cleared');
  }
}
