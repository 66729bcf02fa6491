/** What parts the cells of a file: Excel takes a semicolon where the comma is in numbers. */
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Lines that are looked at. */
const linesSeen = 10;

/** Excel's own hint, a first line such as `sep=;`: what it says, and how long it is. */
export function readSeparatorLine(head: string): { delimiter: Delimiter; length: number } | undefined {
  const line = /^"?sep=(.)"?(\n|$)/i.exec(head);
  const delimiter = delimiters.find((each) => each === line?.[1]);
  return line && delimiter ? { delimiter, length: line[0].length } : undefined;
}

/** The one that comes equally often in most of the first lines; of several, the one that comes most often. */
export function findDelimiter(head: string): Delimiter {
  const rows = countsByLine(head);
  const [header] = rows;
  const scores = delimiters.map((delimiter) => {
    const columns = header?.get(delimiter) ?? 0;
    const alike = rows.filter((row) => row.get(delimiter) === columns).length;
    return { delimiter, columns, score: columns === 0 ? 0 : alike * 1_000 + columns };
  });
  return scores.reduce((best, each) => (each.score > best.score ? each : best)).delimiter;
}

/** How often each comes in the first lines, outside of quotes. */
function countsByLine(head: string): Map<string, number>[] {
  const rows: Map<string, number>[] = [];
  let row = new Map<string, number>();
  let isQuoted = false;
  let isBlank = true;
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\n' && !isQuoted) {
      if (!isBlank && rows.push(row) === linesSeen) return rows;
      row = new Map();
      isBlank = true;
      continue;
    } else if (!isQuoted) row.set(character, (row.get(character) ?? 0) + 1);
    isBlank = false;
  }
  // What the head cuts off in its midst does not count, unless there is nothing else.
  return rows.length > 0 ? rows : [row];
}
