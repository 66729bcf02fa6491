/** Keys by which programs use this API. For admins. */
import type { z } from 'zod';
import { createApiKey, listApiKeys, revokeApiKey, type ApiKey } from '../db/api-keys';
import { utc } from './appointments/view';
import { confidential, read, type Operation } from './operation';
import { notFound } from './problem';
import { idParams, noBody, noParams, noQuery } from './schemas/fields';
import { apiKey, apiKeys, createdApiKey, newApiKey } from './schemas/users';
import { logSecurity } from './security-log';

const tag = 'API keys';
const role = 'admin';

export const apiKeyOperations: readonly Operation[] = [
  read({
    path: '/v1/api-keys',
    tag,
    role,
    summary: 'All API keys, those in use first',
    params: noParams,
    query: noQuery,
    replies: { 200: { description: 'Without their secrets, which are not stored.', schema: apiKeys } },
    problems: [],
    run: async (db) => ({ status: 200, body: { data: (await listApiKeys(db)).map(keyView) } }),
  }),
  confidential({
    method: 'post',
    path: '/v1/api-keys',
    tag,
    role,
    summary: 'Make an API key',
    params: noParams,
    body: newApiKey,
    replies: { 201: { description: 'With its secret, this once.', schema: createdApiKey } },
    problems: [422],
    run: async ({ body }, { deps, caller, req }) => {
      const { secret, ...key } = await createApiKey(deps.pool, { ...body, createdBy: caller.actor });
      logSecurity(deps, req, 'api_key_created', caller.id, { key: `key:${key.id}`, role: key.role });
      return { status: 201, body: { ...keyView(key), secret } };
    },
  }),
  confidential({
    method: 'delete',
    path: '/v1/api-keys/{id}',
    tag,
    role,
    summary: 'Revoke an API key',
    description: 'At once, with the sessions that were started by it. Repeating it changes nothing.',
    params: idParams,
    body: noBody,
    replies: { 200: { description: 'The revoked key.', schema: apiKey } },
    problems: [404, 422],
    run: async ({ params }, { deps, caller, req }) => {
      const key = await revokeApiKey(deps.pool, params.id);
      if (!key) throw notFound(`There is no API key ${params.id}.`);
      logSecurity(deps, req, 'api_key_revoked', caller.id, { key: `key:${key.id}` });
      return { status: 200, body: keyView(key) };
    },
  }),
];

function keyView({
  id,
  name,
  role,
  createdAtMs,
  createdBy,
  lastUsedOn,
  revokedAtMs,
}: ApiKey): z.output<typeof apiKey> {
  return {
    id,
    name,
    role,
    createdAt: utc(createdAtMs),
    createdBy,
    lastUsedAt: lastUsedOn,
    revokedAt: revokedAtMs === null ? null : utc(revokedAtMs),
  };
}
