import { useCallback } from 'react';
import { useTime } from '../../data/clock';
import { useMay } from '../../data/session';
import { useText } from '../../texts/use-text';
import type { Appointment } from './use-appointment';

/** Why a button may not be pressed, as far as this page knows; `undefined`: it may. The API knows the rest. */
export function useRules({ status, startsAt, reminders, optedOut }: Appointment) {
  const text = useText();
  const may = useMay('desk');
  const isPast = useTime(useCallback((nowMs) => Date.parse(startsAt) <= nowMs, [startsAt]));
  const role = may ? undefined : text('appointment.rule.role');
  const cancelled = status === 'cancelled' ? text('appointment.rule.cancelled') : undefined;
  const confirmed = status === 'confirmed' ? text('appointment.rule.confirmed') : undefined;
  const answered = status === 'reschedule_requested' ? text('appointment.rule.reschedule') : undefined;
  const calling = reminders.some(({ state }) => state === 'calling');
  return {
    isPast,
    attended: role ?? cancelled,
    call:
      role ??
      cancelled ??
      confirmed ??
      answered ??
      (optedOut ? text('appointment.rule.optedOut') : undefined) ??
      (calling ? text('appointment.rule.calling') : undefined),
    confirm: role ?? cancelled ?? confirmed,
    move: role ?? cancelled,
    cancel: role ?? cancelled,
    optOut: role,
  };
}
