/** Lines of an import as they are read under the office's settings. */
import type { ImportLine, LineReason, Verdict } from '../../db/import-lines';
import type { Import } from '../../db/imports';
import { readLine, reasonAt, type ReadLine, type Table } from '../../files/read-line';
import type { LineOutcome } from '../../domain/words';
import type { Refusal } from '../../intake/refusal';
import type { Deps } from '../deps';

export type WantedLine = Extract<ReadLine, { kind: 'wanted' }> & { line: ImportLine };

export function read({ office, rules, defaultCountry }: Deps, imported: Import, line: ImportLine): ReadLine {
  return readLine(line.cells, tableOf(imported), {
    timeZone: office.timeZone,
    defaultCountry,
    allowedCountries: rules.allowedCountries,
  });
}

/** What is wrong with the cell that this part of the content came from. */
export function reasonOf(imported: Import, line: ImportLine, path: string, message: string): LineReason {
  return reasonAt(line.cells, tableOf(imported), path, message);
}

/** A "no" of the rules. Whoever has cancelled is not called again, which is no mistake of the file. */
export function refusalOf(
  imported: Import,
  line: ImportLine,
  externalId: string,
  { code, message, errors }: Refusal,
): Verdict {
  if (code !== 'invalid') return verdict(line, 'ignored', { externalId, reasons: [whole(message)] });
  const reasons = errors.map(({ path, message: what }) => reasonOf(imported, line, path, what));
  return verdict(line, 'refused', { externalId, reasons });
}

export function verdict(
  { line }: ImportLine,
  outcome: LineOutcome,
  more: Partial<Pick<Verdict, 'externalId' | 'appointmentId' | 'reasons'>>,
): Verdict {
  return { externalId: null, appointmentId: null, reasons: [], ...more, line, outcome };
}

/** A reason that no cell alone is to blame for. */
export function whole(message: string): LineReason {
  return { column: '', value: '', message };
}

function tableOf({ header, fields, dateOrderRead }: Import): Table {
  return { header, fields, dateOrder: dateOrderRead ?? undefined };
}
