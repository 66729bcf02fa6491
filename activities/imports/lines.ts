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
): [LineOutcome, Pick<Verdict, 'externalId' | 'reasons'>] {
  if (code !== 'invalid') return ['ignored', { externalId, reasons: [{ column: '', value: '', message }] }];
  return [
    'refused',
    { externalId, reasons: errors.map(({ path, message: what }) => reasonOf(imported, line, path, what)) },
  ];
}

function tableOf({ header, fields, dateOrderRead }: Import): Table {
  return { header, fields, dateOrder: dateOrderRead ?? undefined };
}
