/** `pause` and `resume`: whether calls and texts go out at all. */
import type { CliConfig } from '../config';
import type { Api, Calling } from './api';
import { moment } from './times';

export async function pause(api: Api, { office }: CliConfig, reason?: string): Promise<string> {
  const { paused } = await api.post<Calling>('/v1/calling/pause', reason === undefined ? {} : { reason });
  if (!paused) return 'Calling was resumed meanwhile.';
  const why = paused.reason === null ? '' : ` (${paused.reason})`;
  return `Calling is paused since ${moment(new Date(paused.since), office.timeZone)}, by ${paused.by.replace(/^staff:/, '')}${why}. slotkeeper resume lets calls go out again.`;
}

export async function resume(api: Api): Promise<string> {
  const { accountRefused } = await api.post<Calling>('/v1/calling/resume');
  return accountRefused
    ? `Calling is not paused, but Twilio refuses the account (${accountRefused.code ?? 'no code'}). slotkeeper doctor tells more.`
    : 'Calls go out again, at the usual pace; those that waited begin within 15 seconds.';
}
