/** `npm run client`: the types of client/, anew. A test fails when they are not those of the API. */
import { writeFile } from 'node:fs/promises';
import { clientTypes, typesFile } from './types';

async function main(): Promise<void> {
  await writeFile(typesFile, await clientTypes());
}

void main();
