/** How an appointment is shown at a glance: by a word, a symbol and a colour, of which each tells enough alone. */
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/day';
import type { TextId } from '../../texts/use-text';

export type Day = z.output<typeof schemas.day>;
export type Row = z.output<typeof schemas.row>;

export type Standing = 'live' | 'ring' | Row['status'];

export function standingOf({
  tone,
  status,
  onDeskList,
}: Pick<Row, 'tone' | 'status' | 'onDeskList'>): Standing {
  if (tone === 'live') return 'live';
  return onDeskList && status === 'scheduled' ? 'ring' : status;
}

export const symbols: Readonly<Record<Standing, string>> = {
  live: '☎',
  ring: '⚑',
  scheduled: '○',
  confirmed: '✓',
  reschedule_requested: '↻',
  cancelled: '✕',
};

export const standingText: Readonly<Record<Standing, TextId>> = {
  live: 'standing.live',
  ring: 'standing.ring',
  scheduled: 'standing.scheduled',
  confirmed: 'standing.confirmed',
  reschedule_requested: 'standing.reschedule_requested',
  cancelled: 'standing.cancelled',
};

/** A person should do something. */
export function needsPerson({ tone, onDeskList }: Pick<Row, 'tone' | 'onDeskList'>): boolean {
  return onDeskList || tone === 'act';
}
