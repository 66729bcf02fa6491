import { ConfigError, readDatabaseUrl } from '../config';
import { migrate } from './migrate';

async function main(): Promise<void> {
  const applied = await migrate(readDatabaseUrl());
  console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The schema is up to date.');
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
