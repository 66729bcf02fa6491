import { useQuery, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { z } from 'zod';
import type * as schemas from '../../api/schemas/users';
import { mayActAs, type Role } from '../../domain/roles';
import { api, Refusal } from './api';

export type { Role };

/** Who works here, and what the pages must know of the office. */
export type Session = z.output<typeof schemas.session>;

export type Presence =
  | { kind: 'in'; session: Session }
  /** The session has ended by itself: what stands on the page, half typed perhaps, is to survive. */
  | { kind: 'expired'; session: Session }
  | { kind: 'out' };

export const sessionKey = ['session'] as const;

export function usePresence() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ client }): Promise<Presence> => {
      try {
        return { kind: 'in', session: await api<Session>('GET', '/v1/session') };
      } catch (error) {
        if (isSignedOut(error)) return lapsed(client.getQueryData<Presence>(sessionKey));
        throw error;
      }
    },
    staleTime: 60_000,
  });
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'unauthenticated';
}

/** What the server's "nobody is signed in" makes of what was known before. */
export function lapsed(before: Presence | undefined): Presence {
  return before === undefined || before.kind === 'out'
    ? { kind: 'out' }
    : { kind: 'expired', session: before.session };
}

/** What clients are called does not stay in the memory of a shared computer. */
export function forget(client: QueryClient): void {
  const presence: Presence = { kind: 'out' };
  client.setQueryData(sessionKey, presence);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  client.getMutationCache().clear();
}

export const SessionContext = createContext<Session | null>(null);

/** On pages that only those who are signed in see. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Nobody is signed in');
  return session;
}

/** Whether whoever is signed in may do what `role` may. */
export function useMay(role: Role): boolean {
  return mayActAs(useSession().user.role, role);
}
