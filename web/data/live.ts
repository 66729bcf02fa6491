/** What changes at the server shows up here within a second, in every tab. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from './keys';

type News =
  { kind: 'appointments'; ids: number[] } | { kind: 'desk' | 'calling' | 'resync' | 'lost' | 'open' };

/** Browsers allow six connections to one server: one tab holds the stream and tells the others. */
const lockName = 'slotkeeper-changes';

/** Follows the stream while mounted; says whether it flows. */
export function useLiveUpdates(): boolean {
  const client = useQueryClient();
  const [flows, setFlows] = useState(true);
  useEffect(() => {
    const channel = new BroadcastChannel(lockName);
    const leaving = new AbortController();
    const later = gathering((all) => void refresh(client, all));
    const hear = (news: News) => {
      if (news.kind === 'lost') setFlows(false);
      else if (news.kind === 'open') setFlows(true);
      else later(news);
    };
    channel.onmessage = ({ data }: MessageEvent<News>) => hear(data);
    const tell = (news: News) => {
      channel.postMessage(news);
      hear(news);
    };
    void whenOurTurn(leaving.signal, () => follow(tell, leaving.signal));
    return () => {
      leaving.abort();
      channel.close();
    };
  }, [client]);
  return flows;
}

/** Browsers have locks only where a page came safely, from this machine or by https; elsewhere each tab has its own. */
async function whenOurTurn(leaving: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (!window.isSecureContext) return work();
  // Refused only to whoever leaves before it is their turn.
  return navigator.locks.request(lockName, { signal: leaving }, work).catch(() => undefined);
}

/** Reads the stream until the page is left. `EventSource` comes back by itself. */
function follow(tell: (news: News) => void, leaving: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // Left while the lock was on its way to us: kept, it would leave all tabs without news.
    if (leaving.aborted) {
      resolve();
      return;
    }
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasLost = false;
    const open = () => {
      source = new EventSource('/v1/changes');
      source.onopen = () => {
        tell({ kind: 'open' });
        // What happened meanwhile, nobody has told us.
        if (wasLost) tell({ kind: 'resync' });
        wasLost = false;
      };
      source.onerror = () => {
        wasLost = true;
        tell({ kind: 'lost' });
        // Refused for good, as after a sign-out or a restart: it does not try again by itself.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, 3_000);
      };
      source.addEventListener('appointments', ({ data }: MessageEvent<string>) => {
        const { ids } = JSON.parse(data) as { ids: number[] };
        tell({ kind: 'appointments', ids });
      });
      for (const kind of ['desk', 'calling', 'resync'] as const)
        source.addEventListener(kind, () => tell({ kind }));
    };
    open();
    leaving.addEventListener('abort', () => {
      clearTimeout(timer);
      source?.close();
      resolve();
    });
  });
}

/** At most two refreshes a second, however many calls go out: the first at once. */
function gathering(flush: (news: News[]) => void): (news: News) => void {
  let waiting: News[] | undefined;
  const go = (news: News[]) => {
    waiting = [];
    flush(news);
    setTimeout(() => {
      const gathered = waiting ?? [];
      waiting = undefined;
      if (gathered.length > 0) go(gathered);
    }, 500);
  };
  return (news) => {
    if (waiting) waiting.push(news);
    else go([news]);
  };
}

async function refresh(client: QueryClient, all: readonly News[]): Promise<void> {
  if (all.some(({ kind }) => kind === 'resync')) return client.invalidateQueries();
  const ids = new Set(all.flatMap((news) => (news.kind === 'appointments' ? news.ids : [])));
  const stale: (readonly unknown[])[] = [...ids].map(keys.appointment);
  if (ids.size > 0) stale.push(keys.days, keys.search, keys.overview, keys.deskList);
  else if (all.some(({ kind }) => kind === 'desk')) stale.push(keys.deskList);
  if (all.some(({ kind }) => kind === 'calling')) stale.push(keys.condition);
  await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
}
