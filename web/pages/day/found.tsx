import { useIntl } from 'react-intl';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { AppointmentRow } from './row';
import { useFound } from './use-days';
import { useSettled } from '../../data/use-settled';
import { filtered, type View } from './view';

/** Whom a search has found, on whatever day. */
export function Found({ q, view, fresh }: { q: string; view: View; fresh: ReadonlySet<number> }) {
  const text = useText();
  const intl = useIntl();
  const { data, error, refetch, isPlaceholderData } = useFound(useSettled(q, 200));
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return <p className="quiet">{text('day.loading')}</p>;
  const rows = filtered(data.data, view);
  return (
    <section className="day" aria-labelledby="found" aria-busy={isPlaceholderData}>
      <header>
        <h2 id="found">{text('day.found', { q })}</h2>
        <p className="quiet" role="status">
          {text('day.foundCount', { count: rows.length })}
        </p>
      </header>
      <ol className="rows" role="list">
        {rows.map((row) => (
          <AppointmentRow
            key={row.id}
            row={row}
            isNew={fresh.has(row.id)}
            day={intl.formatDate(row.startsAtLocal.slice(0, 10), {
              timeZone: 'UTC',
              weekday: 'short',
              day: 'numeric',
              month: 'short',
            })}
          />
        ))}
      </ol>
    </section>
  );
}
