/** `import` and `export`: appointments from a file, and into one. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { importFields, type DateOrder, type ImportField } from '../domain/words';
import { CliError, type Api, type Import, type ImportLine } from './api';
import { startProgress } from './progress';
import { table } from './table';

export interface ImportOptions {
  dryRun?: true;
  map?: string[];
  dateOrder?: DateOrder;
  skipRefused?: true;
  yes?: true;
}

/** Between two looks how far it is, in milliseconds. */
const lookEveryMs = 300;
/** More refused lines are only counted. */
const linesShown = 50;

export async function importFile(api: Api, file: string, options: ImportOptions): Promise<string> {
  const uploaded = await upload(api, file);
  const self = `/v1/imports/${uploaded.id}`;
  // Whatever is not imported need not lie about for a day.
  let isImported = false;
  try {
    if (options.map || options.dateOrder) await api.put(`${self}/mapping`, mappingOf(uploaded, options));
    else if (uploaded.state === 'uploaded') throw new CliError(missing(uploaded));
    const checked = await settled(api, self, 'checking', 'Checking');
    console.log(await summary(api, self, checked));
    const { counts } = checked;
    if (options.dryRun) return 'Nothing is registered: this was a dry run.';
    if (counts.refused > 0 && !options.skipRefused)
      throw new CliError('Nothing is imported. Mend these lines, or import the others with --skip-refused.');
    if (counts.registers + counts.changes === 0) return 'There is nothing to import.';
    if (!options.yes) await confirm(counts);
    await api.post(`${self}/apply`, { skipRefused: options.skipRefused === true });
    const applied = await settled(api, self, 'applying', 'Importing');
    if (applied.state !== 'applied')
      throw new CliError(applied.error?.detail ?? `The import is ${applied.state}.`);
    isImported = true;
    return `Imported: ${applied.counts.registers} registered, ${applied.counts.changes} changed.`;
  } finally {
    if (!isImported) await api.delete(self).catch(() => undefined);
  }
}

async function upload(api: Api, file: string): Promise<Import> {
  const { size } = await stat(file).catch(() => {
    throw new CliError(`There is no file ${file}.`);
  });
  const progress = startProgress('Sending');
  const stream = createReadStream(file);
  stream.on('data', () => progress.show(stream.bytesRead, size));
  stream.pause();
  try {
    const query = new URLSearchParams({ fileName: basename(file) });
    return await api.upload<Import>(`/v1/imports?${query.toString()}`, stream, 'text/csv');
  } finally {
    stream.destroy();
    progress.end();
  }
}

function missing({ missing, columns }: Import): string {
  const [field = ''] = missing;
  return `No column holds ${missing.join(', ')}. The columns are ${columns.map(({ name }) => `"${name}"`).join(', ')}; say which it is, such as --map "${columns[0]?.name ?? 'Column'}=${field}".`;
}

/** The columns as they were recognised, but for those that `--map` names. */
function mappingOf({ columns, dateOrder }: Import, options: ImportOptions) {
  const fields = columns.map(({ field }) => field);
  for (const each of options.map ?? []) {
    const at = each.lastIndexOf('=');
    const name = each.slice(0, at).trim().toLowerCase();
    const column = columns.findIndex((column) => column.name.toLowerCase() === name);
    if (at < 1 || column < 0)
      throw new CliError(
        `--map "${each}" names no column; there are ${columns.map((column) => `"${column.name}"`).join(', ')}. Write it as "Column=field".`,
      );
    const field = readField(each.slice(at + 1).trim());
    // A field that is in another column by its name is meant to be in this one.
    if (field !== null && field !== 'metadata' && fields.includes(field))
      fields[fields.indexOf(field)] = null;
    fields[column] = field;
  }
  return { fields, dateOrder: options.dateOrder ?? dateOrder };
}

function readField(text: string): ImportField | null {
  if (text === '') return null;
  const field = importFields.find((each) => each === text);
  if (!field) throw new CliError(`"${text}" is no field; there are ${importFields.join(', ')}.`);
  return field;
}

async function settled(api: Api, self: string, during: Import['state'], label: string): Promise<Import> {
  const progress = startProgress(label);
  try {
    for (;;) {
      const found = await api.get<Import>(self);
      if (found.state !== during) return found;
      progress.show(found.done, found.total);
      await sleep(lookEveryMs);
    }
  } finally {
    progress.end();
  }
}

async function summary(api: Api, self: string, imported: Import): Promise<string> {
  if (imported.error) throw new CliError(imported.error.detail);
  const { counts, notes } = imported;
  const { data } = await api.get<{ data: ImportLine[] }>(`${self}/lines?outcome=refused&limit=${linesShown}`);
  const more = counts.refused - data.length;
  return [
    ...notes,
    ...(data.length > 0 ? ['', table(['LINE', 'COLUMN', 'VALUE', 'WHY'], data.flatMap(rowsOf))] : []),
    ...(more > 0 ? [`and ${more} more lines`] : []),
    '',
    `${imported.lines} lines: ${counts.registers} to register, ${counts.changes} to change, ${counts.unchanged} as they are, ${counts.ignored} to leave alone, ${counts.refused} refused.`,
  ].join('\n');
}

function rowsOf({ line, reasons }: ImportLine): string[][] {
  return reasons.map(({ column, value, message }) => [String(line), column, value, message]);
}

async function confirm({ registers, changes }: Import['counts']): Promise<void> {
  if (!process.stdin.isTTY)
    throw new CliError('Nothing is imported, for nobody can be asked here; add --yes to import.');
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await line.question(`Register ${registers} and change ${changes}? [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('Nothing is imported.');
  } finally {
    line.close();
  }
}

export interface ExportOptions {
  from?: string;
  to?: string;
  status?: string;
}

export async function exportTable(api: Api, { from, to, status }: ExportOptions): Promise<void> {
  const query = Object.entries({ from, to, status }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const file = await api.download(`/v1/appointments.csv?${new URLSearchParams(query).toString()}`);
  await pipeline(file, process.stdout, { end: false });
}
