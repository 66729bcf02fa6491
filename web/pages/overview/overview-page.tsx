import { useQuery } from '@tanstack/react-query';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { PageTitle } from '../../parts/page-title';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { Parts } from './parts';
import { PauseCalls } from './pause-calls';
import { DaysPlot, HoursPlot, LatenessPlot, type Overview } from './plots';
import { Today } from './today';
import './overview.css';

const days = 28;

/** How the reminders do, today and in the last weeks, and how the parts are. */
export function OverviewPage() {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: keys.overview,
    queryFn: () => api<Overview>('GET', `/v1/overview?days=${days}`),
  });
  return (
    <>
      <PageTitle title={text('overview.title')}>
        <PauseCalls />
      </PageTitle>
      <div className="overview">
        {error ? <Trouble error={error} again={() => void refetch()} /> : null}
        {data ? <Today day={data.days.at(-1)} /> : null}
        <Parts />
        {data ? (
          <>
            <DaysPlot overview={data} />
            <LatenessPlot overview={data} />
            <HoursPlot overview={data} />
          </>
        ) : null}
      </div>
    </>
  );
}
