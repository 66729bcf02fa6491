/** `npm run picture`: the README's picture, of the real page after a real call in the simulator. Starts over with fresh data. */
import { join } from 'node:path';
import { launchBrowser } from './browser';
import { startDemonstration } from './demonstration';

const file = join(__dirname, '..', 'docs', 'picture.png');

async function main(): Promise<void> {
  const demonstration = await startDemonstration();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 850 },
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
    });
    await page.goto(demonstration.link);
    const phone = page.frameLocator('iframe[title="Phone of Ada Moreno"]');
    await phone.getByRole('button', { name: 'Pick up' }).click({ timeout: 90_000 });
    // Half of the sentence, as a person hears it before pressing a key.
    await phone.getByText('Press 1 to confirm').first().waitFor({ timeout: 20_000 });
    await phone.getByRole('button', { name: /^1/ }).click();
    await phone.getByText('Thank you for confirming').first().waitFor({ timeout: 20_000 });
    await page.waitForTimeout(4_000);
    await page.screenshot({ path: file });
    console.log(`Taken: ${file}`);
  } finally {
    await browser.close();
    await demonstration.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
