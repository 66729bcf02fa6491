import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, Refusal } from './api';

export type Role = 'look' | 'desk' | 'admin';

/** Who works here, and what the pages must know of the office. */
export interface Session {
  user: { id: string; name: string; role: Role };
  office: { name: string; phone: string; timeZone: string };
  locales: string[];
  defaultCountry: string;
  /** E.164 */
  testClientPhone: string | null;
  /** The simulator's phones; null when real ones ring. */
  phonesUrl: string | null;
  /** The Temporal Web UI's list of workflows. */
  workflowsUrl: string | null;
  version: string;
}

export const sessionKey = ['session'] as const;

/** `null`: nobody is signed in. */
export function useSessionQuery() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async (): Promise<Session | null> => {
      try {
        return await api<Session>('GET', '/v1/session');
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}

export const SessionContext = createContext<Session | null>(null);

/** On pages that only those who are signed in see. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Nobody is signed in');
  return session;
}

const ranks: Record<Role, number> = { look: 0, desk: 1, admin: 2 };

/** Whether whoever is signed in may do what `role` may. */
export function useMay(role: Role): boolean {
  return ranks[useSession().user.role] >= ranks[role];
}
