/** An office at work, by chance: it registers, moves and cancels; its clients pick up, press keys, or do not. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Acknowledged } from './promises';
import type { Random } from './random';
import type { System } from './system';

const dayMs = 24 * 3_600_000;

/** How the clients behave on the phone. */
const fates = [
  { kind: 'answer', afterMs: 500, keys: ['1'], keyDelayMs: 300 },
  { kind: 'answer', afterMs: 2_000, keys: ['1'], keyDelayMs: 1_000 },
  { kind: 'answer', afterMs: 4_000, keys: ['5', '1'], keyDelayMs: 300 },
  { kind: 'answer', afterMs: 1_000, keys: ['2'], keyDelayMs: 300 },
  { kind: 'answer', afterMs: 1_000, keys: ['3'], keyDelayMs: 300 },
  { kind: 'answer', afterMs: 1_000 },
  { kind: 'busy' },
  { kind: 'no_answer' },
  { kind: 'reject', afterMs: 1_500 },
  { kind: 'voicemail', afterMs: 1_000, greetingMs: 500 },
  { kind: 'fail' },
] as const;

interface Known {
  id: number;
  revision: number;
}

/** What the office believes; requests that failed may have been carried out, or not. */
export class Office {
  readonly acknowledged: Acknowledged[] = [];
  registered = 0;
  #known: Known[] = [];
  #phones: string[] = [];

  constructor(
    private readonly system: System,
    private readonly random: Random,
  ) {}

  /** Works until `over`. */
  async work(over: AbortSignal): Promise<void> {
    const under: Promise<unknown>[] = [];
    while (!over.aborted) {
      // Whoever waits for the answer of a stalled part must not hold up the others.
      under.push(this.#act().catch(() => undefined));
      await sleep(100 + this.random.below(500));
    }
    await Promise.all(under);
  }

  async #act(): Promise<void> {
    const dice = this.random.below(10); // 7 in 10 register, 2 move, 1 cancels
    const [some] = this.random.shuffle(this.#known);
    if (dice < 7 || !some) return this.#register();
    return dice < 9 ? this.#move(some) : this.#cancel(some);
  }

  async #register(): Promise<void> {
    const [used] = this.random.shuffle(this.#phones);
    const phone = used !== undefined && this.random.below(10) === 0 ? used : this.#newPhone();
    if (phone !== used) await this.system.script(phone, this.random.pick(fates));
    const { id, revision } = await this.system.request<Known>('POST', '/v1/appointments', {
      client: { name: 'Ada Moreno', phone },
      ...this.#start(),
      bookedAt: new Date(Date.now() - 10 * dayMs).toISOString(),
      reminders: ['PT24H'],
    });
    this.registered += 1;
    this.#known.push({ id, revision });
  }

  async #move(known: Known): Promise<void> {
    const { revision } = await this.system.request<Known>(
      'PATCH',
      `/v1/appointments/${known.id}`,
      this.#start(),
    );
    this.#acknowledge(known, revision - 1, 'moved');
    known.revision = Math.max(known.revision, revision);
  }

  async #cancel(known: Known): Promise<void> {
    const { revision } = await this.system.request<Known>('POST', `/v1/appointments/${known.id}/cancel`);
    this.#acknowledge(known, revision, 'cancelled');
    this.#known = this.#known.filter((each) => each !== known);
  }

  #acknowledge({ id }: Known, revisionBefore: number, what: Acknowledged['what']): void {
    this.acknowledged.push({ appointmentId: id, revisionBefore, atMs: Date.now(), what });
  }

  /** The one reminder falls due soon. */
  #start() {
    return { startsAt: new Date(Date.now() + dayMs + 500 + this.random.below(6_000)).toISOString() };
  }

  #newPhone(): string {
    const count = this.#phones.length;
    const areas = [202, 212, 213, 303, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 718, 816, 907];
    const phone = `+1${areas[Math.floor(count / 80) % areas.length] ?? 202}55501${10 + (count % 80)}`;
    this.#phones.push(phone);
    return phone;
  }
}
