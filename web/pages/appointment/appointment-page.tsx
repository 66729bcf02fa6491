/** One appointment: what stands, what was done and why, and what can be done. */
import { useIntl } from 'react-intl';
import { useParams } from 'wouter';
import { PageTitle } from '../../parts/page-title';
import { Trouble } from '../../parts/trouble';
import { PhoneNumber } from '../../phones/phone-number';
import { useText } from '../../texts/use-text';
import { standingText, symbols } from '../day/standing';
import { Actions } from './actions';
import { Contacts, languageName, Timeline } from './history';
import { useAppointment, type Appointment } from './use-appointment';
import './appointment.css';

export function AppointmentPage() {
  const id = Number(useParams<{ id: string }>().id);
  const { data, error, refetch } = useAppointment(id);
  if (data) return <Loaded appointment={data} />;
  return error ? <Trouble error={error} again={() => void refetch()} /> : null;
}

function Loaded({ appointment }: { appointment: Appointment }) {
  const text = useText();
  const { id, client, links } = appointment;
  return (
    <div className="appointment">
      <PageTitle title={client.name}>
        <Standing appointment={appointment} />
      </PageTitle>
      <section className="card facts-and-actions" aria-label={text('appointment.facts')}>
        <Facts appointment={appointment} />
        <Actions appointment={appointment} />
      </section>
      <Plan appointment={appointment} />
      <Contacts id={id} />
      <Timeline id={id} />
      <section className="card" aria-labelledby="engineers">
        <h2 id="engineers">{text('appointment.engineers')}</h2>
        {links.workflow === undefined ? null : (
          <p>
            <a href={links.workflow} target="_blank" rel="noopener">
              {text('appointment.workflow')}
            </a>
          </p>
        )}
        <details>
          <summary>{text('appointment.raw')}</summary>
          <pre tabIndex={0}>{JSON.stringify(appointment, null, 2)}</pre>
        </details>
      </section>
    </div>
  );
}

/** What stands, as in the day's row. */
function Standing({ appointment: { status, reminders } }: { appointment: Appointment }) {
  const text = useText();
  const standing = reminders.some(({ state }) => state === 'calling') ? 'live' : status;
  return (
    <p className="chip" data-standing={standing} role="status">
      <span aria-hidden="true">{symbols[standing]}</span> {text(standingText[standing])}
    </p>
  );
}

function Facts({ appointment }: { appointment: Appointment }) {
  const text = useText();
  const intl = useIntl();
  const { id, client, startsAt, startsAtLocal, durationMinutes, externalId, attended, optedOut } =
    appointment;
  const date = intl.formatDate(startsAtLocal.slice(0, 10), { timeZone: 'UTC', dateStyle: 'full' });
  const facts = [
    [text('appointment.language'), client.locale === null ? undefined : languageName(client.locale)],
    [text('appointment.timeZone'), client.timeZone ?? undefined],
    [
      text('appointment.attended'),
      attended === null ? undefined : text(attended ? 'appointment.yes' : 'appointment.no'),
    ],
    [text('appointment.id'), externalId === null ? String(id) : `${id} (${externalId})`],
  ] as const;
  return (
    <div>
      <p className="when">
        <time dateTime={startsAt}>
          {text('appointment.when', { date, time: startsAtLocal.slice(11, 16) })}
        </time>
        {durationMinutes === null ? null : (
          <span className="quiet"> {text('appointment.minutes', { minutes: durationMinutes })}</span>
        )}
      </p>
      <p>
        <PhoneNumber client={client} />
        {optedOut ? <strong className="opted-out"> {text('appointment.optedOut')}</strong> : null}
      </p>
      <dl>
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}

/** When we will call, and why not otherwise. */
function Plan({ appointment: { reminders } }: { appointment: Appointment }) {
  const text = useText();
  return (
    <section className="card" aria-labelledby="plan">
      <h2 id="plan">{text('appointment.plan')}</h2>
      {reminders.length === 0 ? <p className="quiet">{text('appointment.noPlan')}</p> : null}
      <ol className="plan" role="list">
        {reminders.map(({ number, summary, state }) => (
          <li key={number} data-state={state}>
            {summary}
          </li>
        ))}
      </ol>
    </section>
  );
}
