/** The measure for single registrations: a queue on the same PostgreSQL that does one insert a job and no more. */
import PgBoss from 'pg-boss';
import { closedLoop, type Load } from './load';

const queue = 'appointments';

export async function insertsOfPgBoss(databaseUrl: string, count: number, atOnce: number): Promise<Load> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: atOnce, supervise: false, schedule: false });
  await boss.start();
  try {
    await boss.createQueue(queue);
    const insert = (n: number) =>
      boss.send(queue, { appointmentId: n, revision: 1 }, { startAfter: 24 * 3_600 });
    await closedLoop(100, atOnce, insert);
    return await closedLoop(count, atOnce, insert);
  } finally {
    await boss.stop({ graceful: false });
  }
}
