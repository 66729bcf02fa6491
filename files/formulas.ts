/**
 * A cell that begins like a formula is one to spreadsheets: it could send the others away, or worse. An apostrophe makes
 * it text. Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
const begins = '=+\\-@\\t\\r＝＋－＠';
const dangerous = new RegExp(`^[${begins}]`);
const marked = new RegExp(`^'[${begins}']`);

/** What looks as if it had been marked gets a mark too, so that reading gives back what was written. */
export function withMark(cell: string): string {
  return dangerous.test(cell) || marked.test(cell) ? `'${cell}` : cell;
}

export function withoutMark(cell: string): string {
  return marked.test(cell) ? cell.slice(1) : cell;
}
