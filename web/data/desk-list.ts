import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../api/schemas/desk';
import { api } from './api';
import { keys } from './keys';

export type DeskItem = z.output<typeof schemas.deskItem>;

/** Whom to ring, soonest appointment first; or what is done, the last one first. */
export function useDeskList(isDone: boolean) {
  return useQuery({
    queryKey: keys.deskItems(isDone),
    queryFn: async () => {
      const { data } = await api<{ data: DeskItem[] }>('GET', `/v1/desk-list?done=${String(isDone)}`);
      return data;
    },
  });
}
