import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { useWebhookTries, type WebhookDelivery, type WebhookDeliveryWithTries } from '../../data/webhooks';
import { Moment } from '../../parts/moment';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';

type Try = WebhookDeliveryWithTries['log'][number];

export function DeliveryRow({ delivery, mayResend }: { delivery: WebhookDelivery; mayResend: boolean }) {
  const text = useText();
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const resend = useMutation({
    mutationFn: () => api('POST', `/v1/webhook-deliveries/${delivery.id}/redeliver`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.webhooks }),
  });
  const { type, appointmentId, state, createdAt, lastTry, tries, eventId } = delivery;
  return (
    <li className={state}>
      <Moment at={createdAt} />
      <span>
        <code>{type}</code>{' '}
        {appointmentId === null ? null : (
          <Link href={`/appointments/${appointmentId}`}>{text('webhooks.about', { id: appointmentId })}</Link>
        )}
      </span>
      <span>
        <strong>{text(`webhooks.state.${state}`)}</strong>
        {lastTry && state !== 'delivered' ? (
          <>
            : <Outcome of={lastTry} />
          </>
        ) : null}
      </span>
      {mayResend ? (
        <button type="button" disabled={resend.isPending} onClick={() => resend.mutate()}>
          {text('webhooks.resend')}
        </button>
      ) : null}
      {resend.error ? <Trouble error={resend.error} /> : null}
      {tries === 0 ? null : (
        <details className="quiet" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
          <summary>{text('webhooks.tries', { count: tries })}</summary>
          <p>
            webhook-id <code>{eventId}</code>
          </p>
          {isOpen ? <Tries deliveryId={delivery.id} /> : null}
        </details>
      )}
    </li>
  );
}

function Tries({ deliveryId }: { deliveryId: number }) {
  const text = useText();
  const { data, error } = useWebhookTries(deliveryId, true);
  if (error && !data) return <Trouble error={error} />;
  return (
    <ol>
      {data?.log.map((each, index) => (
        <li key={index}>
          <Moment at={each.at} /> <Outcome of={each} />, {text('webhooks.took', { ms: each.durationMs })}
        </li>
      ))}
    </ol>
  );
}

function Outcome({ of: { outcome, status } }: { of: Try }) {
  const text = useText();
  return text(`webhooks.outcome.${outcome}`, { status: status === null ? '' : String(status) });
}
