/** A file on its way in: each line is stored as it comes, and the first limit that is met ends it. */
import type { Request } from 'express';
import type { Caller } from '../../db/callers';
import { addLines } from '../../db/import-lines';
import { findMapping } from '../../db/import-mappings';
import { countImports, deleteImport, endUpload, startCheck, startImport } from '../../db/imports';
import { askFor } from '../../db/jobs';
import { transaction } from '../../db/pool';
import { missingFields, recognise } from '../../files/columns';
import { FileError } from '../../files/file-error';
import { openCsv, type CsvFile, type CsvLine } from '../../files/read-csv';
import type { ApiDeps } from '../deps';
import { Problem } from '../problem';

/** Lines, or characters, that are stored at once. */
const batch = { lines: 1_000, characters: 256 * 1024 };
/** Files of one caller that may be kept at a time; each is for a day. */
const filesPerCaller = 50;
/** How long what still comes of a file that was refused is let pass, so that its sender gets to read why. */
const drainMs = 5_000;

/** Returns the import's id. @throws Problem */
export async function takeUpload(
  { pool }: ApiDeps,
  req: Request,
  caller: Caller,
  fileName: string,
): Promise<number> {
  if ((await countImports(pool, caller.id)) >= filesPerCaller)
    throw new Problem(
      429,
      'too_many_imports',
      `There are ${filesPerCaller} files of yours already; delete some, or wait a day.`,
    );
  const id = await startImport(pool, caller, fileName);
  try {
    // Not destroyed with the reading: its connection has the answer to carry.
    const file = await openCsv(req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
    const lines = await store(file, (some) => addLines(pool, id, some));
    if (lines === 0)
      throw new FileError('unreadable', 'The file has a header but no lines; there is nothing to import.');
    const known = await findMapping(pool, file.header);
    const fields = known?.fields ?? recognise(file.header);
    const dateOrder = known?.dateOrder ?? null;
    await transaction(pool, async (tx) => {
      await endUpload(tx, id, {
        encoding: file.encoding(),
        delimiter: file.delimiter,
        header: file.header,
        fields,
        isRemembered: known !== undefined,
        dateOrder,
        lines,
      });
      if (missingFields(fields).length > 0) return;
      await startCheck(tx, id, { fields, dateOrder });
      await askFor(tx, { kind: 'import', ref: id });
    });
    return id;
  } catch (error) {
    letPass(req);
    await deleteImport(pool, id);
    throw problemOf(error, req);
  }
}

async function store(file: CsvFile, add: (lines: CsvLine[]) => Promise<void>): Promise<number> {
  let count = 0;
  let waiting: CsvLine[] = [];
  let characters = 0;
  const flush = async () => {
    if (waiting.length > 0) await add(waiting);
    waiting = [];
    characters = 0;
  };
  for await (const line of file.lines) {
    count++;
    waiting.push(line);
    characters += line.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (waiting.length === batch.lines || characters > batch.characters) await flush();
  }
  await flush();
  return count;
}

function letPass(req: Request): void {
  if (req.complete || req.destroyed) return;
  req.resume();
  const cut = setTimeout(() => req.destroy(), drainMs);
  req.once('close', () => clearTimeout(cut));
}

function problemOf(error: unknown, req: Request): unknown {
  if (error instanceof FileError)
    return error.code === 'too_large'
      ? new Problem(413, 'too_large', error.message)
      : new Problem(422, 'unreadable_file', error.message);
  if (!req.complete && req.destroyed)
    return new Problem(400, 'unreadable_file', 'The upload broke off before its end.');
  return error;
}
