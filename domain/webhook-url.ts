/** Where events may be sent, as far as the address itself tells; where its name leads is looked at when connecting. */

const maxLength = 2_000;

export type WebhookUrl = { kind: 'ok'; url: string } | { kind: 'error'; message: string };

/** `allowPrivate`: plain http and addresses of this network too, such as for a system in the next room. */
export function parseWebhookUrl(sent: string, allowPrivate: boolean): WebhookUrl {
  const refuse = (message: string): WebhookUrl => ({ kind: 'error', message });
  if (sent.length > maxLength) return refuse(`must have at most ${maxLength} characters`);
  if (!URL.canParse(sent)) return refuse('must be a URL such as https://example.com/webhooks');
  const url = new URL(sent);
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))
    return refuse('must begin with https://');
  if (url.username !== '' || url.password !== '')
    return refuse('must not hold a name or password; the signature tells who sends');
  if (!isPortForWeb(url.port)) return refuse('must have port 443, 80, or one from 1024 on');
  // The parser writes 2130706433 and 0x7f.1 as 127.0.0.1.
  const isAddress = /^(\d+\.){3}\d+$|^\[/.test(url.hostname);
  if (!allowPrivate && (isAddress || !url.hostname.includes('.')))
    return refuse(
      'must name a host of the internet, such as example.com; WEBHOOKS_ALLOW_PRIVATE allows others',
    );
  url.hash = '';
  return { kind: 'ok', url: url.href };
}

/** Below 1024 other services listen, such as mail, which an event is not to be typed into. */
function isPortForWeb(port: string): boolean {
  return ['', '80', '443'].includes(port) || Number(port) >= 1024;
}
