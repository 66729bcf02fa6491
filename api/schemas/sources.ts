import { z } from 'zod';
import { sourceNames } from '../../domain/words';
import { pageLimit, utc } from './fields';

export const sourceParams = z.strictObject({
  name: z
    .enum(sourceNames, { error: `must be one of ${sourceNames.join(', ')}` })
    .meta({ example: 'database' }),
});

const counts = z
  .strictObject({
    seen: z.int().meta({ description: 'Rows that the source lists.' }),
    registered: z.int(),
    changed: z.int(),
    cancelled: z.int(),
    problems: z.int().meta({ description: 'Rows that could not be taken in.' }),
    missing: z.int().meta({ description: 'Rows that the source does not list any more.' }),
    ahead: z.int().meta({ description: 'Appointments ahead that came from this source, before this look.' }),
    moves: z.int().meta({ description: 'How many of them it would move, or has moved.' }),
    cancels: z.int().meta({ description: 'How many of them it would cancel, or has cancelled.' }),
  })
  .partial();

const run = z.strictObject({
  id: z.int(),
  startedAt: utc,
  endedAt: utc,
  state: z.enum(['done', 'held', 'failed']).meta({
    description:
      'held: it would have moved or cancelled more than a fifth of the appointments ahead, so it changed nothing and asks.',
  }),
  counts,
  error: z.string().nullable(),
  approvedBy: z.string().nullable(),
});

export const source = z
  .strictObject({
    name: z.enum(sourceNames),
    lastRun: run.nullable().meta({ description: 'The last one that came to an end.' }),
    isHeld: z.boolean().meta({ description: 'The last look asks; approve it, or mend the source.' }),
    problems: z.int().meta({ description: 'Rows that cannot be taken in as they are now.' }),
    missing: z.int().meta({ description: 'Rows that it does not list any more, whose start is ahead.' }),
    writesBack: z.boolean(),
    writeBackError: z.string().nullable().meta({ description: 'Why the last answer could not be written.' }),
  })
  .meta({ id: 'Source' });
export const sources = z.strictObject({ data: z.array(source) }).meta({ id: 'Sources' });

export const rowsQuery = z.strictObject({
  state: z.enum(['problem', 'missing'], { error: 'must be problem or missing' }),
  limit: pageLimit,
  after: z.string().max(1000).optional().meta({ description: '`nextAfter` of the page before.' }),
});
export const rows = z
  .strictObject({
    data: z.array(
      z.strictObject({
        externalId: z.string(),
        appointmentId: z.int().nullable(),
        problems: z.array(
          z.strictObject({ column: z.string(), value: z.string().optional(), message: z.string() }),
        ),
        missingSince: utc.nullable(),
      }),
    ),
    nextAfter: z.string().nullable(),
  })
  .meta({ id: 'SourceRows' });
