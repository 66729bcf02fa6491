import type { Call, State } from './state';
import { ApplicationError } from './twiml';

/** What a verb needs to be carried out. */
export interface Stage {
  state: State;
  call: Call;
  /** The document's own URL; null for TwiML given inline. */
  url: string | null;
  /** Aborted when the call ends or is redirected. */
  signal: AbortSignal;
}

/** Only a person listens in real time: scripted calls are over at once, so that tests are fast. */
export function takesTime({ call }: Stage): boolean {
  return call.script.kind === 'person';
}

/** An action's URL is relative to its document. */
export function resolve({ url: base }: Stage, url: string): string {
  try {
    return new URL(url, base ?? undefined).href;
  } catch {
    throw new ApplicationError(11100, `Invalid URL: ${url}`);
  }
}
