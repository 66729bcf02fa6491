import { describe, expect, it } from 'vitest';
import { accountCodes, classify, notSent, numberCodes } from '../../telephony/errors';

/** As the `twilio` package throws it. */
const answered = (status: number, code?: number) => Object.assign(new Error('said Twilio'), { status, code });
/** As axios throws it. */
const network = (code: string) => Object.assign(new Error(code), { code });

describe('what a failure means', () => {
  it.each([
    ['wrong credentials', answered(401, 20003), 'refused', 'account'],
    ['calling number not verified', answered(400, 21210), 'refused', 'account'],
    ['country not permitted', answered(400, 21215), 'refused', 'account'],
    ['high-risk country not permitted', answered(400, 32205), 'refused', 'account'],
    ['country not permitted, new code', answered(400, 13227), 'refused', 'account'],
    ['sending number cannot text', answered(400, 21606), 'refused', 'account'],
    ['no such account', answered(404, 20404), 'refused', 'account'],
    ['not Twilio at all', answered(404), 'refused', 'account'],
    ['forbidden, code unknown', answered(403, 29999), 'refused', 'account'],
    ['invalid number', answered(400, 21211), 'refused', 'number'],
    ['number does not look valid', answered(400, 21217), 'refused', 'number'],
    ['opted out', answered(400, 21610), 'refused', 'number'],
    ['not a mobile number', answered(400, 21614), 'refused', 'number'],
    ['blocked number', answered(400, 21216), 'refused', 'number'],
    ['400, code unknown', answered(400, 29999), 'refused', 'number'],
  ])('%s: %s', (_name, error, kind, scope) => {
    expect(classify(error)).toMatchObject({
      kind,
      scope,
      code: expect.stringMatching(/^(\d{5}|http_404)$/) as string,
    });
  });

  it('too many requests: certainly not accepted', () => {
    expect(classify(answered(429, 20429))).toMatchObject({ kind: 'not_accepted', retryAfterMs: 5_000 });
  });

  it.each([network('ECONNREFUSED'), network('ERR_CANCELED'), network('CERT_HAS_EXPIRED'), 'oops'])(
    'whatever it is, %s: what was not sent was not accepted',
    (error) => {
      expect(notSent(error)).toMatchObject({ kind: 'not_accepted', retryAfterMs: 10_000 });
    },
  );

  it.each([
    ['500', answered(500, 20500)],
    ['503', answered(503)],
    ['302', answered(302)],
    ['408', answered(408)],
    ['reset', network('ECONNRESET')],
    ['silence', network('ETIMEDOUT')],
    ['broken pipe', network('EPIPE')],
    ['our deadline', network('ERR_CANCELED')],
    ['the package’s time-out', network('ECONNABORTED')],
    ['not JSON', new SyntaxError('Unexpected token <')],
    ['not even an error', 'oops'],
    ['nothing', undefined],
  ])('%s: we cannot know', (_name, error) => {
    expect(classify(error)).toMatchObject({ kind: 'unknown' });
  });

  it('no code stands in both tables', () => {
    expect(Object.keys(numberCodes).filter((code) => code in accountCodes)).toEqual([]);
  });

  it('tells the operator in words and in Twilio’s', () => {
    expect(classify(answered(401, 20003))).toMatchObject({
      detail: 'the credentials are wrong (said Twilio)',
    });
  });
});
