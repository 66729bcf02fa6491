/** Moments at which a fault is to strike: a message on a connection springs a trap, and waits there. */
import { holdsWithin } from '../../scripts/servers/waiting';

/** `request`: the message is held before it is passed on. `answer`: it is passed on, what comes back is held. */
export type Hold = 'request' | 'answer';

export interface Trap {
  readonly isReached: boolean;
  /** Lets go what is held, and disarms a trap that was never sprung. */
  release(): void;
}

/** What a connection needs of the trap that it has sprung. */
export interface Sprung {
  readonly hold: Hold;
  reach(): void;
  readonly released: Promise<void>;
}

interface Armed<Message> extends Sprung {
  matches(message: Message): boolean;
}

/** The traps of one link; each springs once. */
export class Traps<Message> {
  #armed: Armed<Message>[] = [];

  set(hold: Hold, matches: (message: Message) => boolean): Trap {
    const state = { isReached: false };
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const armed = { hold, matches, released, reach: () => (state.isReached = true) };
    this.#armed.push(armed);
    return {
      get isReached() {
        return state.isReached;
      },
      release: () => {
        this.#disarm(armed);
        release();
      },
    };
  }

  spring(message: Message): Sprung | undefined {
    const armed = this.#armed.find((each) => each.matches(message));
    if (armed) this.#disarm(armed);
    return armed;
  }

  #disarm(armed: Armed<Message>): void {
    this.#armed = this.#armed.filter((other) => other !== armed);
  }
}

/** Waits for all of them; those that are not sprung by then say so themselves. */
export async function allReached(traps: readonly Trap[], limitMs: number): Promise<void> {
  await holdsWithin(limitMs, () => traps.every(({ isReached }) => isReached));
}
