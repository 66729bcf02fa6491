import { ApplicationFailure, Context, log } from '@temporalio/activity';
import { failImport as fail } from '../../db/imports';
import type { Deps } from '../deps';
import { applyImport } from './apply';
import { checkImport } from './check';

/**
 * Does what an import is in the midst of: its lines are checked, or applied.
 * May be retried: a check goes on after the last lines that were stored; applying is one transaction with the state that
 * says so, which happens as a whole and once.
 */
export const advanceImport =
  (deps: Deps) =>
  async (id: number): Promise<void> => {
    const context = Context.current();
    const beat = () => {
      context.heartbeat();
      // The worker is about to end: another one goes on.
      context.cancellationSignal.throwIfAborted();
    };
    try {
      await checkImport(deps, id, beat);
      await applyImport(deps, id, beat);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      log.warn('An import could not be advanced', { id, error });
      // Without its words, which may repeat what stands in the file: Temporal keeps them.
      throw ApplicationFailure.create({
        message: `Import ${id} could not be advanced; the worker's log tells more.`,
        type: error.name,
      });
    }
  };

/**
 * Ends an import that a mistake of ours stands in the way of.
 * May be retried: one that has ended stays as it is.
 */
export const failImport =
  ({ pool }: Deps) =>
  async (id: number): Promise<void> => {
    await fail(pool, id, {
      code: 'internal',
      detail: 'Something went wrong here, and nothing was imported; the log of the worker tells more.',
    });
  };
