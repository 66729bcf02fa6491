/** From the bytes of a file to its text, as they come in: whatever its encoding, its lines end with \n. */
import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { FileEncoding } from '../domain/words';
import { FileError, unreadable } from './file-error';

const saveAsUtf8 = 'save it again as "CSV UTF-8"';

export class TextReader {
  /** Undefined as long as all is ASCII, which is the same in each of them but UTF-16. */
  encoding: FileEncoding | undefined;
  /** The line that has been read up to. */
  line = 1;
  private decoder: TextDecoder | undefined;
  private endsWithReturn = false;
  private lastByte = 0;

  constructor(private readonly maxBytes: number) {}

  /** @throws FileError */
  async *read(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
    let bytesSeen = 0;
    let isBegun = false;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of source) {
      bytesSeen += chunk.length;
      if (bytesSeen > this.maxBytes)
        throw new FileError(
          'too_large',
          `The file is larger than ${Math.floor(this.maxBytes / 1024 / 1024)} MB; split it.`,
        );
      let bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      if (!isBegun) {
        // A byte order mark has up to three bytes, the mark of a workbook four.
        if (bytes.length < 4) {
          rest = bytes;
          continue;
        }
        this.begin(bytes);
        isBegun = true;
      }
      rest = Buffer.alloc(0);
      if (!this.decoder) {
        const decided = this.decide(bytes, false);
        rest = bytes.subarray(decided);
        bytes = bytes.subarray(0, decided);
      }
      yield this.text(bytes, false);
    }
    if (!isBegun) this.begin(rest);
    if (!this.decoder) this.decide(rest, true);
    yield this.text(rest, true);
  }

  private begin(bytes: Buffer): void {
    if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1')))
      throw unreadable('This is an Excel workbook, not a CSV file; in Excel, save it as "CSV UTF-8".');
    const [first, second, third] = bytes;
    if (first === 0xff && second === 0xfe) this.decodeAs('utf-16le');
    else if (first === 0xfe && second === 0xff) this.decodeAs('utf-16be');
    else if (first === 0xef && second === 0xbb && third === 0xbf) this.decodeAs('utf-8');
  }

  /**
   * The first character beyond ASCII tells UTF-8 from Windows-1252: by chance a text of the one is hardly ever one of
   * the other. Returns how many bytes may be decoded by now.
   */
  private decide(bytes: Buffer, isEnd: boolean): number {
    if (isAscii(bytes)) return bytes.length;
    const at = bytes.findIndex((byte) => byte >= 0x80);
    const length = lengthInUtf8(bytes[at] ?? 0);
    if (at + length > bytes.length && !isEnd) return at;
    this.decodeAs(length > 0 && isUtf8(bytes.subarray(at, at + length)) ? 'utf-8' : 'windows-1252');
    return bytes.length;
  }

  private decodeAs(encoding: FileEncoding): void {
    this.encoding = encoding;
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  private text(bytes: Buffer, isEnd: boolean): string {
    if (this.encoding === 'windows-1252') this.refuseUtf8(bytes);
    let text: string;
    try {
      text = this.decoder ? this.decoder.decode(bytes, { stream: !isEnd }) : bytes.toString('latin1');
    } catch {
      throw this.mixed();
    }
    const lines = this.withPlainLineEnds(text);
    const nul = lines.indexOf('\0');
    this.line += count(nul < 0 ? lines : lines.slice(0, nul), '\n');
    if (nul >= 0)
      throw unreadable(
        `Line ${this.line} contains a NUL: this is no text file, or it is UTF-16 without a byte order mark; ${saveAsUtf8}.`,
      );
    return lines;
  }

  /** "Ã" before a sign is what UTF-8 looks like in Windows-1252, and is no word in any language. */
  private refuseUtf8(bytes: Buffer): void {
    for (const byte of bytes) {
      if (this.lastByte === 0xc3 && byte >= 0x80 && byte < 0xc0) throw this.mixed();
      this.lastByte = byte;
    }
  }

  private mixed(): FileError {
    return unreadable(
      `After line ${this.line} the file is in another encoding than before, so that names would be spoiled; ${saveAsUtf8}.`,
    );
  }

  private withPlainLineEnds(text: string): string {
    if (text === '') return text;
    // The other half of one that the part before has ended with.
    const begins = this.endsWithReturn && text.startsWith('\n') ? 1 : 0;
    this.endsWithReturn = text.endsWith('\r');
    return (begins > 0 ? text.slice(begins) : text).replace(/\r\n?/g, '\n');
  }
}

/** 0 where no character of several bytes begins. */
function lengthInUtf8(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

function count(text: string, of: string): number {
  let found = 0;
  for (let at = text.indexOf(of); at >= 0; at = text.indexOf(of, at + 1)) found++;
  return found;
}
