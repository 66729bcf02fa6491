/** The top of an axis: a round number whose half is whole, so that counts have whole ticks. */
export function roundTop(max: number): number {
  if (max <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(max));
  return power * ([2, 4, 6, 10].find((step) => step * power >= max) ?? 10);
}

/** Every how many labels one has room, so that they do not touch. */
export function labelEvery(count: number, longest: number, widthPx: number): number {
  const each = longest * 7.5 + 10;
  return Math.max(1, Math.ceil((count * each) / Math.max(1, widthPx)));
}
