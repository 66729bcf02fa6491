import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { callQueue } from '../workflows/contract';
import { readCompose, readText, root, type Service } from './support/compose';
import { settingsInExample, settingsOfConfig } from './support/settings';

const { services, volumes } = readCompose();
const all = Object.entries(services);
const ours = all.filter(([, { image }]) => image.startsWith('slotkeeper:'));
const isOnce = ({ restart }: Service) => restart?.startsWith('on-failure') === true;

describe.each(all)('%s', (_, service) => {
  test('runs a version that is named to the last digit', () => {
    expect(service.image).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?(-\w+)?$/);
  });

  test('comes back by itself, and tells how it is unless it runs only once', () => {
    if (isOnce(service)) expect(service.healthcheck).toBeUndefined();
    else {
      expect(service.restart).toBe('unless-stopped');
      expect(service.healthcheck).toBeDefined();
    }
  });

  test('waits for the end of what runs once, and for the health of the rest', () => {
    for (const [name, { condition }] of Object.entries(service.depends_on)) {
      const other = services[name];
      expect(condition).toBe(other && isOnce(other) ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  test('is not let do more than it needs', () => {
    expect(service.security_opt).toContain('no-new-privileges:true');
  });

  test('mounts only what there is', () => {
    for (const [source = ''] of service.volumes.map((volume) => volume.split(':')))
      if (source.startsWith('.')) expect(existsSync(join(root, source)), source).toBe(true);
      else expect(Object.keys(volumes)).toContain(source);
  });
});

describe.each(ours)('our %s', (_, service) => {
  test('is started from a file that the build makes', () => {
    const [program, file = ''] = service.command ?? [];
    expect(program).toBe('node');
    expect(existsSync(join(root, file.replace(/^dist\//, '').replace(/\.js$/, '.ts'))), file).toBe(true);
  });

  test('cannot write, and hears signals', () => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], init: true });
  });
});

test('only the API can be reached from other machines', () => {
  for (const [name, { ports }] of all)
    if (name !== 'api') for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
});

test('the worker is given longer to stop than it takes to finish what is in hand', () => {
  const seconds = (text: string | undefined) => Number(/(\d+) ?s/.exec(text ?? '')?.[1]);
  const takes = seconds(/graceTime = '(.*)'/.exec(readText('worker/workers.ts'))?.[1]);
  expect(seconds(services['worker']?.stop_grace_period)).toBeGreaterThan(takes);
});

test('API and worker get every setting of Slotkeeper, and no secret of another', () => {
  const expected = settingsOfConfig().filter(
    (name) => !['TEMPORAL_CLI_PATH', 'SLOTKEEPER_API_URL'].includes(name),
  );
  for (const name of ['api', 'worker'])
    expect(Object.keys(services[name]?.environment ?? {}).sort()).toEqual(
      [...new Set([...expected, 'TEMPORAL_NAMESPACE'])].sort(),
    );
});

test.each(['docker-compose.yml', 'docker-compose.trial.yml'])(
  '%s: every variable is in .env.example',
  (file) => {
    const used = [...readText(file).matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(0);
    expect(settingsInExample()).toEqual(expect.arrayContaining(used));
  },
);

test('the passwords of the databases are those with which Compose hands them out', () => {
  const wanted = [...readText('deploy/postgres/databases.sql').matchAll(/\\getenv \w+ (\w+)/g)].map(
    ([, name]) => name,
  );
  expect(wanted).toHaveLength(2);
  expect(Object.keys(services['postgres']?.environment ?? {})).toEqual(expect.arrayContaining(wanted));
});

test('calls have one partition of their queue, so that their priorities hold', () => {
  const config: unknown = parse(readText('deploy/temporal/dynamic-config.yaml'));
  const one = [{ value: 1, constraints: { taskQueueName: callQueue } }];
  expect(config).toEqual({
    'matching.numTaskqueueReadPartitions': one,
    'matching.numTaskqueueWritePartitions': one,
  });
});

test('the image holds all that the build reads', () => {
  const kept = readText('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const { include } = JSON.parse(readText('tsconfig.build.json')) as { include: string[] };
  const read = include.map((pattern) => pattern.replace('/**/*.ts', ''));
  expect(kept).toEqual(
    expect.arrayContaining([...read, 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.ts']),
  );
  for (const file of kept) expect(existsSync(join(root, file)), file).toBe(true);
});
