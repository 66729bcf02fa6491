import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isSameOrigin } from '../auth';
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

/** Refuses posts that another site's page has sent with our visitor's cookie (CSRF). */
export function sameOriginOnly({ config }: Pick<ApiDeps, 'config'>): RequestHandler {
  return (req, res, next) => {
    if (isSameOrigin(config.publicUrl, req)) {
      next();
      return;
    }
    res
      .status(403)
      .type('text')
      .send('This form was sent from another site. Open the page here and try again.\n');
  };
}
