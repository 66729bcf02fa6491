/** A CSV file line by line, as it comes in; what is wrong with it as a whole ends it at once. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { FileEncoding } from '../domain/words';
import { findDelimiter, readSeparatorLine, type Delimiter } from './delimiter';
import { FileError, unreadable } from './file-error';
import { limits as usual } from './limits';
import { TextReader } from './text-reader';

export interface CsvLine {
  /** Where it begins in the file, the header being line 1. */
  line: number;
  /** Without those at its end that are empty. */
  cells: string[];
}

export interface CsvFile {
  header: string[];
  delimiter: Delimiter;
  /** Without those that are blank. */
  lines: AsyncIterable<CsvLine>;
  /** As far as it has been read. */
  encoding(): FileEncoding;
}

/** So much of the text is looked at for the delimiter. */
const headCharacters = 64 * 1024;

/** Reads the header. @throws FileError; so do the lines */
export async function openCsv(
  bytes: AsyncIterable<Buffer>,
  limits: Readonly<Record<keyof typeof usual, number>> = usual,
): Promise<CsvFile> {
  const reader = new TextReader(limits.bytes);
  const parts = reader.read(bytes);
  let head = '';
  while (head.length < headCharacters) {
    const part = await parts.next();
    if (part.done === true) break;
    head += part.value;
  }
  const hint = readSeparatorLine(head);
  const body = head.slice(hint?.length ?? 0);
  const delimiter = hint?.delimiter ?? findDelimiter(body);
  const lines = readLines(body, parts, { delimiter, firstLine: hint ? 2 : 1, maxBytes: limits.lineBytes });

  const first = await lines.next();
  if (first.done === true) throw unreadable('The file is empty; its first line has to name the columns.');
  const header = first.value.cells.map((cell) => cell.trim());
  if (header.length > limits.columns)
    throw unreadable(`The file has ${header.length} columns; ${limits.columns} are taken at most.`);
  return {
    header,
    delimiter,
    lines: upTo(limits.lines, lines),
    encoding: () => reader.encoding ?? 'utf-8',
  };
}

async function* readLines(
  head: string,
  parts: AsyncGenerator<string>,
  { delimiter, firstLine, maxBytes }: { delimiter: Delimiter; firstLine: number; maxBytes: number },
): AsyncGenerator<CsvLine> {
  /** The last one that a record has ended in, as far as the parser is; what it gives may still wait to be taken. */
  let lastLine = firstLine - 1;
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxBytes,
    // Its line goes before the cells, for a record is a list of texts.
    on_record: (record, { lines }) => {
      lastLine = lines + firstLine - 1;
      const cells = withoutEmptyEnd(record);
      return cells.length === 0 ? null : [String(lastLine - lineBreaksIn(record)), ...cells];
    },
  });
  pipeline(Readable.from(joined(head, parts)), parser, () => undefined);
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<string[]>)
      yield { line: Number(line), cells };
  } catch (error) {
    throw error instanceof CsvError ? readable(error, lastLine + 1, maxBytes) : error;
  }
}

async function* joined(head: string, parts: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* parts;
}

function withoutEmptyEnd(record: string[]): string[] {
  const last = record.findLastIndex((cell) => cell.trim() !== '');
  return record.slice(0, last + 1);
}

function lineBreaksIn(record: string[]): number {
  return record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
}

async function* upTo(max: number, lines: AsyncGenerator<CsvLine>): AsyncGenerator<CsvLine> {
  let seen = 0;
  for await (const line of lines) {
    if (++seen > max)
      throw new FileError('too_large', `The file has more than ${max} lines besides its header; split it.`);
    yield line;
  }
}

/** The parser's own words may repeat what stands in the file. */
function readable({ code }: CsvError, line: number, maxBytes: number): FileError {
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new FileError(
      'too_large',
      `What begins in line ${line} is longer than ${Math.floor(maxBytes / 1024)} kB; a closing quote may be missing there.`,
    );
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return unreadable(`A quote that is opened in line ${line} or after it is never closed.`);
  if (code === 'INVALID_OPENING_QUOTE' || code === 'CSV_INVALID_CLOSING_QUOTE')
    return unreadable(
      `In line ${line} or soon after it a quote stands in the midst of a cell; put the whole cell in quotes and write the one inside twice ("").`,
    );
  return unreadable(`Line ${line} cannot be read (${code}).`);
}
