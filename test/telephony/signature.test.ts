import fc from 'fast-check';
import { getExpectedTwilioSignature } from 'twilio';
import { describe, expect, it } from 'vitest';
import { isSigned, parseForm, type SignedRequest } from '../../telephony/signature';

/** The example of Twilio's documentation. */
const example: SignedRequest = {
  authTokens: ['12345'],
  publicUrl: 'https://mycompany.com',
  originalUrl: '/myapp.php?foo=1&bar=2',
  params: parseForm(
    Buffer.from(
      'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212',
    ),
  ),
  signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
};

describe('a signature', () => {
  it.each<[string, Partial<SignedRequest>, boolean]>([
    ['as Twilio made it', {}, true],
    ['with a slash after the public URL', { publicUrl: 'https://mycompany.com/' }, true],
    ['by the token before the rotation', { authTokens: ['new', '12345'] }, true],
    ['by nobody', { signature: undefined }, false],
    ['empty', { signature: '' }, false],
    ['not of the right length', { signature: 'x' }, false],
    ['by another token', { authTokens: ['54321'] }, false],
    ['without any token of ours', { authTokens: [] }, false],
    ['for another key', { params: { ...example.params, Digits: '1' } }, false],
    ['with a key left out', { params: {} }, false],
    ['for another query', { originalUrl: '/myapp.php?foo=1&bar=3' }, false],
    ['for another path', { originalUrl: '/other.php?foo=1&bar=2' }, false],
    ['for http', { publicUrl: 'http://mycompany.com' }, false],
    ['for another host', { publicUrl: 'https://evil.example' }, false],
    ['with an absolute URL in the request line', { originalUrl: 'https://mycompany.com/myapp.php' }, false],
  ])('%s: %#', (_name, change, valid) => {
    expect(isSigned({ ...example, ...change })).toBe(valid);
  });

  it('is right for a GET, whose parameters are in the query', () => {
    const originalUrl = '/twilio/sms?Body=Yes%20please&From=%2B14158675309';
    const signature = getExpectedTwilioSignature('12345', `${example.publicUrl}${originalUrl}`, {});
    expect(isSigned({ ...example, originalUrl, params: {}, signature })).toBe(true);
  });

  it('does not throw at a port and an odd path', () => {
    const odd = { ...example, publicUrl: 'https://mycompany.com:8443', originalUrl: '//%zz?%' };
    expect(isSigned(odd)).toBe(false);
  });

  it('covers blank, repeated and foreign values, whatever the form says', () => {
    const name = fc.string({ minLength: 1, maxLength: 8 });
    const fields = fc.array(fc.tuple(name, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 6 });
    fc.assert(
      fc.property(fields, (pairs) => {
        const sent = new Map<string, string[]>();
        for (const [key, value] of pairs) sent.set(key, [...(sent.get(key) ?? []), value]);
        const url = 'https://mycompany.com/twilio/sms';
        const signature = getExpectedTwilioSignature('12345', url, Object.fromEntries(sent));
        const params = parseForm(Buffer.from(new URLSearchParams(pairs).toString()));
        expect(isSigned({ ...example, originalUrl: '/twilio/sms', params, signature })).toBe(true);
      }),
    );
  });
});

describe('a form', () => {
  it.each([
    ['Digits=&Body=a+b%2B%26%3D', { Digits: '', Body: 'a b+&=' }],
    ['Media=1&Media=2&Media=1', { Media: ['1', '2', '1'] }],
    ['Digits', { Digits: '' }],
    ['Body=Gr%C3%BC%C3%9Fe%20%F0%9F%91%8B', { Body: 'Grüße 👋' }],
    ['', {}],
  ])('%s', (raw, params) => {
    expect(parseForm(Buffer.from(raw))).toEqual(params);
  });

  it('with a field named __proto__ changes nobody’s prototype', () => {
    const params = parseForm(Buffer.from('__proto__=x&Digits=1'));
    expect(Object.keys(params)).toEqual(['__proto__', 'Digits']);
    expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
  });
});
