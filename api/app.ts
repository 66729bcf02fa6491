import express, { type Express } from 'express';
import { calendarsRouter } from './calendars/router';
import type { ApiDeps } from './deps';
import { docsRouter } from './docs/router';
import { healthRouter } from './health';
import { logRequests } from './logging';
import { measureRequests } from './metrics';
import { operationsRouter } from './operation';
import { operations } from './operations';
import { pagesRouter } from './pages/router';
import { notFound, problems } from './problem';
import { securityHeaders } from './security';
import { fewMistakes } from './few-mistakes';
import { twilioRouter } from './twilio/router';

export function createApp(deps: ApiDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.config.trustedProxies);
  app.use(logRequests(deps.log), measureRequests, securityHeaders);
  app.use(healthRouter(deps));
  // Reads its bodies itself: signatures are about the bytes.
  app.use('/twilio', twilioRouter(deps));
  app.use(calendarsRouter(deps));
  app.use(docsRouter(operations));
  app.post('/v1/session', fewMistakes());
  app.use(operationsRouter(deps, operations));
  app.use(pagesRouter(deps));
  app.use((req) => {
    throw notFound(`There is nothing at ${req.path}; /docs lists what there is.`);
  });
  app.use(problems);
  return app;
}
