import { describe, expect, it } from 'vitest';
import { accountCodes, classify, numberCodes } from '../../telephony/errors';

/** As the `twilio` package throws it. */
const answered = (status: number, code?: number) => Object.assign(new Error('said Twilio'), { status, code });
/** As axios throws it. */
const network = (code: string, cause?: object) => Object.assign(new Error(code), { code, cause });

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

  it.each([
    ['too many requests', answered(429, 20429)],
    ['nobody listens', network('ECONNREFUSED')],
    ['no such host', network('ENOTFOUND')],
    ['the resolver is away', network('EAI_AGAIN')],
    ['no answer while connecting', network('ETIMEDOUT', { syscall: 'connect' })],
    ['no route while connecting', network('EHOSTUNREACH', { syscall: 'connect' })],
  ])('%s: certainly not accepted', (_name, error) => {
    expect(classify(error)).toMatchObject({
      kind: 'not_accepted',
      retryAfterMs: expect.any(Number) as number,
    });
  });

  it.each([
    ['500', answered(500, 20500)],
    ['503', answered(503)],
    ['302', answered(302)],
    ['408', answered(408)],
    ['reset', network('ECONNRESET', { syscall: 'read' })],
    ['silence', network('ETIMEDOUT')],
    ['broken pipe', network('EPIPE', { syscall: 'write' })],
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
