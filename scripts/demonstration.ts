/** `npm run dev` as another command's guest: for pictures of the real pages with the sample people. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Starts over with fresh data. `link` signs in. */
export async function startDemonstration(): Promise<{ link: string; stop: () => Promise<void> }> {
  const dev = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'dev', 'main.ts'), '--fresh'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(dev, 'exit');
  const stop = async () => {
    dev.kill('SIGINT');
    await ended;
  };
  try {
    return { link: await printedLink(dev.stdout), stop };
  } catch (error) {
    await stop();
    throw error;
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
