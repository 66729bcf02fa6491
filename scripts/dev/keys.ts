/** Single keys from the terminal; from a pipe, the same letters. */
export function onKeys({ w, stop }: { w: () => Promise<void>; stop: () => void }): void {
  const { stdin } = process;
  if (stdin.isTTY) stdin.setRawMode(true);
  let busy = false;
  stdin.setEncoding('utf8');
  stdin.on('data', (text: string) => {
    for (const key of text) {
      // In raw mode Ctrl-C and Ctrl-D come as characters.
      if (key === '\u0003' || key === '\u0004' || key === 'q') stop();
      if (key !== 'w' || busy) continue;
      busy = true;
      void w().finally(() => {
        busy = false;
      });
    }
  });
}
