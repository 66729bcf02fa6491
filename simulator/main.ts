import { Command } from 'commander';
import { z, ZodError } from 'zod';
import type { SimulatorOptions } from './options';
import { startSimulator } from './server';

const collect = (value: string, all: string[] = []) => [...all, value];

const program = new Command('simulator')
  .description('A stand-in for Twilio: its REST API, its webhooks, and phones in the browser.')
  .option('--port <port>', 'port to listen on; 0 takes a free one', '4010')
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--account-sid <sid>', 'the account: AC and 32 hexadecimal digits')
  .option('--auth-token <token>', 'its token: opens the API and signs the webhooks')
  .option('--api-key <sid:secret>', 'an API key that opens the API; repeatable', collect)
  .option('--number <number>', 'a number the account owns, E.164; repeatable', collect)
  .option('--ringing-seconds <seconds>', 'a phone rings this long at most, whatever Timeout says')
  .option('--speech-ms-per-character <ms>', "how long speech takes at a person's phone (default 60)")
  .option('--sms-url <url>', 'where an SMS to the account is posted');

const CommandLine = z.object({
  port: z.string(),
  host: z.string(),
  accountSid: z.string().optional(),
  authToken: z.string().optional(),
  apiKey: z.array(z.string()).optional(),
  number: z.array(z.string()).optional(),
  ringingSeconds: z.string().optional(),
  speechMsPerCharacter: z.string().optional(),
  smsUrl: z.string().optional(),
});

function options(): SimulatorOptions {
  const { apiKey, number, ...rest } = CommandLine.parse(program.parse().opts());
  const apiKeys = apiKey?.map((pair) => {
    const [sid = '', ...secret] = pair.split(':');
    return { sid, secret: secret.join(':') };
  });
  return { ...rest, apiKeys, numbers: number };
}

async function main(): Promise<void> {
  const simulator = await startSimulator(options());
  console.log(`simulator ready: phones and API at ${simulator.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  if (error instanceof ZodError) console.error(`simulator: an option is wrong\n${z.prettifyError(error)}`);
  else {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = message.includes('EADDRINUSE') ? ' (choose another with --port, or 0 for a free one)' : '';
    console.error(`simulator: ${message}${remedy}`);
  }
  process.exit(1);
});
