import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/calendars';
import { nameOf } from '../../../domain/contact-words';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { Field } from '../../parts/field';
import { Moment } from '../../parts/moment';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { faultsOf } from '../appointment-form/faults';
import { Secret } from '../../parts/secret';
import { Revoke } from './revoke';

type Feed = z.output<typeof schemas.calendarFeed>;
type CreatedFeed = z.output<typeof schemas.createdCalendarFeed>;

/** Addresses at which calendar programs read the days' appointments. */
export function CalendarFeeds() {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: keys.calendarFeeds,
    queryFn: async () => (await api<{ data: Feed[] }>('GET', '/v1/calendar-feeds')).data,
  });
  return (
    <section className="card stacked wide" aria-labelledby="calendar-feeds">
      <h2 id="calendar-feeds">{text('feeds.title')}</h2>
      <p>{text('feeds.explained')}</p>
      {error && !data ? <Trouble error={error} /> : null}
      <ul className="rows">
        {data?.map((each) => (
          <FeedRow key={each.id} feed={each} />
        ))}
      </ul>
      <NewFeed />
    </section>
  );
}

function FeedRow({ feed: { id, name, createdBy, createdAt, lastUsedAt, revokedAt } }: { feed: Feed }) {
  const text = useText();
  return (
    <li aria-label={name}>
      <strong className={revokedAt === null ? '' : 'quiet'}>{name}</strong>
      <span />
      <span className="quiet state">
        {text('feeds.by', { name: nameOf(createdBy) })} <Moment at={createdAt} />;{' '}
        {lastUsedAt === null ? text('feeds.neverRead') : text('feeds.lastRead', { date: lastUsedAt })}
      </span>
      <Revoke
        address={`/v1/calendar-feeds/${id}`}
        listKey={keys.calendarFeeds}
        revokedAt={revokedAt}
        title={text('feeds.revokeNamed', { name })}
        meaning={text('feeds.revokeMeans')}
      />
    </li>
  );
}

function NewFeed() {
  const text = useText();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const make = useMutation({
    mutationFn: (body: { name: string }) => api<CreatedFeed>('POST', '/v1/calendar-feeds', { body }),
    // The address is nowhere but on the page.
    gcTime: 0,
    onSuccess: async () => {
      form.current?.reset();
      await client.invalidateQueries({ queryKey: keys.calendarFeeds });
    },
  });
  const faults = faultsOf(make.error);
  return (
    <>
      <form
        ref={form}
        className="add"
        noValidate
        aria-label={text('feeds.make')}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ name: typed(event.currentTarget, 'name') });
        }}
      >
        <Field label={text('feeds.name')} name="name" autoComplete="off" problem={faults['name']?.message} />
        <button type="submit" disabled={make.isPending}>
          {text('feeds.make')}
        </button>
        {make.error && Object.keys(faults).length === 0 ? <Trouble error={make.error} /> : null}
      </form>
      {make.data ? (
        <Secret
          label={text('feeds.address', { name: make.data.name })}
          hint={text('apiKeys.secretHint')}
          secret={make.data.url}
          onDone={make.reset}
        />
      ) : null}
    </>
  );
}
