import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/appointments';
import type * as attemptSchemas from '../../../api/schemas/attempts';
import { api, Refusal } from '../../data/api';
import { keys } from '../../data/keys';

export type Appointment = z.output<typeof schemas.appointment>;
export type TimelineEvent = z.output<typeof schemas.event>;
export type Attempt = z.output<typeof attemptSchemas.attempt>;

export function useAppointment(id: number) {
  return useQuery({
    queryKey: keys.appointment(id),
    queryFn: ({ signal }) => api<Appointment>('GET', `/v1/appointments/${id}`, { signal }),
  });
}

export function useTimeline(id: number) {
  return useQuery({
    queryKey: keys.timeline(id),
    queryFn: ({ signal }) =>
      api<{ data: TimelineEvent[] }>('GET', `/v1/appointments/${id}/timeline`, { signal }),
  });
}

export function useAttempts(id: number) {
  return useQuery({
    queryKey: keys.attempts(id),
    queryFn: ({ signal }) => api<{ data: Attempt[] }>('GET', `/v1/appointments/${id}/attempts`, { signal }),
  });
}

/** Below the appointment's key: what makes one stale makes the other. */
export const optOutKey = (id: number, phone: string) => [...keys.appointment(id), 'opt-out', phone];

/** Whether the client has said to be contacted no more. */
export function useOptedOut(id: number, phone: string) {
  return useQuery({
    queryKey: optOutKey(id, phone),
    queryFn: async ({ signal }) => {
      try {
        await api('GET', `/v1/opt-outs/${phone}`, { signal });
        return true;
      } catch (error) {
        if (error instanceof Refusal && error.status === 404) return false;
        throw error;
      }
    },
  });
}
