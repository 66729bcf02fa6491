import { describe, expect, it } from 'vitest';
import { segments } from '../../messages/segments';

describe('segments of an SMS', () => {
  it.each([
    ['', 'GSM-7', 0, 1],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['Grüße à Ñ ¡¿', 'GSM-7', 12, 1],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    ['€'.repeat(81), 'GSM-7', 162, 2],
    ['más', 'UCS-2', 3, 1],
    ['á'.repeat(70), 'UCS-2', 70, 1],
    ['á'.repeat(71), 'UCS-2', 71, 2],
    ['👋', 'UCS-2', 2, 1],
    ['’', 'UCS-2', 1, 1],
    ['2:30\u202fPM', 'UCS-2', 7, 1],
  ])('%s', (text, encoding, characters, count) => {
    expect(segments(text)).toEqual({ encoding, characters, segments: count });
  });
});
