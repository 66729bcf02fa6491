import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { ApiDeps } from '../deps';
import { phonesUrl } from './phones-url';

/** Nothing from elsewhere, no inline script or style; only the simulator's phones may be framed. */
export function pageHeaders({ config }: Pick<ApiDeps, 'config'>): RequestHandler {
  const phones = phonesUrl(config);
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: [phones ?? "'none'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  });
}
