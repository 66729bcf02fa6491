import { dirname, join } from 'node:path';
import express, { Router } from 'express';
import { openApiDocument } from '../openapi';
import type { Operation } from '../operation';

const swaggerUi = dirname(require.resolve('swagger-ui-dist/package.json'));

/** The OpenAPI document, and Swagger UI over it, from our own server only. */
export function docsRouter(operations: readonly Operation[]): Router {
  const document = openApiDocument(operations);
  const router = Router();
  router.get('/openapi.json', (_, res) => {
    res.json(document);
  });
  router.get('/docs', (_, res) => {
    res.sendFile(join(__dirname, 'index.html'));
  });
  router.get('/docs/start.js', (_, res) => {
    res.sendFile(join(__dirname, 'start.js'));
  });
  router.use('/docs', express.static(swaggerUi, { index: false }));
  return router;
}
