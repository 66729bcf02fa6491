/** `doctor`: the troubleshooting guide as a command. */
import { ConfigError, loadEnvFiles, readCliConfig, readConfig } from '../../config';
import { CliError, createApi } from '../api';
import { ill, line, well, type Finding } from './finding';
import { examineParts } from './parts';
import { examineSettings } from './settings';
import { examineWebhooks } from './webhooks';

/** Tells what is well and what is not, with what to do. Resolves with whether nothing is ill. */
export async function doctor(print: (line: string) => void): Promise<boolean> {
  let faults = 0;
  const tell = (findings: readonly Finding[]) => {
    for (const finding of findings) {
      if (finding.kind === 'ill') faults += 1;
      print(line(finding));
    }
  };
  const env = loadEnvFiles({ devState: true });
  try {
    const config = readConfig(env);
    tell(examineSettings(config, Date.now()));
    tell(await examineParts(config));
    tell(await examineApi());
    tell(await examineWebhooks(config));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    tell(error.message.split('\n').map((fault) => ill(fault, 'Set it in .env or the environment.')));
    print('The other checks need these settings. To try it out without any, start npm run dev.');
  }
  print(faults === 0 ? 'Nothing is wrong.' : `${faults} ${faults === 1 ? 'thing is' : 'things are'} wrong.`);
  return faults === 0;
}

async function examineApi(): Promise<Finding[]> {
  const config = readCliConfig();
  try {
    await createApi(config).get('/v1/appointments?limit=1');
    return [well(`The API answers at ${config.apiUrl}, and knows SLOTKEEPER_API_KEY`)];
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const [text = '', ...remedy] = error.message.split(/(?<=[.!?]) /);
    return [ill(text, remedy.join(' ') || "See the API's log.")];
  }
}
