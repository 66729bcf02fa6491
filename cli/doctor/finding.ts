/** What the doctor says about one thing. */
export type Finding =
  | { kind: 'well'; text: string }
  /** Works, but may not be what was meant. */
  | { kind: 'note'; text: string; remedy: string }
  | { kind: 'ill'; text: string; remedy: string };

export const well = (text: string): Finding => ({ kind: 'well', text });
export const note = (text: string, remedy: string): Finding => ({ kind: 'note', text, remedy });
export const ill = (text: string, remedy: string): Finding => ({ kind: 'ill', text, remedy });

const marks = { well: '✔', note: '!', ill: '✘' } as const;

export function line(finding: Finding): string {
  const first = `${marks[finding.kind]} ${finding.text}`;
  return finding.kind === 'well' ? first : `${first}\n  → ${finding.remedy}`;
}
