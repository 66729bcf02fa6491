/** What is asked for, kept in the address: so the "back" button works, and a view can be bookmarked. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { needsPerson, standingOf, type Row } from './standing';

export const spans = [1, 3, 7] as const;
export type Span = (typeof spans)[number];
export const statuses = ['scheduled', 'confirmed', 'reschedule_requested', 'cancelled'] as const;

export interface View {
  /** How many days are shown. */
  span: Span;
  /** What is searched for; empty: nothing. */
  q: string;
  status: (typeof statuses)[number] | undefined;
  /** Only those for whom a person should do something. */
  person: boolean;
}

export function useView(): [View, (change: Partial<View>) => void] {
  const [params, setParams] = useSearchParams();
  const view = useMemo(
    (): View => ({
      span: spans.find((span) => String(span) === params.get('days')) ?? 3,
      q: params.get('q') ?? '',
      status: statuses.find((status) => status === params.get('status')),
      person: params.has('person'),
    }),
    [params],
  );
  const change = useCallback(
    (part: Partial<View>) => setParams((before) => written({ ...view, ...part }, before), { replace: true }),
    [view, setParams],
  );
  return [view, change];
}

function written({ span, q, status, person }: View, before: URLSearchParams): URLSearchParams {
  const params = new URLSearchParams(before);
  const set = (name: string, value: string) => {
    if (value === '') params.delete(name);
    else params.set(name, value);
  };
  set('days', span === 3 ? '' : String(span));
  set('q', q);
  set('status', status ?? '');
  set('person', person ? 'yes' : '');
  return params;
}

export function isFiltered({ status, person }: View): boolean {
  return status !== undefined || person;
}

export function filtered(rows: readonly Row[], { status, person }: View): readonly Row[] {
  if (status === undefined && !person) return rows;
  return rows.filter(
    (row) => (status === undefined || row.status === status) && (!person || needsPerson(row)),
  );
}

/** How many of each standing, for a heading. */
export function counted(rows: readonly Row[]): { confirmed: number; person: number } {
  return {
    confirmed: rows.filter((row) => standingOf(row) === 'confirmed').length,
    person: rows.filter(needsPerson).length,
  };
}
