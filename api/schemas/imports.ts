import { z } from 'zod';
import { dateOrders, fileEncodings, importFields, importStates, lineOutcomes } from '../../domain/words';
import { line, pageLimit, utc } from './fields';

const field = z.enum(importFields).meta({
  id: 'ImportField',
  description:
    'What a column holds: `start` is a day and a time, or `date` and `time` are two columns; `name`, or `firstName` and `lastName`. A column with `metadata` goes there under its own name.',
});
const outcome = z.enum(lineOutcomes).meta({
  id: 'LineOutcome',
  description:
    '`ignored`: nothing is wrong with the line, but it has passed, is said twice, was cancelled, or is known by another name.',
});
const dateOrder = z.enum(dateOrders).meta({ id: 'DateOrder', example: 'day_first' });
const count = z.int();

export const fileQuery = z.strictObject({
  fileName: line(200).default('import.csv').meta({ description: 'For people.', example: 'clients.csv' }),
});

export const mapping = z
  .strictObject({
    fields: z
      .array(field.nullable(), { error: 'must be a list with a field or null for each column' })
      .max(1_000)
      .meta({ description: 'Of each column its field, in order; null leaves it out.' }),
    dateOrder: dateOrder.nullable().optional().meta({
      description: 'Whether 03/04/2026 is in March or April; null: by the file, else by DEFAULT_COUNTRY.',
    }),
  })
  .meta({ id: 'ImportMapping' });

export const application = z
  .strictObject({
    skipRefused: z
      .boolean('must be true or false')
      .default(false)
      .meta({ description: 'Imports the good lines although others are refused.' }),
  })
  .meta({ id: 'ImportApplication' });

export const importSchema = z
  .strictObject({
    id: z.int(),
    fileName: z.string(),
    state: z.enum(importStates).exclude(['uploading']).meta({
      description:
        '`uploaded`: a needed column is missing, say which it is. `checking`, then `checked`: the dry run; nothing is registered. `applying`, then `applied`.',
    }),
    encoding: z.enum(fileEncodings),
    delimiter: z.string(),
    columns: z.array(z.strictObject({ name: z.string(), field: field.nullable() })),
    missing: z.array(field).meta({ description: 'What no column holds, though it is needed.' }),
    isRemembered: z.boolean().meta({ description: 'The fields were chosen for an earlier such file.' }),
    dateOrder: dateOrder.nullable().meta({ description: 'As it was chosen.' }),
    notes: z
      .array(z.string())
      .meta({ description: 'For people: what was assumed, and what had better be known.' }),
    lines: count.meta({ description: 'Without the header and blank ones.' }),
    done: count.meta({ description: 'Lines that are checked, or applied; of `total`.' }),
    total: count,
    counts: z.strictObject({
      registers: count,
      changes: count,
      unchanged: count,
      refused: count,
      ignored: count,
    }),
    remainingToday: count.meta({
      description: 'How many the caller may still register today: MAX_APPOINTMENTS_PER_KEY_PER_DAY.',
    }),
    error: z
      .strictObject({
        code: z.enum(['key_cap_reached', 'lines_changed', 'internal']),
        detail: z.string(),
      })
      .optional()
      .meta({ description: 'Why the last try imported nothing.' }),
    sample: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()) })),
    createdAt: utc,
    links: z.strictObject({ self: z.string(), lines: z.string() }),
  })
  .meta({ id: 'Import' });

export const importLine = z
  .strictObject({
    line: z.int().meta({ description: 'In the file, whose header is in line 1.' }),
    outcome,
    cells: z.array(z.string()),
    externalId: z.string().nullable(),
    appointmentId: z.int().nullable(),
    reasons: z.array(
      z.strictObject({
        column: z.string().meta({ description: 'As the file names it; empty: the line as a whole.' }),
        value: z.string(),
        message: z.string().meta({ description: "Continues the column's name." }),
      }),
    ),
  })
  .meta({ id: 'ImportLine' });

export const linesQuery = z.strictObject({
  outcome: outcome.optional(),
  limit: pageLimit,
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'is not one that we gave; send nextCursor of the page before')
    .default('0')
    .transform(Number)
    .meta({ type: 'string', description: '`nextCursor` of the page before.' }),
});

export const linesPage = z
  .strictObject({ data: z.array(importLine), nextCursor: z.string().nullable() })
  .meta({ id: 'ImportLinePage' });
