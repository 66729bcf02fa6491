import { setTimeout as sleep } from 'node:timers/promises';
import { play } from './speak';
import { resolve, takesTime, type Stage } from './stage';
import type { NextDocument } from './state';
import type { Gather } from './twiml';

/**
 * Collects keys. The first key cuts the prompts short (barge-in); `numDigits`, `finishOnKey` or
 * `timeout` seconds without a key end it. Without a key the next verb follows, unless
 * `actionOnEmptyResult` is set.
 */
export async function gather(stage: Stage, verb: Gather): Promise<NextDocument | 'go-on'> {
  const { call, state } = stage;
  const keys = new Keys(verb);
  call.phone.on('key', keys.press);
  call.record.gathering = true;
  try {
    for (const prompt of verb.prompts)
      await until(keys.first.signal, stage, (signal) => play(stage, prompt, signal));
    await pressByScript(stage, keys);
    // A script has no more to say, so there is nothing to wait for.
    if (takesTime(stage)) await keys.complete(verb.timeoutMs, stage.signal);
  } finally {
    call.phone.off('key', keys.press);
    call.record.gathering = false;
    state.callChanged(call.record);
  }
  const isEmpty = keys.digits === '' && keys.finishedOn === '';
  if (isEmpty && !verb.actionOnEmptyResult) return 'go-on';
  const params = { Digits: keys.digits, FinishedOnKey: keys.finishedOn, msg: 'Gather End' };
  const url = resolve(stage, verb.action ?? stage.url ?? '');
  return { kind: 'url', event: 'action', url, method: verb.method, params };
}

class Keys {
  digits = '';
  finishedOn = '';
  readonly first = new AbortController();
  private readonly all = new AbortController();
  private lastAtMs = 0;

  constructor(private readonly verb: Gather) {}

  readonly press = (key: string): void => {
    if (this.all.signal.aborted) return;
    this.first.abort();
    this.lastAtMs = Date.now();
    if (key === this.verb.finishOnKey) this.finishedOn = key;
    else this.digits += key;
    if (this.finishedOn !== '' || this.digits.length === this.verb.numDigits) this.all.abort();
  };

  /** Waits for the last key, or for `timeoutMs` of silence. */
  async complete(timeoutMs: number, over: AbortSignal): Promise<void> {
    const startedAtMs = Date.now();
    const signal = AbortSignal.any([over, this.all.signal]);
    while (!this.all.signal.aborted) {
      const leftMs = Math.max(startedAtMs, this.lastAtMs) + timeoutMs - Date.now();
      if (leftMs <= 0) return;
      await sleep(leftMs, undefined, { signal }).catch(() => over.throwIfAborted());
    }
  }
}

/** Runs `task` until it is done or `stop` cuts it short; the call's own end still throws. */
async function until(
  stop: AbortSignal,
  stage: Stage,
  task: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (stop.aborted) return;
  await task(AbortSignal.any([stop, stage.signal])).catch((error: unknown) => {
    stage.signal.throwIfAborted();
    if (!stop.aborted) throw error;
  });
}

/** A scripted phone presses its next keys, one element of `keys` a Gather. */
async function pressByScript({ call, state, signal }: Stage, keys: Keys): Promise<void> {
  if (call.script.kind !== 'answer') return;
  const next = call.scriptedKeys.shift();
  if (next === undefined) return;
  await sleep(call.script.keyDelayMs ?? 0, undefined, { signal });
  for (const key of next) {
    call.record.keys.push(key);
    keys.press(key);
  }
  state.callChanged(call.record);
}
