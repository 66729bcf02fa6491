/** Numbers as spreadsheets leave them. */
import { mayDial, parsePhone } from '../domain/phone';
import type { Read } from './dates';

/** `4.91511E+12`, in which the last digits are lost. */
const scientific = /^\d([.,]\d+)?E\+?\d+$/i;

/** E.164 where the cell names one number; else as it stands, for whoever checks it next to say what is wrong. */
export function readPhone(
  cell: string,
  { defaultCountry, allowedCountries }: { defaultCountry: string; allowedCountries: readonly string[] },
): Read<string> {
  const text = cell.trim().replace(/^'/, '').trim();
  if (scientific.test(text))
    return {
      kind: 'error',
      message:
        'has lost its last digits in the spreadsheet; format the column as text, enter the number again and save',
    };
  // A spreadsheet that takes it for an amount drops the plus, and adds a ".0".
  const digits = /^([1-9]\d{6,14})([.,]0)?$/.exec(text)?.[1];
  if (digits === undefined) return { kind: 'ok', value: text };

  const national = parsePhone(digits, defaultCountry);
  const international = parsePhone(`+${digits}`, defaultCountry);
  if (international.kind === 'error') return { kind: 'ok', value: digits };
  if (national.kind === 'error' || national.e164 === international.e164)
    return { kind: 'ok', value: international.e164 };
  // Both are numbers: the one that may be called is meant, or the mobile one, whose digits are counted more strictly.
  const readings = [international, national];
  const meant =
    only(readings, (each) => mayDial(each, allowedCountries) === 'ok') ??
    only(readings, ({ type }) => type === 'MOBILE');
  if (meant) return { kind: 'ok', value: meant.e164 };
  return {
    kind: 'error',
    message: 'may be two numbers; write it with + and the country code, in a column formatted as text',
  };
}

function only<T>(list: readonly T[], holds: (each: T) => boolean): T | undefined {
  const found = list.filter(holds);
  return found.length === 1 ? found[0] : undefined;
}
