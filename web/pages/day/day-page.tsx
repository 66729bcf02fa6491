/** The front desk's day: whom we call, who has answered what, and why. */
import { useDeferredValue } from 'react';
import { useParams } from 'wouter';
import { useSession } from '../../data/session';
import { addDays, isDate } from '../../parts/dates';
import { PageTitle } from '../../parts/page-title';
import { Trouble } from '../../parts/trouble';
import { Hint } from '../../phones/hint';
import { useText } from '../../texts/use-text';
import { DaySection } from './day-section';
import { Found } from './found';
import { ChooseDays, Filters } from './toolbar';
import { useDays, useToday } from './use-days';
import { useNews } from './use-news';
import { useView } from './view';
import './day.css';
import './row.css';

export function DayPage() {
  const text = useText();
  const { phonesUrl } = useSession();
  const today = useToday();
  const { date: asked } = useParams<{ date?: string }>();
  const date = asked !== undefined && isDate(asked) ? asked : today;
  const [view, change] = useView();
  const dates = Array.from({ length: view.span }, (_, days) => addDays(date, days));
  const { days, rows, error, isPending } = useDays(dates);
  const news = useNews(rows);
  // Typing and ticking come first, two thousand rows second.
  const drawn = useDeferredValue(view);
  return (
    <div className="day-page">
      <PageTitle title={text('nav.day')}>
        <ChooseDays date={date} today={today} view={view} change={change} />
      </PageTitle>
      {phonesUrl === null ? null : <Hint />}
      <Filters view={view} change={change} />
      <p className="sr-only" role="status" data-part="news">
        {news.words}
      </p>
      {error ? <Trouble error={error} /> : null}
      {view.q.trim() === '' ? (
        days.map((day) => <DaySection key={day.date} day={day} today={today} view={drawn} fresh={news.ids} />)
      ) : (
        <Found q={view.q.trim()} view={drawn} fresh={news.ids} />
      )}
      {isPending && days.length === 0 ? <p className="quiet">{text('day.loading')}</p> : null}
    </div>
  );
}
