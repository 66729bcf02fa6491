import { Link } from 'wouter';
import { nameOf } from '../../../domain/contact-words';
import type { DeskItem } from '../../data/desk-list';
import { useMay } from '../../data/session';
import { Moment } from '../../parts/moment';
import { useText } from '../../texts/use-text';

export function OpenItem({ item, onDone }: { item: DeskItem; onDone: () => void }) {
  const text = useText();
  const may = useMay('desk');
  return (
    <li className="card">
      <Who item={item} />
      <p className="why">{item.why}</p>
      <p className="quiet">
        {text('desk.since')} <Moment at={item.since} />
      </p>
      {may ? (
        <button
          type="button"
          aria-label={text('desk.markNamed', { name: item.client.name })}
          onClick={onDone}
        >
          {text('desk.mark')}
        </button>
      ) : null}
    </li>
  );
}

export function DoneItem({ item }: { item: DeskItem }) {
  const text = useText();
  return (
    <li className="card">
      <Who item={item} />
      <p className="why">{item.note ?? <span className="quiet">{text('desk.noNote')}</span>}</p>
      <p className="quiet">
        {item.doneBy === 'system'
          ? text('desk.settledItself')
          : text('desk.doneBy', { name: nameOf(item.doneBy ?? '') })}{' '}
        {item.doneAt ? <Moment at={item.doneAt} /> : null}
      </p>
    </li>
  );
}

function Who({ item }: { item: DeskItem }) {
  const text = useText();
  return (
    <div className="who">
      <h2>{item.client.name}</h2>
      <a className="number" href={`tel:${item.client.phone}`}>
        {item.phone}
      </a>
      <Link href={`/appointments/${item.appointmentId}`}>
        {text('desk.appointment')} <Moment at={item.startsAt} />
      </Link>
    </div>
  );
}
