/** A row of a source, as it stands there: all text, to be checked like anything that comes from outside. */
export interface SourceRow {
  /** The source's own name for the appointment; empty when it gave none. */
  externalId: string;
  /** By column; null or left out where the source has nothing. */
  values: Readonly<Partial<Record<Column, string | null>>>;
  /** What the source itself could make no sense of. */
  problems?: readonly RowProblem[];
}

/** Why a row cannot be taken in: the column, what it holds, and what to do. */
export interface RowProblem {
  column: Column | 'external_id';
  value?: string;
  message: string;
}

/** What a source gives of an appointment, besides its `external_id`. */
export const columns = [
  'client_name',
  'phone',
  'starts_at',
  'time_zone',
  'client_time_zone',
  'locale',
  'duration_minutes',
  'cancelled',
  'metadata',
  'updated_at',
] as const;
export type Column = (typeof columns)[number];

/** What makes a source unreadable as a whole, in words without anything personal, for the operator. */
export class SourceError extends Error {}
