import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Refusal } from './api';
import { isSignedOut, lapsed, sessionKey, type Presence } from './session';

/** Whoever was signed out by the server is shown the way in. */
function onError(error: unknown): void {
  if (isSignedOut(error)) queryClient.setQueryData<Presence>(sessionKey, lapsed);
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
      networkMode: 'always',
    },
    // Without a network it fails, and says so, instead of happening some time later.
    mutations: { networkMode: 'always' },
  },
});
