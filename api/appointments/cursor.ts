import { z } from 'zod';
import { invalid } from '../problem';

const position = z.tuple([z.int(), z.int().positive()]);

/** Opaque to the client: the last appointment of a page, in the order of the list. */
export function encodeCursor({ startsAtMs, id }: { startsAtMs: number; id: number }): string {
  return Buffer.from(JSON.stringify([startsAtMs, id])).toString('base64url');
}

/** @throws Problem 422 */
export function decodeCursor(cursor: string): { startsAtMs: number; id: number } {
  try {
    const [startsAtMs, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    // Beyond, PostgreSQL knows no such instant or id.
    if (Math.abs(startsAtMs) < 8.64e15 && id <= 2_147_483_647) return { startsAtMs, id };
  } catch {
    // Told below.
  }
  throw invalid([{ path: 'cursor', message: 'is not one that we gave; send nextCursor of the page before' }]);
}
