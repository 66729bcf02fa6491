/**
 * `npm run soak -- --minutes 10`: random faults over many appointments, for as long as is said, then the promises as
 * invariants. `--seed N` repeats the choices of a run, `--json FILE` leaves vitest's report for a program to read.
 */
import { parseArgs } from 'node:util';
import { randomSeed, runFaults } from './faults-vitest';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const soakMinutes = Number(values.minutes);
  if (!(soakMinutes > 0)) throw new Error(`--minutes must be a number of minutes, such as 10`);
  const seed = values.seed === undefined ? randomSeed() : Number(values.seed);
  const { passed } = await runFaults('test/faults/soak.test.ts', { seed, soakMinutes }, values.json);
  process.exitCode = passed ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
