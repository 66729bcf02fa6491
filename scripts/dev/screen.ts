/** What the terminal shows: one ticked line a part, rewritten while something is being fetched. */
const tty = process.stdout.isTTY;

// Whoever reads our output may leave before we do; stopping in order matters more.
process.stdout.on('error', () => undefined);

export async function tick<T>(
  part: string,
  work: (progress: (text: string) => void) => Promise<T>,
): Promise<T> {
  const startedMs = performance.now();
  const progress = (text: string) => show(`… ${part}: ${text}`);
  if (tty) show(`… ${part}`);
  try {
    const result = await work(progress);
    finish(`✔ ${part} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    finish(`✘ ${part}: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  }
}

function show(line: string): void {
  process.stdout.write(tty ? `\r\x1b[2K${line}` : `${line}\n`);
}

function finish(line: string): void {
  process.stdout.write(tty ? `\r\x1b[2K${line}\n` : `${line}\n`);
}
