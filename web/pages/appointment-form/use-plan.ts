import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/appointments';
import { api, Refusal } from '../../data/api';
import { keys } from '../../data/keys';
import { isSignedOut } from '../../data/session';
import { useSettled } from '../../data/use-settled';

type Plan = z.output<typeof schemas.preview>;
type Verdict = { kind: 'planned'; plan: Plan } | { kind: 'refused'; error: Refusal };

/** What the API would plan, or has against it, once typing pauses. The last verdict stands until the next. */
export function usePlan(path: string, body: Record<string, unknown>) {
  const settled = useSettled(JSON.stringify(body), 300);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: keys.plan(path, settled),
    queryFn: async ({ signal }): Promise<Verdict> => {
      try {
        const sent: unknown = JSON.parse(settled);
        return { kind: 'planned', plan: await api<Plan>('POST', path, { body: sent, signal }) };
      } catch (problem) {
        if (problem instanceof Refusal && !isSignedOut(problem)) return { kind: 'refused', error: problem };
        throw problem;
      }
    },
    placeholderData: keepPreviousData,
    // Names and numbers of those who are not registered are not kept.
    gcTime: 0,
  });
  return {
    plan: data?.kind === 'planned' ? data.plan : undefined,
    error: data?.kind === 'refused' ? data.error : error,
    isOld: isPlaceholderData,
  };
}
