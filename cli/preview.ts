/** `preview`: the plan that registering an appointment would make. */
import type { Api, Preview } from './api';
import { localMoment } from './times';

export interface PreviewOptions {
  name: string;
  phone: string;
  at: string;
  zone?: string;
  reminders?: string;
  json?: true;
}

export async function preview(
  api: Api,
  { name, phone, at, zone, reminders, json }: PreviewOptions,
): Promise<string> {
  const plan = await api.post<Preview>('/v1/preview', {
    client: { name, phone },
    startsAt: at,
    ...(zone === undefined ? {} : { timeZone: zone }),
    ...(reminders === undefined ? {} : { reminders: reminders.split(',').filter(Boolean) }),
  });
  if (json) return JSON.stringify(plan, null, 2);
  return [
    `${name}, ${localMoment(plan.startsAtLocal)}; nothing is registered.`,
    ...(plan.reminders.length > 0
      ? plan.reminders.map(({ offset, summary }) => `  ${offset ?? '?'} before: ${summary}`)
      : ['  No reminders.']),
  ].join('\n');
}
