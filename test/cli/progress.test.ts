import { expect, it } from 'vitest';
import { startProgress } from '../../cli/progress';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const output = { isTTY, write: (text: string) => written.push(text) > 0 };
  return { written, progress: startProgress('Checking', output) };
}

it('draws over its own line, and leaves nothing behind', () => {
  const { written, progress } = terminal(true);
  progress.show(0, 0);
  progress.show(500, 2_000);
  progress.show(2_001, 2_000);
  progress.end();
  expect(written[0]).toMatch(/^\rChecking █{30} 100 %$/);
  expect(written[1]).toMatch(/^\rChecking █{8}░{22} 25 %$/);
  expect(written[2]).toMatch(/100 %$/);
  expect(written[3]).toBe('\r\u001b[K');
});

it('says nothing where nobody looks on', () => {
  const { written, progress } = terminal(false);
  progress.show(1, 2);
  progress.end();
  expect(written).toEqual([]);
});
