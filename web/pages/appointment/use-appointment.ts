import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/appointments';
import type * as attemptSchemas from '../../../api/schemas/attempts';
import { api } from '../../data/api';
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
