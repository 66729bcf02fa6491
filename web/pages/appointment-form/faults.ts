/** Which fault belongs beside which field. */
import { Refusal, type FieldError } from '../../data/api';

/** Of all faults, by the path that the API gives them, such as `client.phone`. */
export type Faults = Readonly<Record<string, FieldError>>;

export function faultsOf(error: Error | null): Faults {
  if (!(error instanceof Refusal)) return {};
  if (error.code === 'external_id_taken')
    return { externalId: { path: 'externalId', message: error.message } };
  const faults: Record<string, FieldError> = {};
  for (const field of error.fields) faults[field.path] ??= field;
  return faults;
}

/** Those of fields that have been left, so that nobody is told of what they have not come to yet. */
export function faultsWithin(faults: Faults, left: ReadonlySet<string>): Faults {
  return Object.fromEntries(
    Object.entries(faults).filter(([path]) => left.has(path) || left.has(path.replace(/\.\d+$/, ''))),
  );
}
