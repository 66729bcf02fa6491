import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { callParams, notify } from './callbacks';
import { converse } from './execute';
import { newSid } from './ids';
import type { AnsweredBy, Call, CallRequest, FinalStatus, State } from './state';
import { send } from './webhooks';

/** From the API's answer to the network's first sign of life. */
const DIALLING_MS = 20;
/** A person says "hello" before detection decides; in characters of speech. */
const HELLO_CHARACTERS = 20;

/** Takes a call on; it lives by itself from here. */
export function startCall(state: State, to: string, from: string, request: CallRequest): Call {
  const now = Date.now();
  const script = state.takeScript(to);
  const call: Call = {
    record: {
      sid: newSid('CA'),
      to,
      from,
      script: script.kind,
      status: 'queued',
      createdAtMs: now,
      updatedAtMs: now,
      startedAtMs: null,
      endedAtMs: null,
      rang: false,
      answeredBy: null,
      said: [],
      recorded: [],
      keys: [],
      gathering: false,
      connectedTo: null,
      errors: [],
      webhooks: [],
    },
    request,
    script,
    scriptedKeys: script.kind === 'answer' ? [...(script.keys ?? [])] : [],
    over: new AbortController(),
    document: new AbortController(),
    phone: new EventEmitter(),
    sequenceNumber: 0,
    callbacks: Promise.resolve(),
  };
  state.calls.set(call.record.sid, call);
  state.callChanged(call.record);
  void live(state, call);
  return call;
}

export function hasEnded(call: Call): boolean {
  return call.record.endedAtMs !== null || call.over.signal.aborted;
}

/** Ends a call from outside: the person hangs up, or the REST API cancels or completes it. */
export function endCall(state: State, call: Call, status: FinalStatus): void {
  call.over.abort(status);
  finish(state, call, status);
}

async function live(state: State, call: Call): Promise<void> {
  try {
    finish(state, call, await dial(state, call));
  } catch (error) {
    if (call.over.signal.aborted) return;
    // The simulator's own mistake: show it on the call instead of dying.
    call.record.errors.push({ atMs: Date.now(), code: null, message: String(error) });
    finish(state, call, 'failed');
  }
}

function finish(state: State, call: Call, status: FinalStatus): void {
  const { record } = call;
  if (record.endedAtMs !== null) return;
  record.status = status;
  record.endedAtMs = Date.now();
  record.gathering = false;
  record.connectedTo = null;
  notify(state, call, 'completed');
}

async function dial(state: State, call: Call): Promise<FinalStatus> {
  const { record, script } = call;
  const wait = (ms: number) => sleep(ms, undefined, { signal: call.over.signal });
  await wait(DIALLING_MS);
  notify(state, call, 'initiated');
  if (script.kind === 'fail') return 'failed';
  if (script.kind === 'busy') {
    await wait(script.afterMs ?? 0);
    return 'busy';
  }
  if (script.kind === 'person' && isOnThePhone(state, record.to)) return 'busy';
  record.status = 'ringing';
  record.rang = true;
  notify(state, call, 'ringing');
  const reaction = await ring(call);
  if (reaction !== 'pick-up') return reaction === 'decline' ? 'busy' : 'no-answer';
  record.status = 'in-progress';
  record.startedAtMs = Date.now();
  notify(state, call, 'answered');
  await detect(state, call);
  await converse(state, call);
  return 'completed';
}

/** A person has one ear. */
function isOnThePhone(state: State, phone: string): boolean {
  const inUse = ['ringing', 'in-progress'];
  return [...state.calls.values()].some(({ record }) => record.to === phone && inUse.includes(record.status));
}

type Reaction = 'pick-up' | 'decline' | 'none';

/** Rings until someone acts, the script does, or the ringing time is over. */
async function ring({ script, request, phone, over }: Call): Promise<Reaction> {
  const acted = new Promise<Reaction>((resolve) => {
    phone.once('pick-up', () => resolve('pick-up'));
    phone.once('decline', () => resolve('decline'));
  });
  const stop = new AbortController();
  const signal = AbortSignal.any([over.signal, stop.signal]);
  const after = (ms: number, reaction: Reaction) => sleep(ms, reaction, { signal });
  const contenders = [acted, after(request.ringingMs, 'none')];
  switch (script.kind) {
    case 'answer':
    case 'voicemail':
    case 'fax':
      contenders.push(after(script.afterMs ?? 0, 'pick-up'));
      break;
    case 'reject':
      contenders.push(after(script.afterMs ?? 0, 'decline'));
      break;
    case 'person':
    case 'no_answer':
    case 'busy':
    case 'fail':
  }
  try {
    return await Promise.race(contenders);
  } finally {
    stop.abort();
    void Promise.allSettled(contenders);
  }
}

/** Answering machine detection, if asked for: before the TwiML, or beside it when asynchronous. */
async function detect(state: State, call: Call): Promise<void> {
  const { record, request, script } = call;
  const mode = request.machineDetection;
  if (mode === null) return;
  const decide = async () => {
    let ms = script.kind === 'person' ? HELLO_CHARACTERS * state.options.speechMsPerCharacter : 0;
    if (script.kind === 'voicemail' && mode === 'DetectMessageEnd') ms = script.greetingMs ?? 0;
    await sleep(ms, undefined, { signal: call.over.signal });
    record.answeredBy = answeredBy(script.kind, mode);
    state.callChanged(record);
    return ms;
  };
  if (request.asyncAmd === null) {
    await decide();
    return;
  }
  const { url } = request.asyncAmd;
  void decide().then(
    (ms) => {
      const params = { ...callParams(state, call), MachineDetectionDuration: String(ms) };
      if (url !== null)
        return send(state, record.webhooks, { event: 'amd', to: record.to, url, method: 'POST', params });
      return undefined;
    },
    () => undefined, // the call ended before detection did
  );
}

function answeredBy(kind: Call['script']['kind'], mode: 'Enable' | 'DetectMessageEnd'): AnsweredBy {
  if (kind === 'fax') return 'fax';
  if (kind === 'voicemail') return mode === 'Enable' ? 'machine_start' : 'machine_end_beep';
  return 'human';
}
