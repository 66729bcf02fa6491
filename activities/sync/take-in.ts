import { createHash } from 'node:crypto';
import { noteChanged, noteIncoming, type ChangedRow } from '../../db/source-rows';
import { readRow } from '../../sources/read-row';
import type { SourceRow } from '../../sources/row';
import type { Run } from './sync-source';

/**
 * Notes all rows of the source, and of those that are new, or not as they were, what they say. Returns how many there
 * are. Reading and changing are apart, so that what is to be changed can be weighed as a whole.
 */
export async function takeIn(
  { client, source, intake }: Run,
  parts: AsyncIterable<readonly SourceRow[]>,
): Promise<number> {
  let seen = 0;
  for await (const part of parts) {
    seen += part.length;
    const rows = new Map<string, SourceRow & { hash: Buffer }>();
    const twice = new Set<string>();
    for (const row of part)
      if (rows.has(row.externalId)) twice.add(row.externalId);
      else rows.set(row.externalId, { ...row, hash: hashOf(row) });
    const { changed, again } = await noteIncoming(client, source, [...rows.values()]);
    for (const externalId of again) twice.add(externalId);
    await noteChanged(client, [
      ...[...rows.values()]
        .filter(({ externalId }) => changed.has(externalId) && !twice.has(externalId))
        .map((row) => changedRow(row, intake.settings.office.timeZone)),
      ...[...twice].map(namesake),
    ]);
  }
  return seen;
}

function hashOf({ values, problems = [] }: SourceRow): Buffer {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([sorted, problems]))
    .digest();
}

function changedRow(row: SourceRow & { hash: Buffer }, officeTimeZone: string): ChangedRow {
  const { externalId, hash } = row;
  const read = readRow(row, officeTimeZone);
  const nothing = { startsAtMs: null, cancelled: false, changedAtMs: null, content: null, problem: null };
  switch (read.kind) {
    case 'on':
      return {
        ...nothing,
        externalId,
        hash,
        startsAtMs: read.startsAtMs,
        content: read.content,
        changedAtMs: read.changedAtMs ?? null,
      };
    case 'cancelled':
      return { ...nothing, externalId, hash, cancelled: true, changedAtMs: read.changedAtMs ?? null };
    case 'problem':
      return { ...nothing, externalId, hash, problem: read.problems };
  }
}

/** Two rows of one name: which of them counts, nobody can know. */
function namesake(externalId: string): ChangedRow {
  const message =
    externalId === '' ? 'must not be empty' : 'comes more than once; each row needs a name of its own';
  return {
    externalId,
    hash: Buffer.from('more than once'),
    startsAtMs: null,
    cancelled: false,
    changedAtMs: null,
    content: null,
    problem: [{ column: 'external_id', value: externalId, message }],
  };
}
