import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Method } from '../../data/api';
import { keys } from '../../data/keys';
import type { WebhookEndpoint, WebhookEndpointWithSecret } from '../../data/webhooks';
import { Ask } from '../../parts/ask';
import { Secret } from '../../parts/secret';
import { Trouble } from '../../parts/trouble';
import { useText, type TextId } from '../../texts/use-text';

interface Deed {
  method: Method;
  path?: 'test' | 'redeliver-missed';
  body?: { enabled: boolean };
  /** What is said when it is done. */
  done: TextId;
}

export function EndpointActions({ endpoint }: { endpoint: WebhookEndpoint }) {
  const text = useText();
  const client = useQueryClient();
  const { id, url, enabled, missed } = endpoint;
  const { host } = new URL(url);
  const [asks, setAsks] = useState<'remove' | 'rotate'>();
  const address = `/v1/webhook-endpoints/${id}`;
  const stale = () => client.invalidateQueries({ queryKey: keys.webhooks });
  const act = useMutation({
    mutationFn: async ({ method, path, body, done }: Deed) => {
      await api(method, path ? `${address}/${path}` : address, body ? { body } : {});
      return done;
    },
    onSettled: async () => {
      await Promise.all([stale(), client.invalidateQueries({ queryKey: keys.condition })]);
    },
  });
  const rotate = useMutation({
    mutationFn: () => api<WebhookEndpointWithSecret>('POST', `${address}/rotate-secret`),
    // The secret is nowhere but on the page.
    gcTime: 0,
    onSettled: stale,
  });
  const isBusy = act.isPending || rotate.isPending;
  const button = (label: string, onClick: () => void, kind = '') => (
    <button type="button" className={kind} disabled={isBusy} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <>
      <div className="inline">
        {enabled
          ? button(text('webhooks.test'), () =>
              act.mutate({ method: 'POST', path: 'test', done: 'webhooks.tested' }),
            )
          : button(
              text('webhooks.switchOn'),
              () => act.mutate({ method: 'PATCH', body: { enabled: true }, done: 'webhooks.on' }),
              'main',
            )}
        {enabled && missed > 0
          ? button(
              text('webhooks.redeliverMissed', { count: missed }),
              () => act.mutate({ method: 'POST', path: 'redeliver-missed', done: 'webhooks.asked' }),
              'main',
            )
          : null}
        {enabled
          ? button(text('webhooks.switchOff'), () =>
              act.mutate({ method: 'PATCH', body: { enabled: false }, done: 'webhooks.switchedOff' }),
            )
          : null}
        {button(text('webhooks.rotate'), () => setAsks('rotate'))}
        {button(text('webhooks.remove'), () => setAsks('remove'), 'danger')}
        <span role="status">{act.data ? text(act.data) : ''}</span>
      </div>
      {act.error || rotate.error ? <Trouble error={(act.error ?? rotate.error) as Error} /> : null}
      {!enabled && missed > 0 ? <p className="quiet">{text('webhooks.missed', { count: missed })}</p> : null}
      {rotate.data ? (
        <Secret
          label={text('webhooks.secret', { host })}
          hint={text('webhooks.rotatedHint')}
          secret={rotate.data.secret}
          onDone={rotate.reset}
        />
      ) : null}
      {asks === 'remove' ? (
        <Ask
          title={text('webhooks.removeNamed', { host })}
          yes={text('webhooks.remove')}
          onYes={() => act.mutate({ method: 'DELETE', done: 'webhooks.switchedOff' })}
          onClose={() => setAsks(undefined)}
        >
          <p>{text('webhooks.removeMeans')}</p>
        </Ask>
      ) : null}
      {asks === 'rotate' ? (
        <Ask
          title={text('webhooks.rotateNamed', { host })}
          yes={text('webhooks.rotate')}
          onYes={() => rotate.mutate()}
          onClose={() => setAsks(undefined)}
        >
          <p>{text('webhooks.rotateMeans')}</p>
        </Ask>
      ) : null}
    </>
  );
}
