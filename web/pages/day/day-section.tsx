import { memo, useMemo } from 'react';
import { useIntl } from 'react-intl';
import { addDays } from '../../parts/dates';
import { useText } from '../../texts/use-text';
import { AppointmentRow } from './row';
import type { Day } from './standing';
import { counted, filtered, isFiltered, type View } from './view';

interface Props {
  day: Day;
  today: string;
  view: View;
  /** Whose standing has just changed. */
  fresh: ReadonlySet<number>;
}

export const DaySection = memo(function DaySection({ day, today, view, fresh }: Props) {
  const text = useText();
  const name = useDayName(today)(day.date);
  const rows = useMemo(() => filtered(day.data, view), [day.data, view]);
  const { confirmed, person } = counted(day.data);
  return (
    <section className="day" aria-labelledby={`day-${day.date}`}>
      <header>
        <h2 id={`day-${day.date}`}>{name}</h2>
        <p className="quiet">
          {isFiltered(view)
            ? text('day.countOf', { shown: rows.length, all: day.data.length })
            : text('day.count', { all: day.data.length, confirmed, person })}
        </p>
      </header>
      {rows.length === 0 ? null : (
        <ol className="rows" role="list">
          {rows.map((row) => (
            <AppointmentRow key={row.id} row={row} isNew={fresh.has(row.id)} />
          ))}
        </ol>
      )}
    </section>
  );
});

/** `Today, Monday 23 November`. */
export function useDayName(today: string): (date: string) => string {
  const intl = useIntl();
  const text = useText();
  return (date) => {
    const written = intl.formatDate(date, {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(date.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
    });
    if (date === today) return text('day.name.today', { date: written });
    return date === addDays(today, 1) ? text('day.name.tomorrow', { date: written }) : written;
  };
}
