import { countDays, countHours } from '../db/overview';
import { officeDay } from '../domain/zones';
import { read, type Operation } from './operation';
import { noParams } from './schemas/fields';
import { overview, overviewQuery } from './schemas/overview';

export const overviewOperations: readonly Operation[] = [
  read({
    path: '/v1/overview',
    tag: 'Overview',
    summary: 'How many were called and what they answered, day by day',
    params: noParams,
    query: overviewQuery,
    replies: { 200: { description: 'Today and the days before.', schema: overview } },
    problems: [422],
    run: async (db, { query: { days } }, { deps, nowMs }) => {
      const { timeZone } = deps.config.office;
      const period = { to: officeDay(nowMs, timeZone), days, timeZone };
      const [counts, answersByHour] = await Promise.all([countDays(db, period), countHours(db, period)]);
      return { status: 200, body: { timeZone, days: counts, answersByHour } };
    },
  }),
];
