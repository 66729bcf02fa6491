import type { Config } from '../../config';
import type { NoTestCall } from './test-call';

/** Why no call goes out and what to do, with the HTTP status that goes with it. */
export function explain(failed: NoTestCall, config: Config): { status: number; problem: string } {
  const phone = config.testClientPhone ?? 'TEST_CLIENT_PHONE';
  switch (failed.kind) {
    case 'no_test_phone':
      return {
        status: 409,
        problem:
          'TEST_CLIENT_PHONE is not set, so there is no phone to ring. Put your own number into .env, for example TEST_CLIENT_PHONE=+15551234567, and start again.',
      };
    case 'no_appointment':
      return { status: 404, problem: 'There is no such appointment.' };
    case 'not_in_dial_only':
      return {
        status: 409,
        problem: `DIAL_ONLY does not name ${phone}, so it must not be called. Add it: DIAL_ONLY=${[...(config.dialOnly ?? []), phone].join(',')}`,
      };
    case 'opted_out':
      return {
        status: 409,
        problem: `${phone} has asked for no more calls (key 9 or STOP). To take that back: DELETE /v1/opt-outs/${phone}`,
      };
    case 'number_busy':
      return {
        status: 409,
        problem: `Another call to ${phone} is under way. Wait until it is over, a minute or two, and try again.`,
      };
    case 'too_slow':
      return {
        status: 503,
        problem: 'The database was too slow, so the call was not sent. Please try again.',
      };
    case 'not_accepted':
      return {
        status: 503,
        problem: `Twilio did not take the call: ${failed.detail}. Try again in ${Math.ceil(failed.retryAfterMs / 1000)} seconds.`,
      };
    case 'refused':
      return { status: 502, problem: `Twilio refused the call, code ${failed.code}: ${failed.detail}.` };
  }
}
