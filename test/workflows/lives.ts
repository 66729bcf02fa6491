/** Lives of appointments on the stage of a time-skipping server: the workflow is real, the activities follow a script. */
import { Context } from '@temporalio/activity';
import { WorkflowClient, WorkflowNotFoundError } from '@temporalio/client';
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
  giveUp: () => Promise.resolve(),
};

export interface Stage {
  env: TestWorkflowEnvironment;
  /** A new appointment: tomorrow's, with reminders 24 h and 1 h before, unless the plan says otherwise. */
  begin(script?: Script, plan?: Partial<Plan>): Promise<Life>;
  /** Ends the lives that a failed test left behind: with the one clock, theirs would go on too. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(starting = startTimeSkipping()): Promise<Stage> {
  const [env, workflowBundle] = await Promise.all([starting, bundleWorkflows()]);
  const lives = new Map<number, Life>();
  let lastId = 0;
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
      const startMs = await timeOf(env);
      const life = new Life(env, workflows, ++lastId, startMs, { ...uneventful, ...script });
      lives.set(life.id, life);
      await life.deliver(plan);
      return life;
    },
    async clear() {
      for (const life of lives.values()) await life.terminate();
      lives.clear();
    },
    async close() {
      for (const worker of workers) worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}

/** The server's clock; only the time-skipping one differs from ours. */
function timeOf(env: TestWorkflowEnvironment): Promise<number> {
  return env.supportsTimeSkipping ? env.currentTimeMs() : Promise.resolve(Date.now());
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
    const atMs = await timeOf(this.env);
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
    await this.env.sleep(Math.max(1, instantMs - (await timeOf(this.env)) + 1_000));
  }

  /** Waits until this was done, time standing still. */
  async done(what: string, times = 1): Promise<void> {
    await eventually(
      `${what} in ${this.story.join(', ')}`,
      () => this.story.filter((deed) => deed === what).length >= times,
    );
  }

  /** The workflow's end. Time stands still meanwhile: the environment's own client would skip years while it waits. */
  result(): Promise<AppointmentStatus> {
    return this.handle.result() as Promise<AppointmentStatus>;
  }

  /** Unless it has ended. */
  async terminate(): Promise<void> {
    await this.handle.terminate().catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  }

  history(): Promise<History> {
    return this.handle.fetchHistory();
  }

  /** Waits until the workflow has asked for this activity, whether or not anybody has taken it up. */
  async scheduled(activity: string): Promise<void> {
    await eventually(`${activity} is scheduled`, async () => {
      const { events } = await this.history();
      return events?.some((e) => e.activityTaskScheduledEventAttributes?.activityType?.name === activity);
    });
  }

  /** Waits until an activity has failed and will be tried again. */
  async failed(): Promise<void> {
    await eventually('an activity has failed', async () => {
      const { raw } = await this.handle.describe();
      return raw.pendingActivities?.some(({ lastFailure }) => lastFailure != null);
    });
  }

  /** Waits until the workflow has taken in all that was sent to it. */
  async idle(): Promise<void> {
    await eventually('the workflow has no task in hand', async () => {
      const { events } = await this.history();
      const last = events?.at(-1);
      return (
        last &&
        !last.workflowExecutionSignaledEventAttributes &&
        !last.workflowTaskScheduledEventAttributes &&
        !last.workflowTaskStartedEventAttributes
      );
    });
  }

  get workflowId(): string {
    return workflowId(this.id);
  }

  private get handle() {
    return new WorkflowClient({ connection: this.env.connection }).getHandle(this.workflowId);
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
    giveUp: (given) => act('giveUp', { ...given, attempt: 0 }, (script) => script.giveUp(given)),
  };
}

export { hourMs, minuteMs };
