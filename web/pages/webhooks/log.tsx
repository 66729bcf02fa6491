import { useState } from 'react';
import { webhookStates, type WebhookState } from '../../../domain/words';
import { useWebhookLog, type WebhookEndpoint } from '../../data/webhooks';
import { Trouble } from '../../parts/trouble';
import { SelectField } from '../../parts/field';
import { useText } from '../../texts/use-text';
import { DeliveryRow } from './delivery-row';

/** Opened by whoever asks why something did not arrive. */
export function Log({ endpoint }: { endpoint: WebhookEndpoint }) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{text('webhooks.log')}</summary>
      {isOpen ? <Entries endpoint={endpoint} /> : null}
    </details>
  );
}

function Entries({ endpoint }: { endpoint: WebhookEndpoint }) {
  const text = useText();
  const [state, setState] = useState<WebhookState | ''>('');
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useWebhookLog(endpoint.id, state);
  const deliveries = data?.pages.flatMap((page) => page.data);
  return (
    <div className="stacked log">
      <SelectField
        label={text('webhooks.show')}
        value={state}
        onChange={({ target }) => setState(webhookStates.find((each) => each === target.value) ?? '')}
      >
        <option value="">{text('webhooks.everything')}</option>
        {webhookStates.map((each) => (
          <option key={each} value={each}>
            {text(`webhooks.state.${each}`)}
          </option>
        ))}
      </SelectField>
      {error && !data ? <Trouble error={error} /> : null}
      {deliveries?.length === 0 ? <p className="quiet">{text('webhooks.noDeliveries')}</p> : null}
      <ul>
        {deliveries?.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} mayResend={endpoint.enabled} />
        ))}
      </ul>
      {hasNextPage ? (
        <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {text('webhooks.older')}
        </button>
      ) : null}
    </div>
  );
}
