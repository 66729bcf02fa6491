import { announcements } from '../../../domain/words';
import type { WebhookEndpoint } from '../../data/webhooks';
import { Moment } from '../../parts/moment';
import { useText } from '../../texts/use-text';
import { EndpointActions } from './endpoint-actions';
import { Log } from './log';

export function EndpointCard({ endpoint }: { endpoint: WebhookEndpoint }) {
  const text = useText();
  const { id, url, types, previousSecretUntil } = endpoint;
  return (
    <section className="card stacked endpoint" aria-labelledby={`endpoint-${id}`}>
      <div>
        <h2 id={`endpoint-${id}`}>{url}</h2>
        <p className="quiet">
          {types.length === announcements.length ? text('webhooks.allTypes') : types.join(', ')}
        </p>
        {previousSecretUntil === null ? null : (
          <p className="quiet">
            {text('webhooks.bothSign')} <Moment at={previousSecretUntil} />
          </p>
        )}
      </div>
      <State endpoint={endpoint} />
      <EndpointActions endpoint={endpoint} />
      <Log endpoint={endpoint} />
    </section>
  );
}

function State({ endpoint }: { endpoint: WebhookEndpoint }) {
  const text = useText();
  const { disabledAt, disabledBecause, failingSince } = endpoint;
  if (disabledAt !== null && disabledBecause !== null)
    return (
      <p className={disabledBecause === 'staff' ? 'state off' : 'state bad'}>
        {text('webhooks.offSince')} <Moment at={disabledAt} />: {text(`webhooks.off.${disabledBecause}`)}
      </p>
    );
  if (failingSince !== null)
    return (
      <p className="state warn">
        {text('webhooks.failing')} <Moment at={failingSince} />
      </p>
    );
  return <p className="state good">{text('webhooks.on')}</p>;
}
