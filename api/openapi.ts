import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { STATUS_CODES } from 'node:http';
import type { Operation } from './operation';
import { idempotencyHeaders, problem } from './schemas/fields';

/** Problems that any operation may have. */
const general = [400, 401, 403, 500, 503];
/** And those that a change may have besides: body too large, not JSON. */
const ofChanges = [413, 415];
/** Those of an Idempotency-Key. */
const ofPosts = [409, 422];

/** The OpenAPI document, from the very schemas that validate. */
export function openApiDocument(operations: readonly Operation[]) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'slotkeeper_session',
    description: 'Under https it is `__Host-slotkeeper_session`.',
  });
  for (const operation of operations) {
    const { method, path, tag, summary, description, params, query, body, upload, replies } = operation;
    const isRepeatable = method === 'post' && operation.isConfidential !== true && upload === undefined;
    const headers = isRepeatable ? idempotencyHeaders : operation.headers;
    const who = operation.role === 'anyone' ? '' : `Role: ${operation.role}.`;
    registry.registerPath({
      method,
      path,
      tags: [tag],
      summary,
      description: [description, who].filter(Boolean).join(' '),
      security: operation.role === 'anyone' ? [] : [{ apiKey: [] }, { session: [] }],
      request: {
        ...(params && Object.keys(params.shape).length > 0 ? { params } : {}),
        ...(query ? { query } : {}),
        ...(headers ? { headers } : {}),
        ...(body
          ? {
              body: {
                required: !body.safeParse(undefined).success,
                content: { 'application/json': { schema: body } },
              },
            }
          : {}),
        ...(upload
          ? {
              body: {
                required: true,
                description: upload.description,
                content: { [upload.mediaType]: { schema: { type: 'string' } } },
              },
            }
          : {}),
      },
      responses: {
        ...Object.fromEntries(
          Object.entries(replies).map(
            ([status, { description: what, schema, mediaType = 'application/json' }]) => [
              status,
              { description: what, ...(schema ? { content: { [mediaType]: { schema } } } : {}) },
            ],
          ),
        ),
        ...Object.fromEntries(
          [
            ...general,
            ...(method === 'get' ? [] : ofChanges),
            ...(isRepeatable ? ofPosts : []),
            ...operation.problems,
          ].map((status) => [
            status,
            {
              description: STATUS_CODES[status] ?? 'Problem',
              content: { 'application/problem+json': { schema: problem } },
            },
          ]),
        ),
      },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Slotkeeper',
      version: '1',
      description:
        'Registers appointments, whose clients are called before they are due, and tells what they answered. Malformed JSON is 400, invalid fields are 422 and named in `errors`.',
    },
    servers: [{ url: '/' }],
  });
}
