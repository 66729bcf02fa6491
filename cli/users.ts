/** `user`: who may sign in to the front desk. */
import { Argument, Command, Option } from 'commander';
import type { CliConfig } from '../config';
import { roles } from '../domain/roles';
import { CliError, type Api, type User } from './api';
import { readNewPassword } from './password';
import { table } from './table';
import { day, moment } from './times';

export type WithApi = (work: (api: Api, config: CliConfig) => Promise<string>) => Promise<void>;

export const roleOption = () =>
  new Option('--role <role>', 'look, desk (calls, confirms, changes), or admin (users and keys as well)')
    .choices(roles)
    .makeOptionMandatory();

const fromPipe = '\nThe password is asked for, or read from standard input as one line.';

export function userCommand(withApi: WithApi): Command {
  const user = new Command('user').description('people who sign in to the front desk');
  const one = (command: string, what: string) =>
    user.command(command).description(what).argument('<name>', 'of the user, such as Ana');

  one('add', 'add a user; the first one should be an admin')
    .addOption(roleOption())
    .addHelpText('after', fromPipe)
    .action((name: string, { role }: { role: string }) =>
      withApi(async (api) => {
        const password = await readNewPassword(name);
        const added = await api.post<User>('/v1/users', { name, role, password });
        return `${added.name} may sign in, with the role ${added.role}.`;
      }),
    );
  user
    .command('list')
    .description('all users')
    .action(() => withApi((api, config) => list(api, config)));
  one('password', 'set another password; unlocks, and ends all sessions')
    .addHelpText('after', fromPipe)
    .action((name: string) =>
      withApi(async (api) => {
        const found = await findUser(api, name);
        await change(api, found, { password: await readNewPassword(found.name) });
        return `${found.name} has another password; all sessions have ended.`;
      }),
    );
  one('role', 'give another role; ends all sessions')
    .addArgument(new Argument('<role>').choices(roles))
    .action((name: string, role: string) =>
      withApi(async (api) => {
        const changed = await change(api, await findUser(api, name), { role });
        return `${changed.name} has the role ${changed.role}.`;
      }),
    );
  one('disable', 'end all sessions, and let the user sign in no more').action((name: string) =>
    withApi(async (api) => {
      const changed = await change(api, await findUser(api, name), { disabled: true });
      return `${changed.name} can no longer sign in.`;
    }),
  );
  one('enable', 'let a user sign in who was disabled, or locked after wrong passwords').action(
    (name: string) =>
      withApi(async (api) => {
        const changed = await change(api, await findUser(api, name), { disabled: false });
        return `${changed.name} may sign in.`;
      }),
  );
  return user;
}

function change(api: Api, { id }: User, sent: object): Promise<User> {
  return api.patch<User>(`/v1/users/${id}`, sent);
}

async function findUser(api: Api, name: string): Promise<User> {
  const { data } = await api.get<{ data: User[] }>('/v1/users');
  const user = data.find((each) => each.name.toLowerCase() === name.normalize('NFC').toLowerCase());
  if (user) return user;
  throw new CliError(`There is no user ${name}. slotkeeper user list shows all.`);
}

async function list(api: Api, { office: { timeZone } }: CliConfig): Promise<string> {
  const { data } = await api.get<{ data: User[] }>('/v1/users');
  if (data.length === 0) return 'No users yet. slotkeeper user add <name> --role admin adds the first one.';
  return table(
    ['NAME', 'ROLE', 'SINCE', ''],
    data.map((user) => [user.name, user.role, day(new Date(user.createdAt), timeZone), note(user, timeZone)]),
  );
}

function note({ hasPassword, lockedUntil, disabledAt }: User, timeZone: string | undefined): string {
  if (disabledAt !== null) return `disabled since ${day(new Date(disabledAt), timeZone)}`;
  if (lockedUntil !== null && Date.parse(lockedUntil) > Date.now())
    return `locked until ${moment(new Date(lockedUntil), timeZone)} after wrong passwords`;
  return hasPassword ? '' : 'no password yet';
}
