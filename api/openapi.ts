import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { STATUS_CODES } from 'node:http';
import type { Operation } from './operation';
import { idempotencyHeaders, problem } from './schemas/fields';

/** Problems that any operation may have. */
const general = [400, 401, 403, 500, 503];
/** Of a caller who asks too often. */
const ofCallers = [429];
/** And those that a change may have besides: body too slow, too large, not JSON. */
const ofChanges = [408, 413, 415];
/** Those of an Idempotency-Key. */
const ofPosts = [409, 422];

/** What an answer tells of the limits; the first two: draft-ietf-httpapi-ratelimit-headers-08. */
const limitHeaders = {
  RateLimit: {
    description: 'How many requests are left (`r`), for how many seconds (`t`).',
    schema: { type: 'string' },
    example: '"requests"; r=599; t=60',
  },
  'RateLimit-Policy': {
    description: 'How many requests (`q`) one caller may make in how many seconds (`w`).',
    schema: { type: 'string' },
    example: '"requests"; q=600; w=60; pk=:YTVmMGMyZDZl:',
  },
  'Retry-After': { description: 'In seconds.', schema: { type: 'integer' }, example: 17 },
} as const;

function refersTo(...names: (keyof typeof limitHeaders)[]) {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** Such as `NotFound`. */
function problemName(status: number): string {
  return (STATUS_CODES[status] ?? 'Problem').replaceAll(/\W/g, '');
}

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
  for (const [name, header] of Object.entries(limitHeaders))
    registry.registerComponent('headers', name, header);
  const statuses = [...general, ...ofCallers, ...ofChanges, ...ofPosts];
  for (const status of new Set([...statuses, ...operations.flatMap(({ problems }) => problems)]))
    registry.registerComponent('responses', problemName(status), {
      description: STATUS_CODES[status] ?? 'Problem',
      ...(status === 429 ? { headers: refersTo('Retry-After') } : {}),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
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
              {
                description: what,
                ...(operation.role === 'anyone'
                  ? {}
                  : { headers: refersTo('RateLimit', 'RateLimit-Policy') }),
                ...(schema ? { content: { [mediaType]: { schema } } } : {}),
              },
            ],
          ),
        ),
        ...Object.fromEntries(
          [
            ...general,
            ...(operation.role === 'anyone' ? [] : ofCallers),
            ...(method === 'get' ? [] : ofChanges),
            ...(isRepeatable ? ofPosts : []),
            ...operation.problems,
          ].map((status) => [status, { $ref: `#/components/responses/${problemName(status)}` }]),
        ),
      },
    });
  }
  return new OpenApiGeneratorV31([
    { type: 'schema', schema: problem },
    ...registry.definitions,
  ]).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Slotkeeper',
      version: '1',
      description:
        'Registers appointments, whose clients are called before they are due, and tells what they answered. Malformed JSON is 400, invalid fields are 422 and named in `errors`. docs/integrating.md shows it by example, and client/ is a typed client for TypeScript.',
    },
    servers: [{ url: '/' }],
  });
}
