/** `list` and `show`: what is planned, and what has happened. */
import { Temporal } from 'temporal-polyfill';
import type { CliConfig } from '../config';
import { reasonInWords } from '../domain/plan-words';
import type { Api, Appointment, Reminder, TimelineEvent } from './api';
import { table } from './table';
import { localMoment, moment } from './times';

export interface ListOptions {
  status?: string;
  from?: string;
  to?: string;
  json?: true;
}

export async function list(api: Api, { office }: CliConfig, options: ListOptions): Promise<string> {
  const zone = office.timeZone ?? Temporal.Now.timeZoneId();
  const from = options.from ?? Temporal.Now.plainDateISO(zone).toString();
  const found = await findAll(api, { ...options, from });
  if (options.json) return JSON.stringify(found, null, 2);
  if (found.length === 0)
    return `No appointments${options.status ? ` that are ${options.status}` : ''} from ${from}${options.to ? ` to ${options.to}` : ' on'}.`;
  return table(
    ['ID', 'START', 'CLIENT', 'STATUS', 'NEXT REMINDER', 'LAST EVENT'],
    found.map((each) => [
      String(each.id),
      localMoment(each.startsAtLocal),
      each.client.name,
      each.status.replaceAll('_', ' '),
      nextReminder(each),
      each.lastEvent
        ? `${moment(new Date(each.lastEvent.at), office.timeZone)} ${each.lastEvent.summary}`
        : '',
    ]),
  );
}

async function findAll(api: Api, { status, from, to }: ListOptions): Promise<Appointment[]> {
  const found: Appointment[] = [];
  let cursor: string | null | undefined;
  do {
    const query = Object.entries({ status, from, to, cursor, limit: '200' }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const page = await api.get<{ data: Appointment[]; nextCursor: string | null }>(
      `/v1/appointments?${new URLSearchParams(query).toString()}`,
    );
    found.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

function nextReminder({ reminders }: Appointment): string {
  const next = reminders.find(({ state }) => state === 'calling' || state === 'planned');
  if (!next) return '–';
  return next.state === 'calling' ? 'calling now' : localMoment(next.dueAtLocal);
}

export async function show(api: Api, { office }: CliConfig, id: number, json?: true): Promise<string> {
  const appointment = await api.get<Appointment>(`/v1/appointments/${id}`);
  const { data } = await api.get<{ data: TimelineEvent[] }>(`/v1/appointments/${id}/timeline`);
  if (json) return JSON.stringify({ ...appointment, timeline: data }, null, 2);
  const { client, status, past, attended, externalId, links } = appointment;
  return [
    commas(
      `Appointment ${id}${externalId === null ? '' : ` (${externalId})`}: ${localMoment(appointment.startsAtLocal)}`,
      status.replaceAll('_', ' '),
      past && 'past',
      attended !== null && (attended ? 'attended' : 'not attended'),
    ),
    commas(client.name, client.phone, client.locale, client.timeZone),
    ...(links.workflow ? [links.workflow] : []),
    '',
    'Reminders',
    ...(appointment.reminders.length > 0
      ? appointment.reminders.map((each) => `  ${reminderLine(each)}`)
      : ['  none']),
    '',
    `Timeline (${office.timeZone ?? `${Temporal.Now.timeZoneId()}, the clock of this machine`})`,
    ...data.map(({ at, summary }) => `  ${moment(new Date(at), office.timeZone, true)}  ${summary}`),
  ].join('\n');
}

function commas(...parts: (string | null | false)[]): string {
  return parts.filter(Boolean).join(', ');
}

function reminderLine({ number, offset, dueAtLocal, state, reason, movedFromLocal }: Reminder): string {
  const what = number === 0 ? 'call now' : `${number}, ${offset ?? '?'} before`;
  const moved = movedFromLocal ? `moved from ${localMoment(movedFromLocal)}` : '';
  const why = [moved, reason ? reasonInWords[reason] : ''].filter(Boolean).join(': ');
  return `${localMoment(dueAtLocal)}  ${state.replaceAll('_', ' ')}  (${what}${why ? `; ${why}` : ''})`;
}
