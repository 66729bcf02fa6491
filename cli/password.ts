/** A password that is typed twice and not shown, or one line from a pipe. */
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { CliError } from './api';

export async function readNewPassword(name: string): Promise<string> {
  if (!process.stdin.isTTY) {
    const [line = ''] = (await text(process.stdin)).split(/\r?\n/, 1);
    if (line === '') throw new CliError('No password came in; type it, or send it by a pipe as one line.');
    return line;
  }
  const typed = await ask(`Password for ${name} (12 characters or more): `);
  if ((await ask('Once more: ')) !== typed) throw new CliError('The two differ; nothing was changed.');
  return typed;
}

/** Node's line editor with its echo thrown away. */
function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  return new Promise<string>((resolve, reject) => {
    line.question('', resolve);
    // Ctrl-C or Ctrl-D; after an answer it changes nothing.
    line.once('close', () => reject(new CliError('Nothing was changed.')));
  }).finally(() => {
    line.close();
    process.stderr.write('\n');
  });
}
