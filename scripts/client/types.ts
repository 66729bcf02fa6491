import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openApiDocument } from '../../api/openapi';
import { operations } from '../../api/operations';

export const typesFile = join(__dirname, '..', '..', 'client', 'openapi.ts');

/** The API's types for its client, from the very document that the API serves. */
export async function clientTypes(): Promise<string> {
  // Both are modules that `require` cannot load on every Node that we run on.
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  const document = JSON.stringify(openApiDocument(operations));
  const types = astToString(await openapiTS(document));
  const head = '/** Made by `npm run client` from the OpenAPI document; not to be changed by hand. */\n';
  return format(head + types, { ...(await resolveConfig(typesFile)), parser: 'typescript' });
}

export function storedClientTypes(): Promise<string> {
  return readFile(typesFile, 'utf8');
}
