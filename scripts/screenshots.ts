/**
 * `npm run screenshots -- <folder>`: every page, light and dark, wide and narrow, of a real system with the sample
 * people, so that somebody can look at them. Starts over with fresh data.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from './browser';
import { startDemonstration } from './demonstration';

const folder = resolve(process.argv[2] ?? join('.slotkeeper', 'screenshots'));

/** Of those who are signed in; `null`: what strangers see. */
const pages: readonly (readonly [name: string, path: string | null])[] = [
  ['sign-in', null],
  ['day', '/'],
  ['appointment', '/appointments/2'],
  ['change', '/appointments/1/change'],
  ['desk-list', '/desk-list'],
  ['register', '/register'],
  ['import', '/import'],
  ['overview', '/overview'],
  ['texts', '/texts'],
  ['settings', '/settings'],
  ['webhooks', '/settings/webhooks'],
  ['test-call', '/make-test-call?id=1'],
  ['unknown', '/appointments/999'],
];
const widths = [1280, 390];
const schemes = ['light', 'dark'] as const;
/** Until some of the sample people have been called, in milliseconds. */
const callsTakeMs = 25_000;

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const demonstration = await startDemonstration();
  const browser = await launchBrowser();
  try {
    const { link } = demonstration;
    const signedIn = await browser.newContext();
    await (await signedIn.newPage()).goto(link);
    const storageState = await signedIn.storageState();
    await new Promise((resolve) => setTimeout(resolve, callsTakeMs));
    for (const colorScheme of schemes)
      for (const width of widths)
        for (const [name, path] of pages) {
          const options = { colorScheme, viewport: { width, height: width > 600 ? 800 : 844 } };
          const file = join(folder, `${name}-${width}-${colorScheme}.png`);
          await shoot(
            browser,
            path === null ? options : { ...options, storageState },
            new URL(path ?? '/', link).href,
            file,
          );
        }
    console.log(`Taken: ${folder}`);
  } finally {
    await browser.close();
    await demonstration.stop();
  }
}

async function shoot(
  browser: Browser,
  options: BrowserContextOptions,
  url: string,
  file: string,
): Promise<void> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('main').waitFor();
  // The answers of the API, and the phones' frames.
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: file, fullPage: true });
  await context.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
