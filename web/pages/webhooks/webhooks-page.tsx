import { useMay } from '../../data/session';
import { useWebhookEndpoints } from '../../data/webhooks';
import { PageTitle } from '../../parts/page-title';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { EndpointCard } from './endpoint-card';
import { NewEndpoint } from './new-endpoint';
import './webhooks.css';

/** Where events are sent, and what came of it. */
export function WebhooksPage() {
  const text = useText();
  const isAdmin = useMay('admin');
  return (
    <>
      <PageTitle title={text('webhooks.title')} />
      {isAdmin ? <Endpoints /> : <p className="card quiet">{text('webhooks.adminOnly')}</p>}
    </>
  );
}

function Endpoints() {
  const text = useText();
  const { data, error, refetch } = useWebhookEndpoints();
  return (
    <div className="webhooks stacked">
      <p>{text('webhooks.explained')}</p>
      {error && !data ? <Trouble error={error} again={() => void refetch()} /> : null}
      {data?.map((endpoint) => (
        <EndpointCard key={endpoint.id} endpoint={endpoint} />
      ))}
      <NewEndpoint />
    </div>
  );
}
