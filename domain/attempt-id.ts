/**
 * Names of attempts: `<appointment>-<revision>-<reminder number>-<attempt>`, such as `17-1-2-1`.
 * Revision 0 never belongs to a plan: it marks a test call.
 */
export interface AttemptKey {
  appointmentId: number;
  revision: number;
  reminder: number;
  attempt: number;
}

export function attemptId(key: AttemptKey): string {
  return `${key.appointmentId}-${key.revision}-${key.reminder}-${key.attempt}`;
}

const pattern = /^([1-9]\d{0,9})-(0|[1-9]\d{0,8})-(0|[1-9]\d{0,3})-([1-9]\d{0,3})$/;

/** Undefined when the text is not an attempt's name: it comes from URLs. */
export function parseAttemptId(text: string): AttemptKey | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [appointmentId, revision, reminder, attempt] = match.slice(1).map(Number);
  if (
    appointmentId === undefined ||
    revision === undefined ||
    reminder === undefined ||
    attempt === undefined ||
    appointmentId > 2_147_483_647
  )
    return undefined;
  return { appointmentId, revision, reminder, attempt };
}
