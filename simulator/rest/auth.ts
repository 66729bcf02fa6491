import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Options } from '../options';
import { RestError } from './errors';

/** Basic auth with the account's SID and token, or with an API key and its secret. */
export function basicAuth(options: Options): RequestHandler<{ account: string }> {
  const known = new Map(options.apiKeys.map(({ sid, secret }) => [sid, secret]));
  known.set(options.accountSid, options.authToken);
  return (req, _res, next) => {
    const [scheme, encoded] = (req.get('authorization') ?? '').split(' ');
    const [user = '', ...rest] = Buffer.from(encoded ?? '', 'base64')
      .toString()
      .split(':');
    const secret = known.get(user);
    const isKnown = scheme === 'Basic' && secret !== undefined && isSame(secret, rest.join(':'));
    if (!isKnown || req.params.account !== options.accountSid)
      throw new RestError(401, 20003, 'Authenticate');
    next();
  };
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
