import { useText } from '../../texts/use-text';
import type { Overview } from './plots';

const figures = [
  'appointments',
  'called',
  'reached',
  'confirmed',
  'rescheduled',
  'cancelled',
  'notReached',
] as const;
const labels = {
  appointments: 'overview.appointments',
  called: 'overview.called',
  reached: 'overview.reached',
  confirmed: 'overview.confirmed',
  rescheduled: 'overview.moved',
  cancelled: 'overview.cancelled',
  notReached: 'overview.notReached',
} as const;

export function Today({ day }: { day: Overview['days'][number] | undefined }) {
  const text = useText();
  if (!day) return null;
  return (
    <section className="card today" aria-labelledby="today">
      <h2 id="today">{text('overview.today')}</h2>
      <dl>
        {figures.map((figure) => (
          <div key={figure}>
            <dt>{text(labels[figure])}</dt>
            <dd>{day[figure]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
