/** `npm run histories [-- --replace]`: plays the scenarios of the workflow's tests and saves their histories for replay. */
import { save } from '../test/replay/histories';
import { startLocal, startTimeSkipping } from '../test/support/temporal';
import { openStage, type Stage } from '../test/workflows/lives';
import { localScenarios, scenarios, type Scenario } from '../test/workflows/scenarios';

const replace = process.argv.includes('--replace');

async function saveAll(stage: Stage, played: Readonly<Record<string, Scenario>>): Promise<void> {
  try {
    for (const [name, scenario] of Object.entries(played)) {
      const life = await scenario(stage);
      const file = save(name, { workflowId: life.workflowId, history: await life.history() }, replace);
      console.log(file === undefined ? `  ${name}: as saved` : `✓ ${file}`);
    }
  } finally {
    await stage.close();
  }
}

async function main(): Promise<void> {
  await saveAll(await openStage(startTimeSkipping()), scenarios);
  await saveAll(await openStage(startLocal()), localScenarios);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
