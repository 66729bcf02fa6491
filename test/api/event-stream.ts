/** A reader of `GET /v1/changes`, as a page would be one: over a real connection. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Told {
  event: string;
  data: unknown;
}

export async function openStream(url: string, headers: Record<string, string>) {
  const leaving = new AbortController();
  const response = await fetch(`${url}/v1/changes`, { headers, signal: leaving.signal });
  const told: Told[] = [];
  let comments = 0;
  let ended = false;

  const read = async () => {
    if (!response.body) return;
    let rest = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) comments += 1;
        const event = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (event !== undefined) told.push({ event, data: JSON.parse(data ?? 'null') as unknown });
      }
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });

  return {
    response,
    told,
    comments: () => comments,
    ended: () => ended,
    /** The ids that were told of, each once. */
    ids: () => [...new Set(told.flatMap(({ data }) => (data as { ids?: number[] }).ids ?? []))],
    leave: () => leaving.abort(),
  };
}

export type OpenStream = Awaited<ReturnType<typeof openStream>>;

/** Until it holds; the test fails by its own expectation afterwards if it never does. */
export async function until(holds: () => boolean, withinMs = 1_000): Promise<void> {
  for (const endMs = Date.now() + withinMs; !holds() && Date.now() < endMs;) await sleep(10);
}
