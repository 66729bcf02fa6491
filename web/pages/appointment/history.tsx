import { useSession } from '../../data/session';
import { serverNowMs } from '../../data/clock';
import { officeClock } from '../../../domain/office-clock';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { useAttempts, useTimeline, type Attempt } from './use-appointment';

/** The whole timeline: when, what and why, and who did it. */
export function Timeline({ id }: { id: number }) {
  const text = useText();
  const { office } = useSession();
  const { data, error, refetch } = useTimeline(id);
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  const clock = officeClock(office.timeZone, serverNowMs());
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">{text('appointment.timeline')}</h2>
      <ol className="timeline" role="list">
        {data?.data.map(({ at, actor, summary }, index) => (
          <li key={index}>
            <time dateTime={at}>{clock.moment(Date.parse(at))}</time>
            <p>
              {summary} <span className="actor">{actor.replace(/^(staff|source):/, '')}</span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Each call and text: what came of it, and what was said. */
export function Contacts({ id }: { id: number }) {
  const text = useText();
  const { data, error, refetch } = useAttempts(id);
  if (error) return <Trouble error={error} again={() => void refetch()} />;
  return (
    <section className="card" aria-labelledby="contacts">
      <h2 id="contacts">{text('appointment.contacts')}</h2>
      {data?.data.length === 0 ? <p className="quiet">{text('appointment.noContacts')}</p> : null}
      <ol className="contacts" role="list">
        {data?.data.map((attempt) => (
          <Contact key={attempt.id} attempt={attempt} />
        ))}
      </ol>
    </section>
  );
}

function Contact({ attempt: { channel, locale, said, summary, error, errorCode } }: { attempt: Attempt }) {
  const text = useText();
  return (
    <li>
      <p>
        <span aria-hidden="true">{channel === 'call' ? '☎' : '✉'}</span> <strong>{summary}</strong>
      </p>
      {error === null && errorCode === null ? null : (
        <p className="fault">{text('appointment.error', { error, code: errorCode })}</p>
      )}
      {said === null ? null : (
        <details>
          <summary>
            {text(`appointment.said.${channel}`, {
              language: locale === null ? 'none' : languageName(locale),
            })}
          </summary>
          <blockquote lang={locale ?? undefined}>{said}</blockquote>
        </details>
      )}
    </li>
  );
}

/** `German` of `de`. */
export function languageName(locale: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;
}
