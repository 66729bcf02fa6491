import type { Config } from '../../config';
import { Problem } from '../problem';
import type { NoTestCall } from './test-call';

/** Why no call goes out, and what to do. */
export function explain(failed: NoTestCall, config: Pick<Config, 'testClientPhone' | 'dialOnly'>): Problem {
  const phone = config.testClientPhone ?? 'TEST_CLIENT_PHONE';
  switch (failed.kind) {
    case 'no_test_phone':
      return new Problem(
        409,
        failed.kind,
        'TEST_CLIENT_PHONE is not set, so there is no phone to ring. Put your own number into .env, for example TEST_CLIENT_PHONE=+15551234567, and start again.',
      );
    case 'no_appointment':
      return new Problem(404, 'not_found', 'There is no such appointment.');
    case 'not_in_dial_only':
      return new Problem(
        409,
        failed.kind,
        `DIAL_ONLY does not name ${phone}, so it must not be called. Add it: DIAL_ONLY=${[...(config.dialOnly ?? []), phone].join(',')}`,
      );
    case 'opted_out':
      return new Problem(
        409,
        failed.kind,
        `${phone} has asked for no more calls (key 9 or STOP). To take that back: DELETE /v1/opt-outs/${phone}`,
      );
    case 'number_busy':
      return new Problem(
        409,
        failed.kind,
        `Another call to ${phone} is under way. Wait until it is over, a minute or two, and try again.`,
      );
    case 'too_slow':
      return new Problem(
        503,
        'unavailable',
        'The database was too slow, so the call was not sent. Please try again.',
      );
    case 'not_accepted': {
      const seconds = Math.ceil(failed.retryAfterMs / 1000);
      return new Problem(
        503,
        'unavailable',
        `Twilio did not take the call: ${failed.detail}. Try again in ${seconds} seconds.`,
        { headers: { 'Retry-After': String(seconds) } },
      );
    }
    case 'refused':
      return new Problem(502, failed.kind, `Twilio refused the call, code ${failed.code}: ${failed.detail}.`);
  }
}
