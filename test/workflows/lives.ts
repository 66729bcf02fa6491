/** Lives of appointments on the stage of a time-skipping server: the workflow is real, the activities follow a script. */
import { Context } from '@temporalio/activity';
import type { History } from '@temporalio/common/lib/proto-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { Activities } from '../../activities';
import { attemptId, parseAttemptId, type AttemptKey } from '../../domain/attempt-id';
import { hourMs, minuteMs } from '../../domain/policy';
import type { Answer, AppointmentStatus } from '../../domain/words';
import { createWorkflows, type Workflows } from '../../delivery/workflows';
import { callQueue, mainQueue, workflowId, type Plan } from '../../workflows/contract';
import { bundleWorkflows, eventually, startTimeSkipping } from '../support/temporal';

export type Script = Partial<Activities>;
/** An activity's run, with the workflow's clock: `placeCall 17-1-1-1`. */
export interface Deed {
  what: string;
  atMs: number;
}

/** The workflow's clock, for scripts; activities themselves see the machine's. */
export function nowMs(): number {
  return Context.current().info.currentAttemptScheduledTimestampMs;
}

const uneventful: Activities = {
  placeCall: () => Promise.resolve({ kind: 'placed' }),
  settleCall: () => Promise.resolve({ kind: 'over' }),
  withdrawCall: () => Promise.resolve(),
  sendReminderText: () => Promise.resolve({ kind: 'over' }),
  sendConfirmation: () => Promise.resolve(),
  recordAnswer: () => Promise.resolve(),
};

export interface Stage {
  env: TestWorkflowEnvironment;
  /** A new appointment: tomorrow's, with reminders 24 h and 1 h before, unless the plan says otherwise. */
  begin(script?: Script, plan?: Partial<Plan>): Promise<Life>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const [env, workflowBundle] = await Promise.all([startTimeSkipping(), bundleWorkflows()]);
  const lives = new Map<number, Life>();
  const { placeCall, ...others } = actedBy(lives);
  const connection = env.nativeConnection;
  const workers = await Promise.all([
    Worker.create({ connection, taskQueue: mainQueue, workflowBundle, activities: others }),
    // One at a time, so that a call can be made to wait for its turn.
    Worker.create({
      connection,
      taskQueue: callQueue,
      activities: { placeCall },
      maxConcurrentActivityTaskExecutions: 1,
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const workflows = createWorkflows(env.client, 'Office');
  return {
    env,
    async begin(script = {}, plan = {}) {
      const startMs = await env.currentTimeMs();
      const life = new Life(env, workflows, lives.size + 1, startMs, { ...uneventful, ...script });
      lives.set(life.id, life);
      await life.deliver(plan);
      return life;
    },
    async close() {
      for (const worker of workers) worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}

export class Life {
  readonly deeds: Deed[] = [];
  readonly startsAtMs: number;

  constructor(
    readonly env: TestWorkflowEnvironment,
    readonly workflows: Workflows,
    readonly id: number,
    /** When it was registered, by the workflow's clock. */
    readonly beganMs: number,
    readonly script: Activities,
  ) {
    this.startsAtMs = beganMs + 72 * hourMs;
  }

  /** Reminders of a plan, by their lead in milliseconds; the first has number 1. */
  reminders(...leadsMs: number[]): Plan['reminders'] {
    return leadsMs.map((leadMs, index) => ({ number: index + 1, dueAtMs: this.startsAtMs - leadMs }));
  }

  async deliver(plan: Partial<Plan> = {}): Promise<void> {
    const reminders = this.reminders(24 * hourMs, hourMs);
    const { startsAtMs } = this;
    await this.workflows.deliverPlan(this.id, {
      revision: 1,
      startsAtMs,
      status: 'scheduled',
      reminders,
      ...plan,
    });
  }

  /** @param attempt without the appointment, such as `1-1-1` */
  async answer(attempt: string, answer: Answer, recorded = true): Promise<void> {
    const atMs = await this.env.currentTimeMs();
    await this.workflows.deliverAnswer(this.id, { attempt: `${this.id}-${attempt}`, answer, atMs, recorded });
  }

  /** @param attempt without the appointment, such as `1-1-1` */
  end(attempt: string): Promise<void> {
    return this.workflows.deliverEnd(this.id, `${this.id}-${attempt}`);
  }

  /** What was done, in order; attempts without the appointment's id, such as `placeCall 1-1-1`. */
  get story(): string[] {
    return this.deeds.map(({ what }) => what);
  }

  /** Lets time pass to shortly after this instant. */
  async sleepPast(instantMs: number): Promise<void> {
    await this.env.sleep(Math.max(1, instantMs - (await this.env.currentTimeMs()) + 1_000));
  }

  /** Waits until this was done, time standing still. */
  async done(what: string, times = 1): Promise<void> {
    await eventually(
      `${what} in ${this.story.join(', ')}`,
      () => this.story.filter((deed) => deed === what).length >= times,
    );
  }

  /** The workflow's end; time skips by itself, so that no key may be due any more. */
  result(): Promise<AppointmentStatus> {
    return this.handle.result() as Promise<AppointmentStatus>;
  }

  history(): Promise<History> {
    return this.handle.fetchHistory();
  }

  /** Waits until the workflow has taken in all that was sent to it. */
  async idle(): Promise<void> {
    await eventually('the workflow has no task in hand', async () => {
      const { events } = await this.history();
      const last = events?.at(-1);
      return last && (last.workflowTaskCompletedEventAttributes ?? last.timerStartedEventAttributes) != null;
    });
  }

  private get handle() {
    return this.env.client.workflow.getHandle(workflowId(this.id));
  }
}

/** Each activity is acted by the script of its appointment, and its deed is noted. */
function actedBy(lives: Map<number, Life>): Activities {
  const act = <T>(name: string, key: AttemptKey | undefined, play: (script: Activities) => Promise<T>) => {
    const life = key && lives.get(key.appointmentId);
    if (!life) throw new Error(`${name}: no such appointment`);
    const what = `${name} ${attemptId(key).slice(`${life.id}-`.length)}`;
    life.deeds.push({ what, atMs: nowMs() });
    return play(life.script);
  };
  return {
    placeCall: (key) => act('placeCall', key, (script) => script.placeCall(key)),
    settleCall: (key) => act('settleCall', key, (script) => script.settleCall(key)),
    withdrawCall: (key) => act('withdrawCall', key, (script) => script.withdrawCall(key)),
    sendReminderText: (key) => act('sendReminderText', key, (script) => script.sendReminderText(key)),
    sendConfirmation: (sent) =>
      act('sendConfirmation', parseAttemptId(sent.answered), (script) => script.sendConfirmation(sent)),
    recordAnswer: (given) =>
      act('recordAnswer', parseAttemptId(given.attempt), (script) => script.recordAnswer(given)),
  };
}

export { hourMs, minuteMs };
