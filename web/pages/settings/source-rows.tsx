import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/sources';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { Moment } from '../../parts/moment';
import { useText } from '../../texts/use-text';

type Rows = z.output<typeof schemas.rows>;
type Row = Rows['data'][number];

interface Listed {
  name: string;
  state: 'problem' | 'missing';
  /** How many there are in all. */
  count: number;
}

/** Rows of a source that somebody should look at, unfolded when asked for. */
export function SourceRows({ name, state, count }: Listed) {
  const text = useText();
  const { data, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: keys.sourceRows(name, state),
    queryFn: ({ pageParam }) =>
      api<Rows>(
        'GET',
        `/v1/sources/${name}/rows?state=${state}${pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`}`,
      ),
    // Not the empty text: a row may have an empty name.
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextAfter }: Rows) => nextAfter,
    enabled: false,
  });
  return (
    <details onToggle={({ currentTarget }) => (currentTarget.open ? void refetch() : undefined)}>
      <summary>{text(state === 'problem' ? 'sources.problems' : 'sources.missing', { count })}</summary>
      <ul className="source-rows">
        {data?.pages
          .flatMap((page) => page.data)
          .map((row) => (
            <OneRow key={row.externalId} row={row} />
          ))}
      </ul>
      {hasNextPage ? (
        <button type="button" disabled={isFetching} onClick={() => void fetchNextPage()}>
          {text('sources.more')}
        </button>
      ) : null}
    </details>
  );
}

function OneRow({ row: { externalId, appointmentId, problems, missingSince } }: { row: Row }) {
  const text = useText();
  return (
    <li>
      <strong>{text('sources.row', { row: externalId || '–' })}</strong>
      {problems.map(({ column, value, message }) => (
        <p key={column + message}>
          {value === undefined
            ? text('sources.column', { column, message })
            : text('sources.columnValue', { column, value, message })}
        </p>
      ))}
      {missingSince === null ? null : (
        <p>
          <Moment at={missingSince} />
        </p>
      )}
      {appointmentId === null ? null : (
        <Link href={`/appointments/${appointmentId}`}>
          {text('sources.appointment', { id: appointmentId })}
        </Link>
      )}
    </li>
  );
}
