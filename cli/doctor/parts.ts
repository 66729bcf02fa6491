/** The parts that `/readyz` asks for too, asked from here, for the API may not run. */
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { checkReadiness, readinessOf } from '../../api/readiness';
import type { Config } from '../../config';
import { createPool } from '../../db/pool';
import { createTelephony, type Telephony } from '../../telephony/client';
import { ill, note, well, type Finding } from './finding';
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
    const problems = await telephony.checkAccount();
    findings.push(...examineAccount(problems));
    if (problems.length === 0) findings.push(await examineTexts(telephony, twilio));
    if (isWell('database') && isWell('migrations')) findings.push(...(await examineStoredTimes(pool)));
    return findings;
  } finally {
    await pool.end();
  }
}

/** Whether answers by text come here. What a messaging service does with them, its number does not tell. */
export async function examineTexts(
  telephony: Pick<Telephony, 'smsWebhook'>,
  { fromNumber, messagingServiceSid, publicUrl }: Config['twilio'],
): Promise<Finding> {
  const wanted = `${publicUrl}/twilio/sms`;
  if (messagingServiceSid !== undefined)
    return note(
      'Whether clients can answer texts depends on the messaging service.',
      `See in the Twilio console that ${messagingServiceSid} sends incoming messages to ${wanted}, by HTTP POST.`,
    );
  const found = await telephony.smsWebhook();
  // What follows # tells Twilio how to connect.
  if (found?.url.replace(/#.*/, '') === wanted && found.method === 'POST')
    return well(`Answers by text come to ${wanted}`);
  return ill(
    found === undefined
      ? `Answers by text are lost: ${fromNumber} has no address for them.`
      : `Answers by text do not come here: ${fromNumber} sends them to ${found.url}, by ${found.method}.`,
    `Set "A message comes in" of that number in the Twilio console to ${wanted}, by HTTP POST.`,
  );
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
