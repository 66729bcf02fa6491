import { z } from 'zod';

export const E164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number such as +12125550123')
  .describe('E.164');

const afterMs = z.number().int().nonnegative().optional().describe('rings this long first, in milliseconds');

/** What happens at the far end of a call when nobody sits at the phone. */
export const Script = z.discriminatedUnion('kind', [
  /** A phone in the browser (or the control API) rings until someone acts. */
  z.object({ kind: z.literal('person') }),
  /** Picks up; `keys` are pressed one element a Gather, `keyDelayMs` after its prompts ended. */
  z.object({
    kind: z.literal('answer'),
    afterMs,
    keys: z.array(z.string().regex(/^[0-9*#]+$/, 'must be keys 0-9, * or #')).optional(),
    keyDelayMs: z.number().int().nonnegative().optional(),
  }),
  z.object({ kind: z.literal('busy'), afterMs }),
  z.object({ kind: z.literal('no_answer') }),
  /** Rings, then the person declines: carriers report that as busy. */
  z.object({ kind: z.literal('reject'), afterMs }),
  /** An answering machine: `greetingMs` of its own voice, then it records. */
  z.object({ kind: z.literal('voicemail'), afterMs, greetingMs: z.number().int().nonnegative().optional() }),
  z.object({ kind: z.literal('fax'), afterMs }),
  /** Cannot be reached at all: calls end as `failed`, messages as `undelivered`. */
  z.object({ kind: z.literal('fail') }),
]);
export type Script = z.infer<typeof Script>;

/** One script for every call, or a list: the first call takes the first, the last one stays. */
export const Scripts = z.union([Script.transform((script) => [script]), z.array(Script).min(1)]);

/** Numbers that end in 5550190 … 5550199 need no set-up: the last digit says what happens. */
const BY_LAST_DIGIT: Record<string, Script> = {
  0: { kind: 'fax', afterMs: 1000 },
  1: { kind: 'answer', afterMs: 1000, keys: ['1'], keyDelayMs: 500 },
  2: { kind: 'answer', afterMs: 1000, keys: ['2'], keyDelayMs: 500 },
  3: { kind: 'answer', afterMs: 1000, keys: ['3'], keyDelayMs: 500 },
  4: { kind: 'answer', afterMs: 1000 },
  5: { kind: 'busy' },
  6: { kind: 'no_answer' },
  7: { kind: 'voicemail', afterMs: 1000, greetingMs: 500 },
  8: { kind: 'reject', afterMs: 1000 },
  9: { kind: 'fail' },
};

export function scriptByPattern(phone: string): Script | undefined {
  const digit = /555019(\d)$/.exec(phone)?.[1];
  return digit === undefined ? undefined : BY_LAST_DIGIT[digit];
}
