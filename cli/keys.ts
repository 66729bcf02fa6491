/** `key`: which programs may use the API. */
import { Command } from 'commander';
import type { CliConfig } from '../config';
import type { Api, ApiKey, CreatedApiKey } from './api';
import { table } from './table';
import { day } from './times';
import { roleOption, type WithApi } from './users';

export function keyCommand(withApi: WithApi): Command {
  const key = new Command('key').description('keys by which programs use the API');
  key
    .command('add')
    .description('make a key, which is shown this once')
    .argument('<name>', 'of the program, as timelines will show it')
    .addOption(roleOption())
    .action((name: string, { role }: { role: string }) =>
      withApi(async (api) => {
        const made = await api.post<CreatedApiKey>('/v1/api-keys', { name, role });
        return `${made.secret}\nKey ${made.id} of ${made.name}, with the role ${made.role}. It cannot be shown again.`;
      }),
    );
  key
    .command('list')
    .description('all keys, those in use first')
    .action(() => withApi((api, config) => list(api, config)));
  key
    .command('revoke')
    .description('let a key work no more, at once')
    .argument('<id>', 'as slotkeeper key list shows it')
    .action((id: string) =>
      withApi(async (api) => {
        const revoked = await api.delete<ApiKey>(`/v1/api-keys/${encodeURIComponent(id)}`);
        return `Key ${revoked.id} of ${revoked.name} works no more.`;
      }),
    );
  return key;
}

async function list(api: Api, { office: { timeZone } }: CliConfig): Promise<string> {
  const { data } = await api.get<{ data: ApiKey[] }>('/v1/api-keys');
  return table(
    ['ID', 'NAME', 'ROLE', 'SINCE', 'BY', 'LAST USED', ''],
    data.map(({ id, name, role, createdAt, createdBy, lastUsedAt, revokedAt }) => [
      String(id),
      name,
      role,
      day(new Date(createdAt), timeZone),
      createdBy?.replace(/^staff:/, '') ?? 'the settings',
      lastUsedAt ?? 'never',
      revokedAt === null ? '' : `revoked ${day(new Date(revokedAt), timeZone)}`,
    ]),
  );
}
