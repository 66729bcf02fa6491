/** The top of an axis: the next round number, 1, 2 or 5 times a power of ten; never less than 1. */
export function roundTop(max: number): number {
  if (max <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  return power * ([1, 2, 5].find((step) => step * power >= max) ?? 10);
}

/** Every how many labels one has room, so that they do not touch. */
export function labelEvery(count: number, longest: number, widthPx: number): number {
  const each = longest * 7.5 + 10;
  return Math.max(1, Math.ceil((count * each) / Math.max(1, widthPx)));
}
