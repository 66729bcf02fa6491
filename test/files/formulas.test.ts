import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withMark, withoutMark } from '../../files/formulas';

const cells = fc
  .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '＝', 'a', ' '))
  .map((signs) => signs.join(''));

it('no cell begins like a formula, and each is read back', () => {
  fc.assert(
    fc.property(cells, (cell) => {
      expect(withMark(cell)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      expect(withoutMark(withMark(cell))).toBe(cell);
    }),
    { numRuns: 2_000 },
  );
});

it('leaves others as they are', () => {
  for (const cell of ['Ada', "'s-Gravenhage", "O'Neil", '', '1+1']) {
    expect(withMark(cell)).toBe(cell);
    expect(withoutMark(cell)).toBe(cell);
  }
});
