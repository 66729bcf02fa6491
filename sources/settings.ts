import type { CalendarSettings } from './calendar';

/** The sources that an office has, as the worker reads them from the settings. */
export interface SourceSettings {
  database?: DatabaseSource;
  calendar?: CalendarSettings;
  /** What becomes of an appointment that its source does not list any more. */
  missing: 'ignore' | 'cancel';
}

export interface DatabaseSource {
  url: string;
  /** Returns the appointments. */
  sql: string;
  /** Takes an answer; without it none is written back. */
  writeBackSql?: string;
}
