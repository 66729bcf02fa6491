/** A table as spreadsheets open it without harm, and as our own import reads it back. */
import type { Duplex } from 'node:stream';
import { stringify } from 'csv-stringify';
import { withMark } from './formulas';

export type Cell = string | number | boolean | null;

/** Takes rows by column; the columns are those of the header. */
export function csvWriter(header: readonly string[]): Duplex {
  return stringify({
    header: true,
    columns: [...header],
    // Without it Excel takes UTF-8 for the code page of its machine.
    bom: true,
    record_delimiter: 'windows',
    // Texts are quoted, whatever parts cells where the file is opened.
    quoted_string: true,
    cast: { string: withMark, boolean: (value) => (value ? 'yes' : 'no') },
  });
}
