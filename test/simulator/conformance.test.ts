// Our answers against Twilio's own OpenAPI document, which ships inside the npm package @twilio/cli-core.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Ajv, { type AnySchemaObject } from 'ajv';
import { beforeAll, expect, test } from 'vitest';
import { ACCOUNT, CLIENT, OWN, simulate, TOKEN } from './helpers';

const run = promisify(execFile);
const CACHE = join(__dirname, '../../.slotkeeper/cache');
const SPEC = join(CACHE, 'twilio_api_v2010-8.3.2.json');
const INSIDE = 'package/src/services/twilio-api/twilio_api_v2010.json';

interface OpenApi {
  components: { schemas: Record<string, AnySchemaObject> };
  paths: Record<
    string,
    { get: { responses: { 200: { content: { 'application/json': { schema: AnySchemaObject } } } } } }
  >;
}
let spec: OpenApi;

beforeAll(async () => {
  if (!existsSync(SPEC)) {
    await mkdir(CACHE, { recursive: true });
    const pack = ['pack', '@twilio/cli-core@8.3.2', '--silent', '--ignore-scripts'];
    const { stdout } = await run('npm', pack, { cwd: CACHE });
    await run('tar', ['-xzf', stdout.trim(), INSIDE], { cwd: CACHE });
    await rename(join(CACHE, INSIDE), SPEC);
  }
  spec = JSON.parse(await readFile(SPEC, 'utf8')) as OpenApi;
}, 120_000);

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addFormat('date-time-rfc-2822', /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
ajv.addFormat('phone-number', /^\+[1-9]\d{6,14}$/);
ajv.addFormat('currency', /^[A-Z]{3}$/);
ajv.addFormat('http-method', /^(GET|POST)$/);
ajv.addFormat('uri', (value) => URL.canParse(value, 'http://localhost'));
ajv.addFormat('uri-map', true);
ajv.addFormat('phone-number-capabilities', true);

/** No property that Twilio does not have, and each of the right shape. */
function errorsOf(schema: AnySchemaObject, body: unknown) {
  const document = { components: spec.components, ...schema, additionalProperties: false };
  const validate = ajv.compile(document);
  return validate(body) ? [] : validate.errors;
}

async function get(url: string, path: string): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
  const response = await fetch(`${url}/2010-04-01/Accounts/${ACCOUNT}${path}`, {
    headers: { authorization },
  });
  expect(response.status).toBe(200);
  return response.json();
}

const one = (name: string) => spec.components.schemas[name] ?? {};
const list = (name: string) => {
  const { get } =
    spec.paths[`/2010-04-01/Accounts/{AccountSid}/${name}.json`] ?? expect.fail(`no list ${name}`);
  return get.responses[200].content['application/json'].schema;
};

test('calls, messages, numbers and the account have the shape that Twilio publishes', async () => {
  const sim = await simulate();
  await sim.script({ kind: 'answer' });
  const twiml = '<Response><Say>Hi</Say></Response>';
  const call = await sim.client.calls.create({ to: CLIENT, from: OWN, twiml, machineDetection: 'Enable' });
  const message = await sim.client.messages.create({ to: CLIENT, from: OWN, body: 'Hi' });
  const check = async (path: string, schema: AnySchemaObject) =>
    expect(errorsOf(schema, await get(sim.url, path)), path).toEqual([]);

  await check(`/Calls/${call.sid}.json`, one('api.v2010.account.call'));
  await sim.ended(call.sid);
  await check(`/Calls/${call.sid}.json`, one('api.v2010.account.call'));
  await check('/Calls.json', list('Calls'));
  await check('/Calls.json?PageSize=1&To=%2B12125550123', list('Calls'));
  await check(`/Messages/${message.sid}.json`, one('api.v2010.account.message'));
  await check('/Messages.json', list('Messages'));
  await check('/IncomingPhoneNumbers.json', list('IncomingPhoneNumbers'));
  await check('.json', one('api.v2010.account'));
});

test('a call lacks none of the properties that Twilio has', async () => {
  const sim = await simulate();
  const { sid } = await sim.client.calls.create({ to: CLIENT, from: OWN, twiml: '<Response/>' });
  const body = (await get(sim.url, `/Calls/${sid}.json`)) as object;
  const { properties } = one('api.v2010.account.call') as { properties: object };
  expect(Object.keys(body).sort()).toEqual(Object.keys(properties).sort());
});
