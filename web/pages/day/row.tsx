import { memo, useCallback } from 'react';
import { Link } from 'wouter';
import { useTime } from '../../data/clock';
import { useMay } from '../../data/session';
import { countdown } from '../../parts/dates';
import { PhoneNumber } from '../../phones/phone-number';
import { useText } from '../../texts/use-text';
import { useCallNow } from './call-now';
import { standingOf, standingText, symbols, type Row } from './standing';

interface Props {
  row: Row;
  /** Its standing has just changed. */
  isNew: boolean;
  /** The day above the time, where the list is not of one day. */
  day?: string;
}

/** One appointment. Drawn again only when it has changed itself: there may be two thousand. */
export const AppointmentRow = memo(function AppointmentRow({ row, isNew, day }: Props) {
  const text = useText();
  const { id, client, startsAt, startsAtLocal, why, tone } = row;
  const standing = standingOf(row);
  const { call, isBusy, said } = useCallNow(id, client);
  const mayCall = useMay('desk') && row.status === 'scheduled' && !row.past && tone !== 'live';
  return (
    <li
      className={isNew ? 'row is-new' : 'row'}
      data-tone={tone}
      data-standing={standing}
      data-past={row.past || undefined}
    >
      <p className="when">
        {day === undefined ? null : <span>{day}</span>}
        <time dateTime={startsAt}>{startsAtLocal.slice(11, 16)}</time>
      </p>
      <div className="who">
        <h3>
          <Link href={`/appointments/${id}`}>{client.name}</Link>
        </h3>
        <PhoneNumber client={client} />
      </div>
      <p className="standing">
        <span aria-hidden="true">{symbols[standing]}</span> {text(standingText[standing])}
      </p>
      <p className="why">
        {row.next ? <Soon at={row.next.at} what={row.next.what} /> : null} {why}
      </p>
      {/* Said of a call; once the client has decided, the row tells that. */}
      {said === '' || row.status !== 'scheduled' ? null : (
        <p className="said" role="status">
          {said}
        </p>
      )}
      {mayCall ? (
        <button
          type="button"
          className="call"
          onClick={call}
          disabled={isBusy}
          aria-label={text('call.nowTo', { name: client.name })}
        >
          {text('call.now')}
        </button>
      ) : null}
    </li>
  );
});

const soonMs = 3_600_000;

/** Counts down the last hour: "call in 0:38". */
function Soon({ at, what }: { at: string; what: 'call' | 'text' }) {
  const text = useText();
  const words = useTime(
    useCallback(
      (nowMs) => {
        const inMs = Date.parse(at) - nowMs;
        if (inMs > soonMs) return '';
        return inMs <= 0 ? text(`day.due.${what}`) : text(`day.soon.${what}`, { time: countdown(inMs) });
      },
      [at, what, text],
    ),
  );
  return words === '' ? null : <strong className="soon">{words}</strong>;
}
