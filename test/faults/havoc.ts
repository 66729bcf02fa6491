/** Parts that die, stall or are cut off, and a Twilio that misbehaves, by chance and one after the other. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random';
import { strikes, type Strike } from './strikes';
import type { System } from './system';

const all: readonly Strike[] = Object.values(strikes)
  .flat()
  .filter(({ alone }) => !alone);

const twilio = [
  { on: 'calls.create', kind: 'do_then_drop' },
  { on: 'calls.create', kind: 'drop' },
  { on: 'calls.create', kind: 'answer', status: 429 },
  { on: 'calls.create', kind: 'answer', status: 500 },
  { on: 'calls.create', kind: 'do_then_answer', status: 500 },
  { on: 'calls.create', kind: 'do_then_delay', ms: 11_000 },
  { on: 'calls.create', kind: 'delay', ms: 3_000 },
  { on: 'calls.list', kind: 'answer', status: 503 },
  { on: 'messages.create', kind: 'do_then_drop' },
  { on: 'messages.create', kind: 'answer', status: 429 },
  { on: 'messages.create', kind: 'do_then_answer', status: 500 },
  { on: 'webhook', event: 'initiated', kind: 'lose' },
  { on: 'webhook', event: 'initiated', kind: 'delay', ms: 2_000 },
  { on: 'webhook', event: 'completed', kind: 'duplicate' },
  { on: 'webhook', event: 'completed', kind: 'lose' },
  { on: 'webhook', event: 'action', kind: 'duplicate' },
  { on: 'webhook', event: 'action', kind: 'lose' },
  { on: 'webhook', event: 'voice', kind: 'duplicate' },
  { on: 'webhook', event: 'message-status', kind: 'duplicate' },
] as const;

export class Havoc {
  /** For the report: what was done to whom. */
  readonly done: string[] = [];

  constructor(
    private readonly system: System,
    private readonly random: Random,
  ) {}

  /** Goes on until `over`; then everything is up, and Twilio behaves. */
  async wreak(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      const { random, system } = this;
      await system.faults(random.shuffle(twilio).slice(0, random.below(6)));
      await sleep(2_000 + random.below(5_000));
      const strike = random.pick(all);
      this.done.push(strike.part);
      await strike.strike(system);
      await strike.recover(system);
    }
    await this.system.faults([]);
  }
}
