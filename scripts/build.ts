/**
 * `npm run build [directory]`: what runs in production, by default in `dist/`: JavaScript, the files that go with it,
 * the pages, and the workflows as one bundle, so that workers start at once and all run exactly the same workflow code.
 */
import { execFile } from 'node:child_process';
import { cp, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import project from '../tsconfig.build.json';
import { buildPages } from './pages';

const root = join(__dirname, '..');

async function build(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await compile(outDir);
  await copyAssets(outDir);
  await buildPages(join(outDir, 'web', 'dist'));
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows'),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(join(outDir, 'workflow-bundle.js'), code);
}

async function compile(outDir: string): Promise<void> {
  const tsc = require.resolve('typescript/bin/tsc');
  const args = [tsc, '--project', join(root, 'tsconfig.build.json'), '--outDir', outDir];
  await promisify(execFile)(process.execPath, args, { cwd: root }).catch((error: unknown) => {
    // The compiler writes what is wrong to its standard output.
    throw error instanceof Error && 'stdout' in error ? new Error(String(error.stdout)) : error;
  });
}

/** Migrations, texts, pages: all that lies beside the code and is not code. */
async function copyAssets(outDir: string): Promise<void> {
  const rooms = project.include
    .filter((pattern) => pattern.includes('/'))
    .map((pattern) => pattern.split('/')[0] ?? '');
  for (const room of rooms)
    await cp(join(root, room), join(outDir, room), {
      recursive: true,
      filter: async (file) => (await stat(file)).isDirectory() || !file.endsWith('.ts'),
    });
}

const outDir = resolve(process.argv[2] ?? join(root, 'dist'));
build(outDir).then(
  () => console.log(`Built in ${outDir}`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
