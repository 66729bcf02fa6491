/** How far something is, in one line that is written over; nothing where nobody looks on. */
export interface Progress {
  show(done: number, total: number): void;
  end(): void;
}

type Terminal = Pick<NodeJS.WriteStream, 'isTTY'> & { write(text: string): boolean };

const width = 30;

export function startProgress(label: string, output: Terminal = process.stderr): Progress {
  if (!output.isTTY) return { show: () => undefined, end: () => undefined };
  return {
    show(done, total) {
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
      output.write(`\r${label} ${bar} ${Math.floor(share * 100)} %`);
    },
    end: () => output.write('\r\u001b[K'),
  };
}
