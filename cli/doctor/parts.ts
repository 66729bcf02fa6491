/** The parts that `/readyz` asks for too, asked from here, for the API may not run. */
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { checkReadiness, readinessOf } from '../../api/readiness';
import type { Config } from '../../config';
import { createPool } from '../../db/pool';
import { createTelephony } from '../../telephony/client';
import { ill, well, type Finding } from './finding';
import { examineStoredTimes } from './stored-times';

/** Far parts and busy machines are slow, not ill. */
const patienceMs = 8_000;

const parts = [
  { name: 'database', label: 'PostgreSQL', well: 'PostgreSQL answers' },
  { name: 'migrations', label: 'Schema', well: 'The schema is up to date', needs: 'database' },
  { name: 'temporal', label: 'Temporal', well: 'Temporal answers' },
  { name: 'worker', label: 'Worker', well: 'A worker waits for workflows and calls', needs: 'temporal' },
] as const;

export async function examineParts({ databaseUrl, twilio }: Config): Promise<Finding[]> {
  const pool = createPool(databaseUrl, { max: 2 });
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  // Never closed: a client that still tries to connect would throw; the process ends soon.
  const client = new Client({ connection: Connection.lazy(connectionOptions), namespace });
  const telephony = createTelephony(twilio);
  try {
    const checks = readinessOf({ pool, client, telephony });
    // Below, without the haste of a load balancer's probe.
    delete checks['twilio'];
    const { parts: reports } = await checkReadiness(checks, patienceMs);
    const isWell = (name: string) => reports[name]?.ok === true;
    const findings: Finding[] = [];
    for (const part of parts) {
      // What cannot be asked is no second fault.
      if ('needs' in part && !isWell(part.needs)) continue;
      const report = reports[part.name];
      if (report)
        findings.push(report.ok ? well(part.well) : ill(`${part.label}: ${report.detail}`, report.remedy));
    }
    findings.push(...examineAccount(await telephony.checkAccount()));
    if (isWell('database') && isWell('migrations')) findings.push(...(await examineStoredTimes(pool)));
    return findings;
  } finally {
    await pool.end();
  }
}

function examineAccount(problems: readonly string[]): Finding[] {
  if (problems.length === 0) return [well('Twilio knows the credentials and TWILIO_FROM_NUMBER')];
  return problems.map((problem) =>
    ill(
      problem,
      'Compare TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_KEY_… and TWILIO_FROM_NUMBER with the Twilio console, and see whether this machine reaches Twilio.',
    ),
  );
}
