import { setTimeout as sleep } from 'node:timers/promises';
import { takesTime, type Stage } from './stage';
import type { Prompt } from './twiml';

/** `loop="0"` means for ever; nobody listens that long. */
const MAX_LOOPS = 10;
/** Stands for the unknown length of a sound file. */
const PLAY_CHARACTERS = 30;

/** Says, plays or pauses, for as long as that takes at a person's phone. A script listens in no time. */
export async function play(stage: Stage, prompt: Prompt, signal = stage.signal): Promise<void> {
  if (prompt.verb === 'Pause') {
    await sleep(takesTime(stage) ? prompt.lengthMs : 0, undefined, { signal });
    return;
  }
  const loops = prompt.loop === 0 ? MAX_LOOPS : Math.min(prompt.loop, MAX_LOOPS);
  for (let loop = 0; loop < loops; loop++) {
    signal.throwIfAborted();
    const spoken = prompt.verb === 'Say' ? prompt : { text: `♪ ${prompt.url}`, language: '', voice: '' };
    say(stage, spoken.text, spoken.language, spoken.voice);
    const characters = prompt.verb === 'Say' ? prompt.text.length : PLAY_CHARACTERS;
    const ms = takesTime(stage) ? characters * stage.state.options.speechMsPerCharacter : 0;
    await sleep(ms, undefined, { signal });
  }
}

function say({ state, call }: Stage, text: string, language: string, voice: string): void {
  const { record, script } = call;
  record.said.push({ text, language, voice, atMs: Date.now() });
  if (script.kind === 'voicemail') {
    const greetingEndsMs = (record.startedAtMs ?? 0) + (script.greetingMs ?? 0);
    if (record.answeredBy === 'machine_end_beep' || Date.now() >= greetingEndsMs) record.recorded.push(text);
  }
  state.callChanged(record);
}
