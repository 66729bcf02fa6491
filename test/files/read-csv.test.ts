import { describe, expect, it } from 'vitest';
import { FileError } from '../../files/file-error';
import { limits } from '../../files/limits';
import { openCsv } from '../../files/read-csv';

/** In parts of any size, for a character or a line end may be cut in two. */
async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(file: string | Buffer, size = 1 << 16) {
  const opened = await openCsv(inParts(Buffer.from(file), size));
  const lines = [];
  for await (const { line, cells } of opened.lines) lines.push([line, ...cells]);
  return { header: opened.header, delimiter: opened.delimiter, encoding: opened.encoding(), lines };
}

async function refusal(file: string | Buffer): Promise<string> {
  try {
    await read(file);
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
  return 'was read';
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const text = 'Name;Straße\r\nÄda;"Gasse ""7"""\r\n';

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 LE', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', utf16be(`\ufeff${text}`), 'utf-16be'],
    ['Windows-1252', Buffer.from(text, 'latin1'), 'windows-1252'],
  ])('%s', async (_, bytes, encoding) => {
    for (const size of [1, 2, 3, 7, 1 << 16])
      expect(await read(bytes, size)).toEqual({
        header: ['Name', 'Straße'],
        delimiter: ';',
        encoding,
        lines: [[2, 'Äda', 'Gasse "7"']],
      });
  });

  it('knows Windows-1252 by its own signs, and needs none in ASCII', async () => {
    expect((await read(Buffer.from([...Buffer.from('a;b\n'), 0x80, 0x3b, 0x92]))).lines).toEqual([
      [2, '€', '’'],
    ]);
    expect((await read('a;b\n1;2')).encoding).toBe('utf-8');
  });

  it('tells Windows-1252 from UTF-8 at a character that is cut off at the end', async () => {
    expect((await read(Buffer.from('a;b\n1;\u00e9', 'latin1'))).lines).toEqual([[2, '1', 'é']]);
  });
});

it.each([
  ['commas', 'a,b,c\n1,2,3', ','],
  ['semicolons', 'a;b;c\n"1,5";"2,5";3', ';'],
  ['tabs', 'a\tb\n1\t2', '\t'],
  ['bars', 'a|b\n1|2', '|'],
  ['commas in a header of semicolons', 'Name, first;Phone\nAda;1\nBob;2', ';'],
  ['quoted ones do not count', '"a;b;c;d",e\n"1;2;3",4', ','],
  ['what Excel says', 'sep=;\r\na,b;c\n1;2', ';'],
  ['one column', 'a\n1', ','],
])('finds the delimiter: %s', async (_, file, delimiter) => {
  expect((await read(file)).delimiter).toBe(delimiter);
});

describe('lines', () => {
  it('have the numbers that they have in the file', async () => {
    const file = 'a;b\r\n1;2\r\n\r\n"x\r\n\r\ny";3\r\n;;\r\n  ;\r\n4;5;;;\r\n';
    for (const size of [1, 5, 1 << 16])
      expect((await read(file, size)).lines).toEqual([
        [2, '1', '2'],
        [4, 'x\n\ny', '3'],
        [9, '4', '5'],
      ]);
    expect((await read('sep=;\r\n\r\na;b\r\n1;2')).lines).toEqual([[4, '1', '2']]);
  });

  it('may end as on old Macintoshes, or in a mixture', async () => {
    expect((await read('a,b\r1,2\n3,4\r\n5,6')).lines.map(([line]) => line)).toEqual([2, 3, 4]);
  });
});

describe('what is no table ends with what to do', () => {
  it.each([
    ['nothing', '', 'The file is empty'],
    ['blank lines', '\n\n \n', 'The file is empty'],
    ['a NUL', 'a,b\n1,\u00002', 'Line 2 contains a NUL'],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'UTF-16 without a byte order mark'],
    ['an Excel workbook', 'PK\u0003\u0004rest', 'save it as "CSV UTF-8"'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), 'NUL'],
    ['a quote that stays open', 'a,b\n1,2\n"3,4\n5,6', 'A quote that is opened in line 3 or after it'],
    ['a quote in a cell', 'a,b\n1,2\n3,4"5\n', 'In line 3 or soon after it a quote stands in the midst'],
    ['text after a quote', 'a,b\n"1"2,3', 'put the whole cell in quotes'],
    [
      'UTF-8, then Windows-1252',
      Buffer.concat([Buffer.from('a\nä\n'), Buffer.from('ä\n', 'latin1')]),
      'in another encoding than before',
    ],
    [
      'Windows-1252, then UTF-8',
      Buffer.concat([Buffer.from('a\nä\n', 'latin1'), Buffer.from('ä\n')]),
      'in another encoding than before',
    ],
    ['half of a pair in UTF-16', Buffer.from('\ufeffa\n\ud800x', 'utf16le'), 'in another encoding'],
    ['a header of 10,000 columns', Array.from({ length: 10_000 }, (_, n) => n).join(), '10000 columns; 200'],
    ['a line without end', `a,b\n1,2\n${'x'.repeat(70_000)}`, 'What begins in line 3 is longer than 64 kB'],
    ['a header without end', 'x'.repeat(70_000), 'What begins in line 1 is longer than 64 kB'],
  ])('%s', async (_, file, words) => {
    expect(await refusal(file)).toContain(words);
  });

  it('too many lines, and too many bytes', async () => {
    expect(await refusal(`a\n${'1\n'.repeat(limits.lines)}`)).toBe('was read');
    expect(await refusal(`a\n${'1\n'.repeat(limits.lines + 1)}`)).toContain('more than 100000 lines');
    const few = { ...limits, bytes: 10 };
    await expect(openCsv(inParts(Buffer.from('a,b\n1,2\n3,4'), 4), few)).rejects.toThrow('larger than');
  });
});
