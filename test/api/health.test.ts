import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotReady, readinessOf, type ReadinessReport } from '../../api/readiness';
import { booking, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('/readyz', () => {
  it('names what is missing, and what to do, within 2 seconds', async () => {
    const parts = await startWorld({
      readiness: {
        database: () => Promise.resolve(),
        temporal: () => sleep(60_000, undefined, { ref: false }),
        twilio: () => Promise.reject(new NotReady('No account.', 'Get one.')),
        other: () => Promise.reject(new Error('secret internals')),
      },
    });
    try {
      const startedMs = Date.now();
      const { status, body } = await parts.call<ReadinessReport>('GET', '/readyz');
      expect(Date.now() - startedMs).toBeLessThan(3_000);
      expect(status).toBe(503);
      expect(body).toMatchObject({
        status: 'not_ready',
        parts: {
          database: { ok: true },
          temporal: { ok: false, detail: 'It did not answer within 2000 ms.' },
          twilio: { ok: false, detail: 'No account.', remedy: 'Get one.' },
        },
      });
      expect(JSON.stringify(body)).not.toContain('secret');
    } finally {
      await parts.close();
    }
  });

  it('is 200 when all is well, and sees a migration that is not applied', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:9' });
    const { telephony } = world.deps;
    const all = readinessOf({ pool: world.pool, client: new Client({ connection }), telephony });
    const { database, migrations } = all;
    expect(Object.keys(all)).toEqual(['database', 'migrations', 'temporal', 'calling', 'worker', 'twilio']);
    if (!database || !migrations) throw new Error('unreachable');
    const well = await startWorld({ readiness: { database, migrations } });
    try {
      expect(await well.call('GET', '/readyz')).toMatchObject({
        status: 200,
        body: { status: 'ready', parts: { database: { ok: true }, migrations: { ok: true } } },
      });
      await world.pool.query("delete from migrations where name like '0001%'");
      expect(await well.call('GET', '/readyz')).toMatchObject({
        status: 503,
        body: { parts: { migrations: { ok: false, remedy: 'Run npm run migrate.' } } },
      });
    } finally {
      await well.close();
      await connection.close();
    }
  });
});

describe('for those who watch', () => {
  it('is alive without being asked who asks', async () => {
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  });

  it('counts requests by route, and appointments', async () => {
    const { body } = await world.call('POST', '/v1/appointments', booking());
    await world.call('GET', `/v1/appointments/${body.id}`);
    const text = await (await fetch(`${world.url}/metrics`)).text();
    expect(text).toMatch(/^slotkeeper_appointments_registered_total [1-9]/m);
    expect(text).toContain('route="/v1/appointments/:id",status="200"');
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('shows the document in a browser without anything from elsewhere', async () => {
    const page = await fetch(`${world.url}/docs`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await fetch(world.url + file)).status).toBe(200);
  });
});
