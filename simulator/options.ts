import { z } from 'zod';
import { E164, Script } from './script';

export const Options = z.object({
  /** 0 takes a free port. */
  port: z.coerce.number().int().min(0).max(65535).default(4010),
  host: z.string().min(1).default('127.0.0.1'),
  accountSid: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits')
    .default('AC00000000000000000000000000000000'),
  authToken: z.string().min(1).default('00000000000000000000000000000000'),
  apiKeys: z
    .array(z.object({ sid: z.string().regex(/^SK/, 'must start with SK'), secret: z.string().min(1) }))
    .default([]),
  /** The account's own numbers: who may be `From`. */
  numbers: z.array(E164).min(1).default(['+15005550006']),
  /** A phone rings this long at most, whatever `Timeout` says; tests set fractions of a second. */
  ringingSeconds: z.coerce.number().positive().optional(),
  /** At a person's phone; scripted numbers listen in no time. */
  speechMsPerCharacter: z.coerce.number().nonnegative().default(60),
  /** Where an SMS to one of the account's numbers is posted. */
  smsUrl: z.url().optional(),
  defaultScript: Script.default({ kind: 'person' }),
});
export type Options = z.output<typeof Options>;
export type SimulatorOptions = z.input<typeof Options>;
