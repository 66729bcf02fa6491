/** Fields that several schemas share. Their messages continue the field's name: "client.name must …". */
import { z } from 'zod';
import { appointmentStatuses, reasons } from '../../domain/words';

export { line, phone } from '../../intake/schema';

export const id = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'must be a whole number, such as 17')
  .refine((text) => Number(text) <= 2_147_483_647, 'is larger than any id')
  .transform(Number)
  .meta({ type: 'integer', minimum: 1, example: 17 });

/** How many of a list at once. */
export const pageLimit = z
  .string()
  .regex(/^([1-9]\d?|1\d\d|200)$/, 'must be a whole number from 1 to 200')
  .default('50')
  .transform(Number)
  .meta({ type: 'integer', minimum: 1, maximum: 200, default: 50 });

export const idParams = z.strictObject({ id });
export const noParams = z.strictObject({});
export const noQuery = z.strictObject({});
export const noBody = z.strictObject({}).optional();

export const status = z
  .enum(appointmentStatuses, { error: `must be one of ${appointmentStatuses.join(', ')}` })
  .meta({ id: 'Status' });

export const reason = z.enum(reasons).meta({
  id: 'Reason',
  description: 'Why a reminder was moved, put off, skipped, or had to be handed to a person.',
});

export const utc = z.iso.datetime().meta({ example: '2026-11-24T08:00:00Z' });
export const local = z.iso
  .datetime({ offset: true })
  .meta({ description: "The same instant on the office's clock.", example: '2026-11-24T09:00:00+01:00' });

export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; branch on this.', example: 'invalid' }),
    detail: z.string(),
    errors: z
      .array(
        z.strictObject({
          path: z.string(),
          message: z.string(),
          choices: z.array(z.string()).optional().meta({
            description: 'Values that would do, such as the two instants of an hour that a clock repeats.',
          }),
        }),
      )
      .optional(),
    existingId: z.int().optional().meta({ description: 'With `external_id_taken`: who has it.' }),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'Problem details, RFC 9457.' });

export const ifMatchHeaders = z.object({
  'If-Match': z
    .string()
    .optional()
    .meta({ description: 'The ETag that was read; another version is 412.', example: '"3"' }),
});
export const idempotencyHeaders = z.object({
  'Idempotency-Key': z.string().optional().meta({
    description:
      'Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409.',
    example: '5f0c2d6e-4a3b-4f5e-9a53-5f7f0c6f2f11',
  }),
});
