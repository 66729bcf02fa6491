/** How all is, in words for those who do not run it but depend on it. */
import type { z } from 'zod';
import { countBacklog, type Backlog } from '../db/overview';
import { hourMs, minuteMs } from '../domain/policy';
import { callingView } from './calling';
import { read, type Operation } from './operation';
import { sourceViews } from './sources';
import { checkReadiness, type PartReport } from './readiness';
import { noParams, noQuery } from './schemas/fields';
import { condition } from './schemas/overview';
import { webhooksView } from './webhooks/condition';

type Part = z.input<typeof condition>['parts'][number];
type SourceView = Awaited<ReturnType<typeof sourceViews>>[number];

/** From then on a call that has not gone out is overdue. */
const overdueAfterMs = minuteMs;

/** Each part's checks of `/readyz`, the one that explains the others first, and what is said when all are well. */
const checked = [
  { part: 'database', checks: ['database', 'migrations'], well: 'The database answers.' },
  { part: 'temporal', checks: ['temporal'], well: 'Temporal, which wakes every reminder, answers.' },
  { part: 'worker', checks: ['temporal', 'worker'], well: 'A worker waits for calls to place.' },
  { part: 'twilio', checks: ['calling', 'twilio'], well: 'Twilio answers and takes our account.' },
] as const;

export const conditionOperations: readonly Operation[] = [
  read({
    path: '/v1/condition',
    tag: 'Overview',
    summary: 'Whether all parts are well, and calls go out in time',
    description: 'What `/readyz` tells machines, for people; with the calls that are overdue.',
    params: noParams,
    query: noQuery,
    replies: { 200: { description: 'Part by part.', schema: condition } },
    problems: [],
    run: async (db, _, { deps, nowMs }) => {
      const [{ parts }, calling, backlog, sources, webhooks] = await Promise.all([
        checkReadiness(deps.readiness),
        callingView(db),
        countBacklog(db, nowMs - overdueAfterMs, nowMs),
        sourceViews(db),
        webhooksView(db),
      ]);
      return {
        status: 200,
        body: {
          calling,
          parts: [
            ...checked.map((each) => partView(each, parts)),
            backlogView(backlog, nowMs),
            ...sources.map(sourcePart),
            webhooks,
          ],
        },
      };
    },
  }),
];

function partView(
  { part, checks, well }: (typeof checked)[number],
  reports: Readonly<Record<string, PartReport>>,
): Part {
  for (const check of checks) {
    const report = reports[check];
    if (!report) return { part, state: 'unknown', words: 'Nobody looks after this here.' };
    if (report.ok) continue;
    // Without Temporal nobody knows about the worker.
    if (check !== part && part === 'worker')
      return { part, state: 'unknown', words: 'Only Temporal could tell.' };
    return { part, state: 'unwell', words: `${report.detail} ${report.remedy}` };
  }
  return { part, state: 'well', words: well };
}

function backlogView({ calls, oldestDueMs }: Backlog, nowMs: number): Part {
  const part = 'backlog';
  if (oldestDueMs === null) return { part, state: 'well', words: 'No call is overdue.' };
  const words = `${calls === 1 ? 'One call is' : `${calls} calls are`} overdue by more than a minute; the oldest was due ${span(nowMs - oldestDueMs)} ago.`;
  return { part, state: 'unwell', words };
}

function sourcePart({ name, lastRun, isHeld, writeBackError }: SourceView): Part {
  const part = 'source';
  if (isHeld) {
    const { moves = 0, cancels = 0, ahead = 0 } = lastRun?.counts ?? {};
    return {
      part,
      state: 'unwell',
      words: `Nothing new is taken from the office's ${name}: it would move ${moves} and cancel ${cancels} of ${ahead} appointments ahead. See Settings, and approve it if that is right.`,
    };
  }
  if (lastRun?.state === 'failed')
    return { part, state: 'unwell', words: `The office's ${name} could not be read. ${lastRun.error ?? ''}` };
  if (writeBackError !== null)
    return { part, state: 'unwell', words: `Answers do not reach the office's ${name}. ${writeBackError}` };
  return { part, state: 'well', words: `The office's ${name} is read every minute.` };
}

function span(ms: number): string {
  const [count, unit] = ms < 2 * hourMs ? [ms / minuteMs, 'minute'] : [ms / hourMs, 'hour'];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
