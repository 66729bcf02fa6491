import { queryOptions, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../data/api';
import { useTime } from '../../data/clock';
import { keys } from '../../data/keys';
import { useSession } from '../../data/session';
import { addDays, dateOf } from '../../parts/dates';
import type { Day, Row } from './standing';

const dayQuery = (date: string) =>
  queryOptions({
    queryKey: keys.day(date),
    queryFn: ({ signal }) => api<Day>('GET', `/v1/days/${date}`, { signal }),
  });

interface Days {
  /** Of those that have come, in order. */
  days: Day[];
  rows: Row[];
  isPending: boolean;
  error: Error | null;
}

/** Days of the office. What has not changed stays the same object, so that its row is not drawn again. */
export function useDays(dates: readonly string[]): Days {
  return useQueries({ queries: dates.map(dayQuery), combine });
}

/** Outside of the component: it runs only when an answer has changed. */
function combine(results: UseQueryResult<Day>[]): Days {
  const days = results.flatMap(({ data }) => data ?? []);
  return {
    days,
    rows: days.flatMap(({ data }) => data),
    isPending: results.some(({ isPending }) => isPending),
    error: results.find(({ error }) => error)?.error ?? null,
  };
}

/** By name, number or id, upcoming first; nothing while `q` is empty. */
export function useFound(q: string) {
  return useQuery({
    queryKey: [...keys.search, q],
    queryFn: ({ signal }) =>
      api<{ data: Row[] }>('GET', `/v1/search?${new URLSearchParams({ q, limit: '50' })}`, { signal }),
    enabled: q !== '',
    placeholderData: (before) => before,
  });
}

/** Today, as the office counts days. */
export function useToday(): string {
  const { timeZone } = useSession().office;
  return useTime(useCallback((nowMs) => dateOf(nowMs, timeZone), [timeZone]));
}

const none: readonly Row[] = [];

/** Those of today and the next two days, who are called today or tomorrow; nobody until all of them have come. */
export function useUpcomingRows(): readonly Row[] {
  const today = useToday();
  const { rows, isPending } = useDays([0, 1, 2].map((days) => addDays(today, days)));
  return isPending ? none : rows;
}
