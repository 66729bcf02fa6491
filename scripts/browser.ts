/** Chromium for the tests of the pages and for the README's picture. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import which from 'which';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const run = promisify(execFile);

/** A browser without a window that asks nobody but us for anything. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: (await find()) ?? (await install()),
    args: [
      // Root may not use the sandbox; everybody else does.
      ...(isRoot() ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

async function find(): Promise<string | undefined> {
  for (const name of names) {
    const path = await which(name, { nothrow: true });
    if (path !== null) return path;
  }
  return existsSync(macPath) ? macPath : undefined;
}

/** In a container one is root on a bare Debian: then the package is one command away. */
async function install(): Promise<string> {
  const aptGet = isRoot() ? await which('apt-get', { nothrow: true }) : null;
  if (aptGet !== null) {
    await run(aptGet, ['update', '-qq']);
    await run('env', ['DEBIAN_FRONTEND=noninteractive', aptGet, 'install', '-y', '-qq', 'chromium']);
    const path = await find();
    if (path !== undefined) return path;
  }
  throw new Error(
    `No browser was found (${names.join(', ')}). Install Chromium, on Debian and Ubuntu: sudo apt-get install chromium`,
  );
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
