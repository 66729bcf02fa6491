import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config';
import type { Workflows } from '../delivery/workflows';
import type { Messages } from '../messages/render';
import type { Telephony } from '../telephony/client';
import type { Changes } from './changes/changes';

/** What the API needs from outside; `api/main.ts` wires it. */
export interface ApiDeps {
  config: Config;
  pool: Pool;
  workflows: Workflows;
  telephony: Telephony;
  messages: Messages;
  changes: Changes;
  /** Epoch milliseconds. */
  now: () => number;
  log: Logger;
  /** The parts that `/readyz` asks for: each resolves, or throws with what is wrong and what to do. */
  readiness: Readonly<Record<string, () => Promise<void>>>;
}
