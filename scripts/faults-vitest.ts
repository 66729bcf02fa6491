/** Runs the tests of `vitest.faults.config.mts` with the seed, and the length, that the command line asks for. */
import { join } from 'node:path';
import type { TestCase } from 'vitest/node';

const root = join(__dirname, '..');

/** The tests that were run, and whether all passed. */
export async function runFaults(
  files: string,
  provide: { seed: number; soakMinutes: number },
  jsonFile: string | undefined,
): Promise<{ passed: boolean; tests: TestCase[] }> {
  console.log(`Seed ${provide.seed}: repeat with -- --seed ${provide.seed}`);
  // It exists as an ES module only, without an entry for require().
  const { startVitest } = await import('vitest/node');
  const vitest = await startVitest('test', [], {
    root,
    config: join(root, 'vitest.faults.config.mts'),
    include: [files],
    watch: false,
    provide,
    reporters: jsonFile === undefined ? ['default'] : ['default', ['json', { outputFile: jsonFile }]],
  });
  const modules = vitest.state.getTestModules();
  const passed = modules.length > 0 && modules.every((each) => each.ok());
  await vitest.close();
  return { passed, tests: modules.flatMap((each) => [...each.children.allTests()]) };
}

export function randomSeed(): number {
  return Math.floor(Math.random() * 1_000_000);
}
