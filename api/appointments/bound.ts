import type { Config } from '../../config';
import { instantFromInput } from '../../domain/zones';
import { invalid } from '../problem';

/** A bound of a list: an instant like `startsAt`, or a day, which begins at the office's midnight. */
export function readBound(
  config: Config,
  path: 'from' | 'to' | 'startsAt',
  sent: string | undefined,
): number | undefined {
  if (sent === undefined) return undefined;
  const text = /^\d{4}-\d\d-\d\d$/.test(sent) ? `${sent}T00:00` : sent;
  const instant = instantFromInput(text, undefined, config.office.timeZone);
  if (instant.kind === 'ok') return instant.epochMs;
  // A plus sign in a query is a space unless it was escaped.
  const hint = / \d\d:\d\d$/.test(sent) ? ' (write + as %2B in an address)' : '';
  throw invalid([{ path, message: `${instant.message}${hint}` }]);
}
