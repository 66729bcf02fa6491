/** The parts that `/readyz` asks for too, asked from here, for the API may not run. */
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { checkReadiness, readinessOf } from '../../api/readiness';
import type { Config } from '../../config';
import { createPool } from '../../db/pool';
import { createTelephony } from '../../telephony/client';
import { ill, well, type Finding } from './finding';
import { examineStoredTimes } from './stored-times';

const sound: Readonly<Record<string, string>> = {
  database: 'PostgreSQL answers',
  migrations: 'The schema is up to date',
  temporal: 'Temporal answers',
  worker: 'Workers wait on the task queues of workflows and of calls',
};

export async function examineParts({ databaseUrl, twilio }: Config): Promise<Finding[]> {
  const pool = createPool(databaseUrl, { max: 2 });
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = Connection.lazy(connectionOptions);
  const telephony = createTelephony(twilio);
  try {
    const checks = readinessOf({ pool, client: new Client({ connection, namespace }), telephony });
    // Twilio may take longer than the probe of a load balancer may.
    delete checks['twilio'];
    const [{ parts }, account] = await Promise.all([checkReadiness(checks), telephony.checkAccount()]);
    const findings = Object.entries(parts).map(([name, report]) =>
      report.ok ? well(sound[name] ?? name) : ill(report.detail, report.remedy),
    );
    findings.push(...examineAccount(account));
    if (parts['database']?.ok && parts['migrations']?.ok) findings.push(...(await examineStoredTimes(pool)));
    return findings;
  } finally {
    await Promise.all([pool.end(), connection.close()]);
  }
}

function examineAccount(problems: readonly string[]): Finding[] {
  if (problems.length === 0) return [well('Twilio knows the credentials and TWILIO_FROM_NUMBER')];
  return problems.map((problem) =>
    ill(
      problem,
      'Compare TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_KEY_… and TWILIO_FROM_NUMBER with the Twilio console.',
    ),
  );
}
