/** The cells of one part's faults, each a test of its own. */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { points } from './points';
import { Random } from './random';
import { runStrike, type Cell } from './run';
import type { Strike } from './strikes';
import { startSystem, type System } from './system';

declare module 'vitest' {
  interface ProvidedContext {
    /** Chooses the order of things and the moment of each fault. */
    seed: number;
    soakMinutes: number;
  }
  interface TaskMeta {
    /** For the table. */
    cell?: Cell & { group: string };
  }
}

/** @param group whose faults these are: a table of its own. */
export function matrix(group: string, strikes: readonly Strike[]): void {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
    return () => system.stop();
  });

  // Not describe.each: it shortens names.
  for (const strike of strikes)
    describe(strike.part, () => {
      let cells: Map<string, Cell>;
      beforeAll(async () => {
        cells = await runStrike(system, strike, new Random(inject('seed')));
      });

      for (const { name } of points)
        it(`${name}: one call, no answer lost, all settled`, ({ task }) => {
          const cell = cells.get(name);
          if (!cell) throw new Error('This point was not run.');
          task.meta.cell = { ...cell, group };
          const { reached, rang, accepted, texts, thanked, status, settled, story } = cell;
          const told = story.join(' → ');
          expect(reached, `This point was never reached: ${told}`).toBe(true);
          expect(rang, told).toBe(1);
          expect(accepted, told).toBe(1);
          expect(texts, told).toBeLessThanOrEqual(1);
          if (thanked) expect(status, told).toBe('confirmed');
          expect(settled, told).not.toBe('no');
          expect(system.endedByThemselves).toEqual([]);
        });
    });
}
