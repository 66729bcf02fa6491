import { describe, expect, it } from 'vitest';
import { parseWebhookUrl } from '../../domain/webhook-url';

const refused = (sent: string, allowPrivate = false) => {
  const parsed = parseWebhookUrl(sent, allowPrivate);
  return parsed.kind === 'error' ? parsed.message : undefined;
};

describe('without WEBHOOKS_ALLOW_PRIVATE', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['https://EXAMPLE.com:443/a?token=b#c', 'https://example.com/a?token=b'],
    ['https://example.com:8443/hooks', 'https://example.com:8443/hooks'],
    ['https://bücher.example/hooks', 'https://xn--bcher-kva.example/hooks'],
  ])('takes %s', (sent, url) => {
    expect(parseWebhookUrl(sent, false)).toEqual({ kind: 'ok', url });
  });

  it.each([
    ['', /URL such as/],
    ['example.com/hooks', /URL such as/],
    ['https://', /URL such as/],
    ['http://example.com', /https/],
    ['ftp://example.com', /https/],
    ['file:///etc/passwd', /https/],
    ['javascript:alert(1)', /https/],
    ['https://user:secret@example.com', /name or password/],
    ['https://user@example.com', /name or password/],
    ['https://example.com:22', /port/],
    ['https://example.com:25', /port/],
    ['https://localhost/hooks', /host of the internet/],
    ['https://intranet/hooks', /host of the internet/],
    ['https://127.0.0.1', /host of the internet/],
    ['https://2130706433', /host of the internet/],
    ['https://0x7f.1', /host of the internet/],
    ['https://0177.0.0.1', /host of the internet/],
    ['https://169.254.169.254', /host of the internet/],
    ['https://8.8.8.8', /host of the internet/],
    ['https://[::1]', /host of the internet/],
    ['https://[::ffff:10.0.0.1]', /host of the internet/],
    [`https://example.com/${'a'.repeat(2_000)}`, /2000 characters/],
  ])('refuses %s', (sent, why) => {
    expect(refused(sent)).toMatch(why);
  });
});

it('with it, takes plain http and hosts of this network, but still no password and no port of other services', () => {
  for (const sent of [
    'http://127.0.0.1:3000/',
    'http://intranet/hooks',
    'https://[::1]:8443/',
    'http://10.0.0.1/',
  ])
    expect(parseWebhookUrl(sent, true), sent).toEqual({ kind: 'ok', url: sent });
  for (const sent of ['http://a:b@intranet/', 'http://intranet:25/', 'ftp://intranet/'])
    expect(refused(sent, true), sent).toBeDefined();
});
