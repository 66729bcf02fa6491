/** The `slotkeeper` command: what the front desk and the operator do from a terminal. */
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { ConfigError, readCliConfig, type CliConfig } from '../config';
import { appointmentStatuses, dateOrders, importFields, sourceNames } from '../domain/words';
import { CliError, createApi, type Api } from './api';
import { exportTable, importFile, type ExportOptions, type ImportOptions } from './files';
import { list, show, type ListOptions } from './look-up';
import { preview, type PreviewOptions } from './preview';
import { knownTexts, say, type SayOptions } from './say';
import { pause, resume } from './calling';
import { keyCommand } from './keys';
import { cancel, confirm, remind } from './staff';
import { sync, type SyncOptions } from './sync';
import { userCommand } from './users';
import { webhookCommand } from './webhooks';

const program = new Command('slotkeeper')
  .description('Calls clients before their appointments and takes their answer.')
  .addHelpText(
    'after',
    `
Settings, from the environment, .env, or a running npm run dev:
  SLOTKEEPER_API_KEY  the key that the API was started with
  PORT                of the API on this machine (3000)
  SLOTKEEPER_API_URL  where the API is when it is not on this machine

Examples:
  slotkeeper remind 1
  slotkeeper list --status scheduled --to 2027-01-01
  slotkeeper say reminder --locale es`,
  )
  .showHelpAfterError('slotkeeper --help tells more.');

const id = () => new Argument('<id>', 'of the appointment, such as 1').argParser(readId);

program
  .command('remind')
  .description('call the client about an appointment now')
  .addArgument(id())
  .action((id: number) => withApi((api) => remind(api, id)));

program
  .command('list')
  .description('appointments, by start')
  .addOption(new Option('--status <status>', 'only those').choices(appointmentStatuses))
  .option('--from <day or time>', 'first start, such as 2026-11-24 (default: today)')
  .option('--to <day or time>', 'last start, exclusive')
  .option('--json', 'as the API gives them')
  .action((options: ListOptions) => withApi((api, config) => list(api, config, options)));

program
  .command('show')
  .description('an appointment, its reminders, and all that has happened')
  .addArgument(id())
  .option('--json', 'as the API gives it, with its timeline')
  .action((id: number, { json }: { json?: true }) => withApi((api, config) => show(api, config, id, json)));

program
  .command('preview')
  .description('when a client would be called, without registering anything')
  .requiredOption('--name <name>', "the client's")
  .requiredOption('--phone <number>', "the client's, in E.164")
  .requiredOption('--at <time>', 'start of the appointment, such as 2026-11-24T09:00')
  .option('--zone <zone>', "IANA zone of that time (default: the office's)")
  .option('--reminders <offsets>', "how long before, such as P1D,PT1H (default: the office's)")
  .option('--json', 'as the API gives it')
  .action((options: PreviewOptions) => withApi((api) => preview(api, options)));

program
  .command('import')
  .description('appointments from a CSV file, such as a spreadsheet writes: all good lines, or none')
  .argument('<file>', 'its first line names the columns')
  .option('--dry-run', 'only say what would become of each line')
  .option(
    '--map <column=field...>',
    `what a column holds, such as "Mobile=phone" or "Notes=" for nothing; fields: ${importFields.join(', ')}`,
  )
  .addOption(new Option('--date-order <order>', 'of dates such as 03/04/2026').choices(dateOrders))
  .option('--skip-refused', 'import the good lines although others are refused')
  .option('--yes', 'import without being asked')
  .action((file: string, options: ImportOptions) => withApi((api) => importFile(api, file, options)));

program
  .command('export')
  .description('appointments and the answers to them, as a CSV file: slotkeeper export > appointments.csv')
  .addOption(new Option('--status <status>', 'only those').choices(appointmentStatuses))
  .option('--from <day or time>', 'first start, such as 2026-11-24')
  .option('--to <day or time>', 'last start, exclusive')
  .action(async (options: ExportOptions) => exportTable(createApi(readCliConfig()), options));

program
  .command('confirm')
  .description("confirm on the client's behalf; ends the reminders")
  .addArgument(id())
  .action((id: number) => withApi((api) => confirm(api, id)));

program
  .command('cancel')
  .description('cancel an appointment; ends the reminders')
  .addArgument(id())
  .action((id: number) => withApi((api) => cancel(api, id)));

program
  .command('pause')
  .description('hold all calls and texts back, at once')
  .option('--reason <text>', 'for whoever asks why')
  .action(({ reason }: { reason?: string }) => withApi((api, config) => pause(api, config, reason)));

program
  .command('resume')
  .description('let calls and texts go out again')
  .action(() => withApi(resume));

program
  .command('sync')
  .description("look at the office's own database, or its calendar, now")
  .addOption(new Option('--source <name>', 'which, if there are two').choices(sourceNames))
  .option('--approve', 'let a look go through that would move or cancel more than a fifth of what is ahead')
  .action((options: SyncOptions) => withApi((api) => sync(api, options)));

program.addCommand(userCommand(withApi));
program.addCommand(keyCommand(withApi));
program.addCommand(webhookCommand(withApi));

program
  .command('say')
  .description('a text as a client hears or reads it')
  .argument('<text>', 'its name in messages/, such as reminder')
  .option('--locale <tag>', 'BCP 47, such as es or de-AT')
  .option('--name <name>', "the client's", 'Ada Moreno')
  .option(
    '--at <times...>',
    'start of the appointment, such as 2026-11-24T09:00 (default: tomorrow at nine); several for a family',
  )
  .addHelpText('after', `\n${knownTexts()}`)
  .action((text: string, options: SayOptions) => console.log(say(readCliConfig(), text, options)));

program
  .command('doctor')
  .description('check settings, database, Temporal, Twilio and webhooks, and say what to do')
  .action(async () => {
    // Only here, for the clients of Temporal and Twilio take seconds to load. The name is that of the compiled file.
    const { doctor } = await import('./doctor/doctor.js');
    const isWell = await doctor((line) => console.log(line));
    // The client of a Temporal that is away would go on trying.
    process.exit(isWell ? 0 : 1);
  });

async function withApi(work: (api: Api, config: CliConfig) => Promise<string>): Promise<void> {
  const config = readCliConfig();
  console.log(await work(createApi(config), config));
}

function readId(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number, such as 1.');
  return Number(text);
}

// `slotkeeper list | head` has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

program.parseAsync().catch((error: unknown) => {
  const known = error instanceof CliError || error instanceof ConfigError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
});
