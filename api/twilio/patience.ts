import { timeout, TimeoutStrategy } from 'cockatiel';

/** How long one part may keep a caller waiting before the next way is tried, in milliseconds. */
const patienceMs = 1_000;

/** Rejects when the work takes longer; the work itself goes on, so it must be harmless when it ends later. */
export const patience = timeout(patienceMs, TimeoutStrategy.Aggressive);

/** The same for a text, whose sender does not hold the line; Twilio itself waits 15 s. */
export const textPatience = timeout(10_000, TimeoutStrategy.Aggressive);
