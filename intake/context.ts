import type { Actor } from '../db/events';
import type { Office, Rules } from '../domain/policy';

/** Under which settings something is taken in. */
export interface IntakeSettings {
  office: Office;
  rules: Rules;
  /** ISO 3166-1 alpha-2, for numbers without a country code. */
  defaultCountry: string;
}

/** Who brings it, when, and under which settings. */
export interface Intake {
  settings: IntakeSettings;
  actor: Actor;
  nowMs: number;
}
