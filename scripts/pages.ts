/** The front desk's pages, built for the browser. `npm run build:web` does the same. */
import { join } from 'node:path';
import { build } from 'vite';

const root = join(__dirname, '..');

/** @param outDir emptied before; without it `web/dist`, where `npm run api` looks for them. */
export async function buildPages(outDir?: string): Promise<void> {
  await build({
    configFile: join(root, 'web', 'vite.config.mts'),
    logLevel: 'warn',
    ...(outDir === undefined ? {} : { build: { outDir } }),
  });
}
