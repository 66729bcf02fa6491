import { Link, useLocation, useSearch } from 'wouter';
import { addDays, isDate } from '../../parts/dates';
import { useText } from '../../texts/use-text';
import { standingText } from './standing';
import { spans, statuses, type View } from './view';

interface ViewProps {
  view: View;
  change: (part: Partial<View>) => void;
}

/** Which days. */
export function ChooseDays({ date, today, view, change }: ViewProps & { date: string; today: string }) {
  const text = useText();
  const [, navigate] = useLocation();
  const search = useSearch();
  const pathOf = (day: string) =>
    `${day === today ? '/' : `/days/${day}`}${search === '' ? '' : `?${search}`}`;
  return (
    <div className="toolbar" role="group" aria-label={text('day.choose')}>
      <div className="dates">
        <Link className="button" href={pathOf(addDays(date, -view.span))} aria-label={text('day.earlier')}>
          ‹
        </Link>
        <Link className="button" href={pathOf(today)} aria-current={date === today ? 'date' : undefined}>
          {text('day.today')}
        </Link>
        <Link className="button" href={pathOf(addDays(date, view.span))} aria-label={text('day.later')}>
          ›
        </Link>
        <input
          type="date"
          aria-label={text('day.date')}
          value={date}
          min="2000-01-01"
          max="2100-12-31"
          onChange={({ target }) => {
            if (isDate(target.value) && target.validity.valid) navigate(pathOf(target.value));
          }}
        />
      </div>
      <fieldset className="segments">
        <legend className="sr-only">{text('day.span')}</legend>
        {spans.map((span) => (
          <label key={span}>
            <input type="radio" name="span" checked={view.span === span} onChange={() => change({ span })} />
            {text(`day.span.${span}`)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** Whom of them. */
export function Filters({ view, change }: ViewProps) {
  const text = useText();
  return (
    <div className="toolbar" role="search">
      <input
        type="search"
        className="find"
        aria-label={text('day.search')}
        placeholder={text('day.search')}
        value={view.q}
        onChange={({ target }) => change({ q: target.value })}
      />
      <select
        aria-label={text('day.status')}
        value={view.status ?? ''}
        onChange={({ target }) => change({ status: statuses.find((status) => status === target.value) })}
      >
        <option value="">{text('day.status.all')}</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {text(standingText[status])}
          </option>
        ))}
      </select>
      <label className="check">
        <input
          type="checkbox"
          checked={view.person}
          onChange={({ target }) => change({ person: target.checked })}
        />
        {text('day.person')}
      </label>
    </div>
  );
}
