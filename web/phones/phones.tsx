/** The simulator's phones beside the pages: one frame each, which stays loaded while one moves between pages. */
import { useCallback, useEffect, useMemo, useReducer, useRef, type ReactNode } from 'react';
import { serverNowMs, useTime } from '../data/clock';
import { useSession } from '../data/session';
import { useUpcomingRows } from '../pages/day/use-days';
import { useText } from '../texts/use-text';
import { PhonesContext, type Client } from './phones-context';
import { choose, emptyShelf, follow, type Shelf } from './shelf';
import './phones.css';

type Action = { kind: 'choose'; client: Client } | { kind: 'follow'; next: (shelf: Shelf) => Shelf };

function reduce(shelf: Shelf, action: Action): Shelf {
  return action.kind === 'choose' ? choose(shelf, action.client) : action.next(shelf);
}

/** @param isShown whether this page has them beside it; they go on living while it has not. */
export function WithPhones({ isShown, children }: { isShown: boolean; children: ReactNode }) {
  const { phonesUrl } = useSession();
  if (phonesUrl === null) return children;
  return (
    <Beside phonesUrl={phonesUrl} isShown={isShown}>
      {children}
    </Beside>
  );
}

function Beside({
  phonesUrl,
  isShown,
  children,
}: {
  phonesUrl: string;
  isShown: boolean;
  children: ReactNode;
}) {
  const text = useText();
  const rows = useUpcomingRows();
  const [shelf, dispatch] = useReducer(reduce, emptyShelf);
  const place = useRef<HTMLElement>(null);
  // Who is called in five minutes is not yet called soon; a look every few seconds is enough.
  const look = useTime(everyFewSeconds);
  useEffect(() => {
    dispatch({ kind: 'follow', next: (before) => follow(before, rows, serverNowMs()) });
  }, [rows, look]);

  const bring = useCallback((client: Client) => dispatch({ kind: 'choose', client }), []);
  const phones = useMemo(
    () => ({
      bring,
      choose: (client: Client) => {
        bring(client);
        // On a narrow screen they are out of sight.
        requestAnimationFrame(() => place.current?.scrollIntoView({ block: 'nearest' }));
      },
    }),
    [bring],
  );
  return (
    <PhonesContext value={phones}>
      <div className={isShown ? 'beside' : undefined}>
        {children}
        <aside className="phones" id="phones" ref={place} hidden={!isShown} aria-labelledby="phones-heading">
          <h2 id="phones-heading">{text('phones.heading')}</h2>
          <div
            className="chooser"
            role="group"
            aria-label={text('phones.choose')}
            hidden={shelf.clients.length < 2}
          >
            {shelf.clients.map((client) => (
              <button
                key={client.phone}
                type="button"
                aria-pressed={client.phone === shelf.front}
                onClick={() => bring(client)}
              >
                {client.name}
              </button>
            ))}
          </div>
          {shelf.clients.length === 0 ? <p className="quiet">{text('phones.none')}</p> : null}
          {shelf.clients.map(({ name, phone }) => (
            <iframe
              key={phone}
              src={`${phonesUrl}/?${new URLSearchParams({ numbers: phone, names: name.replaceAll(',', ' ') })}`}
              title={text('phones.of', { name })}
              allow="autoplay"
              hidden={phone !== shelf.front}
            />
          ))}
        </aside>
      </div>
    </PhonesContext>
  );
}

function everyFewSeconds(nowMs: number): number {
  return Math.floor(nowMs / 5_000);
}
