import { E164 } from '../script';
import { RestError } from './errors';

/** Twilio's magic numbers for testing: https://www.twilio.com/docs/iam/test-credentials */
const REFUSED_CALLS: Record<string, [number, string]> = {
  '+15005550001': [21211, 'The phone number you are attempting to call, +15005550001, is not valid.'],
  '+15005550002': [21214, "'To' phone number cannot be reached"],
  '+15005550003': [
    21215,
    'Account not authorized to call +15005550003. Perhaps you need to enable some international permissions',
  ],
  '+15005550004': [21216, 'Account not allowed to call +15005550004. The number is blocked'],
};
const REFUSED_MESSAGES: Record<string, [number, string]> = {
  '+15005550001': [21211, "Invalid 'To' Phone Number: +15005550001"],
  '+15005550002': [21612, "The 'To' phone number +15005550002 is not currently reachable"],
  '+15005550003': [21408, 'Permission to send an SMS has not been enabled for the region of +15005550003'],
  '+15005550004': [21610, 'Attempt to send to unsubscribed recipient'],
  '+15005550009': [21614, "'To' number +15005550009 is not a valid mobile number"],
};

/** @throws RestError 400 if Twilio would not call this number */
export function checkCallTo(to: string | undefined): string {
  if (to === undefined || to === '') throw new RestError(400, 21201, "No 'To' number is specified");
  if (!E164.safeParse(to).success) {
    throw new RestError(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`);
  }
  refuse(REFUSED_CALLS[to]);
  return to;
}

/** @throws RestError 400 if Twilio would not write to this number */
export function checkMessageTo(to: string | undefined): string {
  if (to === undefined || to === '') throw new RestError(400, 21604, "A 'To' phone number is required.");
  if (!E164.safeParse(to).success) throw new RestError(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  refuse(REFUSED_MESSAGES[to]);
  return to;
}

/** @throws RestError 400 if the account may not call from this number */
export function checkCallFrom(owned: readonly string[], from: string | undefined): string {
  if (from === undefined || from === '') throw new RestError(400, 21213, "'From' phone number is required");
  if (!E164.safeParse(from).success) {
    throw new RestError(400, 21212, `The 'From' number ${from} is not a valid phone number or shortcode.`);
  }
  if (!owned.includes(from)) {
    const hint = "You may only make calls from phone numbers that you've verified or purchased from Twilio.";
    const what = `The source phone number provided, ${from}, is not yet verified for your account.`;
    throw new RestError(400, 21210, `${what} ${hint}`);
  }
  return from;
}

/** @throws RestError 400 if the account may not write from this number */
export function checkMessageFrom(owned: readonly string[], from: string): string {
  if (!E164.safeParse(from).success) throw new RestError(400, 21212, `Invalid 'From' Phone Number: ${from}`);
  if (!owned.includes(from)) {
    const what = `The 'From' phone number provided (${from}) is not a valid message-capable Twilio phone number`;
    throw new RestError(400, 21606, what);
  }
  return from;
}

function refuse(refusal: [number, string] | undefined): void {
  if (refusal !== undefined) throw new RestError(400, ...refusal);
}

/** American numbers as Twilio formats them; all others stay as they are. */
export function formatted(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}
