import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Refusal } from './api';
import { sessionKey } from './session';

/** Whoever is signed out, here or elsewhere, is shown the way in. */
function onError(error: unknown): void {
  if (error instanceof Refusal && error.status === 401) queryClient.setQueryData(sessionKey, null);
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      // The stream of changes says what is stale; this is for a stream that is cut off without a word.
      refetchInterval: 30_000,
      staleTime: 10_000,
      // The server has decided: asking again does not help.
      retry: (count, error) => !(error instanceof Refusal) && count < 3,
    },
  },
});
