/** What a file may be at most; the first limit that it meets ends it. */
export const limits = {
  bytes: 100 * 1024 * 1024,
  /** Besides the header. */
  lines: 100_000,
  columns: 200,
  /** Of one line with all its cells: whoever forgets a closing quote makes one of the rest of the file. */
  lineBytes: 64 * 1024,
} as const;
