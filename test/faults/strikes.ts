/** What goes wrong: which part, how, for how long, and how it comes back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../../scripts/dev/programs';
import { kill } from '../../scripts/servers/processes';
import type { System } from './system';

export interface Strike {
  readonly part: string;
  /** Not among the random faults: it takes too long, or comes on top of others as no promise says. */
  readonly alone?: true;
  /** At once; what is held is let go right after. */
  strike(system: System): void | Promise<void>;
  /** Resolves when the part works again. */
  recover(system: System): Promise<void>;
}

const pause = (program: Program) => kill(program.pid ?? NaN, 'SIGSTOP');
const resume = (program: Program) => kill(program.pid ?? NaN, 'SIGCONT');

export const strikes: Record<'api' | 'worker' | 'temporal' | 'postgres' | 'twilio', readonly Strike[]> = {
  api: [
    {
      part: 'API killed',
      strike: ({ programs }) => programs.api.stop('SIGKILL'),
      recover: ({ programs }) => programs.startApi(),
    },
    {
      part: 'API stalls for 4 s',
      strike: ({ programs }) => pause(programs.api),
      recover: async ({ programs }) => {
        await sleep(4_000);
        resume(programs.api);
      },
    },
  ],
  worker: [
    {
      part: 'worker killed',
      strike: ({ programs }) => programs.worker.stop('SIGKILL'),
      recover: ({ programs }) => programs.startWorker(),
    },
    {
      part: 'worker stalls for 8 s',
      strike: ({ programs }) => pause(programs.worker),
      recover: async ({ programs }) => {
        await sleep(8_000);
        resume(programs.worker);
      },
    },
    {
      // Longer than its activities may take: both of them believe that the call is theirs.
      part: 'worker stalls for 40 s, another takes over',
      alone: true,
      strike: ({ programs }) => pause(programs.worker),
      recover: async ({ programs }) => {
        const over = sleep(40_000);
        await programs.startWorker(programs.secondWorker);
        await over;
        resume(programs.worker);
      },
    },
  ],
  temporal: [
    {
      part: 'Temporal killed',
      strike: ({ servers }) => servers.killTemporal(),
      recover: async ({ servers }) => {
        await sleep(3_000);
        await servers.startTemporal();
      },
    },
    {
      // What repair is for: it looks when the worker starts.
      part: 'Temporal loses its data',
      alone: true,
      strike: async ({ servers }) => {
        await servers.killTemporal();
        await servers.forgetTemporal();
      },
      recover: async ({ servers, programs }) => {
        await servers.startTemporal();
        await programs.worker.stop('SIGKILL');
        await programs.startWorker();
      },
    },
    {
      part: 'Temporal cut off for 5 s',
      strike: ({ links }) => links.temporal.cut(),
      recover: async ({ links }) => {
        await sleep(5_000);
        await links.temporal.mend();
      },
    },
  ],
  postgres: [
    {
      part: 'PostgreSQL killed',
      strike: ({ servers }) => servers.killPostgres(),
      recover: async ({ servers }) => {
        await sleep(2_000);
        await servers.startPostgres();
      },
    },
    {
      part: 'PostgreSQL cut off for 4 s',
      strike: ({ links }) => {
        links.apiSql.cut();
        links.workerSql.cut();
      },
      recover: async ({ links }) => {
        await sleep(4_000);
        await Promise.all([links.apiSql.mend(), links.workerSql.mend()]);
      },
    },
    {
      part: 'PostgreSQL silent for 4 s',
      strike: ({ links }) => {
        links.apiSql.silence();
        links.workerSql.silence();
      },
      recover: async ({ links }) => {
        await sleep(4_000);
        await Promise.all([links.apiSql.mend(), links.workerSql.mend()]);
      },
    },
  ],
  twilio: [
    {
      part: 'Twilio cut off for 4 s',
      strike: ({ links }) => {
        links.twilio.cut();
        links.webhooks.cut();
      },
      recover: async ({ links }) => {
        await sleep(4_000);
        await Promise.all([links.twilio.mend(), links.webhooks.mend()]);
      },
    },
    {
      part: 'PostgreSQL and Temporal cut off for 4 s',
      strike: ({ links }) => {
        for (const link of [links.apiSql, links.workerSql, links.temporal]) link.cut();
      },
      recover: async ({ links }) => {
        await sleep(4_000);
        await Promise.all([links.apiSql, links.workerSql, links.temporal].map((link) => link.mend()));
      },
    },
  ],
};
