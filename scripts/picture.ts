/** `npm run picture`: the README's picture, of the real page after a real call in the simulator. Starts over with fresh data. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { launchBrowser } from './browser';

const file = join(__dirname, '..', 'docs', 'picture.png');

async function main(): Promise<void> {
  const dev = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'dev', 'main.ts'), '--fresh'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
    });
    await page.goto(await printedLink(dev.stdout));
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
    dev.kill('SIGINT');
    await once(dev, 'exit');
  }
}

function printedLink(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const link = /http\S+\/sign-in\/\S+/.exec(text)?.[0];
      if (link) resolve(link);
    });
    output.once('end', () => reject(new Error(`npm run dev ended before it was up:\n${text}`)));
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
