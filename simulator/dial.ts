import { setTimeout as sleep } from 'node:timers/promises';
import { newSid } from './ids';
import { resolve, takesTime, type Stage } from './stage';
import type { NextDocument } from './state';
import type { Verb } from './twiml';

/** How long the other side talks with a person before hanging up. */
const TALK_MS = 10_000;

/** `<Dial>`: no second phone rings; the call is shown as connected, then goes on with the action. */
export async function dialOffice(
  stage: Stage,
  verb: Verb & { verb: 'Dial' },
): Promise<NextDocument | 'go-on'> {
  const { call, state, signal } = stage;
  const status = dialCallStatus(state.peekScript(verb.number).kind);
  let seconds = 0;
  if (status === 'completed') {
    call.record.connectedTo = verb.number;
    state.callChanged(call.record);
    const talkMs = takesTime(stage) ? TALK_MS : 0;
    await sleep(talkMs, undefined, { signal });
    seconds = Math.ceil(talkMs / 1000);
    call.record.connectedTo = null;
    state.callChanged(call.record);
  }
  if (verb.action === null) return 'go-on';
  const params = { DialCallSid: newSid('CA'), DialCallStatus: status, DialCallDuration: String(seconds) };
  return { kind: 'url', event: 'action', url: resolve(stage, verb.action), method: verb.method, params };
}

/** The script of the number that is dialled decides. */
function dialCallStatus(kind: string): 'completed' | 'busy' | 'no-answer' | 'failed' {
  switch (kind) {
    case 'busy':
    case 'reject':
      return 'busy';
    case 'no_answer':
      return 'no-answer';
    case 'fail':
      return 'failed';
    default:
      return 'completed';
  }
}
