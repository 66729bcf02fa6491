import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { condition } from '../../api/schemas/overview';
import { api } from './api';
import { keys } from './keys';

export type Condition = z.output<typeof condition>;

/** Whether calls go out, and how each part is. The stream tells of pauses; the rest is asked for. */
export function useCondition() {
  return useQuery({
    queryKey: keys.condition,
    queryFn: () => api<Condition>('GET', '/v1/condition'),
    refetchInterval: 15_000,
  });
}
