/** What is wrong with a field, for whoever sent it. */
export interface FieldError {
  /** Dotted, such as `client.phone` or `reminders.0`. */
  path: string;
  /** Continues the field's name: "must …". */
  message: string;
  /** Values that would do, where there are a few. */
  choices?: string[];
}

/** Why nothing was registered or changed. `invalid` names fields; the others say what stands in the way. */
export class Refusal extends Error {
  constructor(
    readonly code: 'invalid' | 'cancelled' | 'past',
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
  }
}

export function invalidFields(errors: readonly FieldError[]): Refusal {
  return new Refusal('invalid', inWords(errors), errors);
}

export function inWords(errors: readonly FieldError[]): string {
  return errors.map(({ path, message }) => `${path} ${message}`).join('; ');
}
