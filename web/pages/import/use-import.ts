import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/imports';
import { api } from '../../data/api';
import { keys } from '../../data/keys';

export type Import = z.output<typeof schemas.importSchema>;
export type ImportLine = z.output<typeof schemas.importLine>;
export type Mapping = z.input<typeof schemas.mapping>;

/** While something is under way, in milliseconds. */
const lookEveryMs = 500;

export function isUnderWay(state: Import['state'] | undefined): boolean {
  return state === 'checking' || state === 'applying';
}

export function useImport(id: number) {
  return useQuery({
    queryKey: keys.import(id),
    queryFn: () => api<Import>('GET', `/v1/imports/${id}`),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? lookEveryMs : false),
  });
}

/** What is answered is how the import is now. */
function useStep<T>(id: number, step: (sent: T) => Promise<Import>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: (now) => client.setQueryData(keys.import(id), now),
  });
}

export function useMapping(id: number) {
  return useStep(id, (body: Mapping) => api<Import>('PUT', `/v1/imports/${id}/mapping`, { body }));
}

export function useApply(id: number) {
  return useStep(id, (skipRefused: boolean) =>
    api<Import>('POST', `/v1/imports/${id}/apply`, { body: { skipRefused } }),
  );
}
