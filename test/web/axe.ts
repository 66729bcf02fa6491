/** axe-core in a page. Source: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md */
import { source, type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const options: RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  resultTypes: ['violations'],
};

/** What the page does wrong, one line each; empty is what one wants. The simulator's phones are pages of their own. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // A colour on its way to another has no contrast of its own.
  await page.evaluate('Promise.allSettled(document.getAnimations().map((each) => each.finished))');
  // By evaluate, for the page's policy allows no script element of ours.
  await page.evaluate(source);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ exclude: ['iframe'] }, ${JSON.stringify(options)})`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
