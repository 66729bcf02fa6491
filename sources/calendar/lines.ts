/** The content lines of iCalendar (RFC 5545, 3.1): unfolded, decoded, taken apart. */

export interface ContentLine {
  /** In capitals, such as `DTSTART`. */
  name: string;
  /** By name in capitals; of a list only the first. */
  params: Readonly<Partial<Record<string, string>>>;
  value: string;
  /** In the file, from 1: where an operator may look. */
  number: number;
}

const newline = 0x0a;

/** Lines that are none, such as those of a web page, come with an empty name. */
export async function* contentLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ContentLine> {
  // Unfolded as bytes: some programs fold in the middle of a letter.
  let folded: Buffer[] = [];
  let startedAt = 0;
  let number = 0;
  for await (const physical of physicalLines(bytes)) {
    number++;
    const isContinued = physical[0] === 0x20 || physical[0] === 0x09;
    if (isContinued && folded.length > 0) {
      folded.push(physical.subarray(1));
      continue;
    }
    if (folded.length > 0) yield parseLine(decode(folded), startedAt);
    folded = physical.length > 0 ? [physical] : [];
    startedAt = number;
  }
  if (folded.length > 0) yield parseLine(decode(folded), startedAt);
}

/** Without their ends. */
async function* physicalLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const part of bytes) {
    let chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline)) {
      yield withoutReturn(Buffer.concat([...rest, chunk.subarray(0, end)]));
      rest = [];
      chunk = chunk.subarray(end + 1);
    }
    if (chunk.length > 0) rest.push(chunk);
  }
  if (rest.length > 0) yield withoutReturn(Buffer.concat(rest));
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin = new TextDecoder('windows-1252');

/** Line by line, for some exports mix encodings. Control characters would be heard by nobody and stored nowhere. */
function decode(parts: readonly Buffer[]): string {
  const bytes = Buffer.concat(parts);
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    text = latin.decode(bytes);
  }
  return text.replace(/[\u0000-\u001f\u007f]/g, ' ');
}

const pattern = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s;
const param = /;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)/g;

function parseLine(text: string, number: number): ContentLine {
  const [, name = '', given = '', value = ''] = pattern.exec(text) ?? [];
  const params = Object.fromEntries(
    [...given.matchAll(param)].map(([, key = '', of = '']) => [
      key.toUpperCase(),
      of.replace(/^"(.*)"$/, '$1'),
    ]),
  );
  return { name: name.toUpperCase(), params, value, number };
}

/** Of a property of type TEXT (RFC 5545, 3.3.11). */
export function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, character: string) =>
    character === 'n' || character === 'N' ? '\n' : character,
  );
}
