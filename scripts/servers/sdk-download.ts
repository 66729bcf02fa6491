/**
 * Run as `sdk-download.ts <temporal|temporal-test-server> <version> <dir>`: has the SDK download a server into `dir`
 * and prints the file's name. The SDK offers the download only together with a start, so the server runs for a moment.
 */
import { readdirSync } from 'node:fs';
import { TestWorkflowEnvironment } from '@temporalio/testing';

async function main([name, version, downloadDir]: string[]) {
  if (name === undefined || version === undefined || downloadDir === undefined) {
    throw new Error('usage: sdk-download.ts <temporal|temporal-test-server> <version> <dir>');
  }
  const server = { executable: { type: 'cached-download' as const, downloadDir, version } };
  const environment =
    name === 'temporal'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await environment.teardown();
  const file = readdirSync(downloadDir).find((entry) => entry.startsWith(name));
  if (file === undefined) throw new Error(`The SDK left no ${name} in ${downloadDir}`);
  console.log(file);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
