/** `npm run bench -- <name>`: measures, prints, and writes the figures into docs/performance.md. */
import { parseArgs } from 'node:util';
import { importFile } from './import';
import { intake } from './intake';
import { pace } from './pace';
import { writeReport } from './report';

/** Each returns its figures as Markdown. `quick`: a few seconds, to see that it works; nothing is written. */
const benches: Readonly<Record<string, (quick: boolean) => Promise<string>>> = {
  import: importFile,
  intake,
  pace,
};

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  });
  const [name = ''] = positionals;
  const bench = benches[name];
  if (!bench) throw new Error(`npm run bench -- ${Object.keys(benches).join(' | ')} [--quick]`);
  const figures = await bench(values.quick);
  console.log(`\n${figures}`);
  if (!values.quick) await writeReport(name, figures);
}

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
