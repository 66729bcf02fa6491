import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/sources';
import { nameOf } from '../../../domain/contact-words';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { useMay } from '../../data/session';
import { Moment } from '../../parts/moment';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { SourceRows } from './source-rows';
import './sources.css';

type Source = z.output<typeof schemas.source>;

/** How often what a look has found is asked for while the page is open, in milliseconds. */
const everyMs = 5_000;

/** The office's own database and calendar; nothing where there is none. */
export function Sources() {
  const text = useText();
  const { data } = useQuery({
    queryKey: keys.sources,
    queryFn: () => api<z.output<typeof schemas.sources>>('GET', '/v1/sources'),
    refetchInterval: everyMs,
  });
  if (!data || data.data.length === 0) return null;
  return (
    <section className="card wide stacked sources" aria-labelledby="sources">
      <h2 id="sources">{text('sources.title')}</h2>
      {data.data.map((source) => (
        <OneSource key={source.name} source={source} />
      ))}
    </section>
  );
}

function OneSource({ source }: { source: Source }) {
  const text = useText();
  const client = useQueryClient();
  const may = useMay('desk');
  const { name, lastRun, isHeld, problems, missing, writeBackError } = source;
  const ask = useMutation({
    mutationFn: (step: 'sync' | 'approve') => api<Source>('POST', `/v1/sources/${name}/${step}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sources }),
  });
  return (
    <article className="stacked" aria-label={text(`sources.name.${name}`)}>
      <h3>{text(`sources.name.${name}`)}</h3>
      <div role="status" className="stacked">
        <LastLook source={source} />
        {lastRun?.approvedBy ? <p>{text('sources.approved', { name: nameOf(lastRun.approvedBy) })}</p> : null}
        {writeBackError === null ? null : (
          <p className="problem">{text('sources.writeBackError', { error: writeBackError })}</p>
        )}
        {ask.isSuccess && ask.variables === 'sync' ? <p>{text('sources.looked')}</p> : null}
      </div>
      {may ? (
        <p className="actions">
          {isHeld && lastRun?.approvedBy === null ? (
            <button
              type="button"
              className="main"
              disabled={ask.isPending}
              onClick={() => ask.mutate('approve')}
            >
              {text('sources.approve')}
            </button>
          ) : null}
          <button type="button" disabled={ask.isPending} onClick={() => ask.mutate('sync')}>
            {text('sources.look')}
          </button>
        </p>
      ) : null}
      {ask.error ? <Trouble error={ask.error} /> : null}
      {problems > 0 ? <SourceRows name={name} state="problem" count={problems} /> : null}
      {missing > 0 ? <SourceRows name={name} state="missing" count={missing} /> : null}
    </article>
  );
}

function LastLook({ source: { lastRun } }: { source: Source }) {
  const text = useText();
  if (!lastRun) return <p>{text('sources.never')}</p>;
  const { counts, error, endedAt } = lastRun;
  const { seen = 0, registered = 0, changed = 0, cancelled = 0, moves = 0, cancels = 0, ahead = 0 } = counts;
  switch (lastRun.state) {
    case 'done':
      return (
        <p>
          {text('sources.done', { seen, registered, changed, cancelled })} <Moment at={endedAt} />
        </p>
      );
    case 'held':
      return (
        <p className="problem">
          {text('sources.held', { moves, cancels, ahead })} <Moment at={endedAt} />
        </p>
      );
    case 'failed':
      return (
        <p className="problem">
          {text('sources.failed', { error })} <Moment at={endedAt} />
        </p>
      );
  }
}
