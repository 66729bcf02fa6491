import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { announcements } from '../../../domain/words';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import type { WebhookEndpointWithSecret } from '../../data/webhooks';
import { Field } from '../../parts/field';
import { Secret } from '../../parts/secret';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { faultsOf } from '../appointment-form/faults';

export function NewEndpoint() {
  const text = useText();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const add = useMutation({
    mutationFn: (body: { url: string; types: string[] }) =>
      api<WebhookEndpointWithSecret>('POST', '/v1/webhook-endpoints', { body }),
    // The secret is nowhere but on the page.
    gcTime: 0,
    onSuccess: async () => {
      form.current?.reset();
      await client.invalidateQueries({ queryKey: keys.webhooks });
    },
  });
  const faults = faultsOf(add.error);
  const known = faults['url'] ?? faults['types'];
  return (
    <section className="card stacked" aria-labelledby="new-endpoint">
      <h2 id="new-endpoint">{text('webhooks.add')}</h2>
      <form
        ref={form}
        className="stacked"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const { currentTarget } = event;
          const types = new FormData(currentTarget).getAll('types').map(String);
          add.mutate({ url: typed(currentTarget, 'url').trim(), types });
        }}
      >
        <Field
          label={text('webhooks.url')}
          hint={text('webhooks.urlHint')}
          name="url"
          type="url"
          autoComplete="off"
          placeholder="https://example.com/webhooks"
          problem={faults['url']?.message}
        />
        <fieldset className="types">
          <legend>{text('webhooks.types')}</legend>
          {announcements.map((type) => (
            <label key={type}>
              <input type="checkbox" name="types" value={type} defaultChecked />
              {text(`webhooks.type.${type}`)} <code>{type}</code>
            </label>
          ))}
          {faults['types'] ? <p className="problem">{faults['types'].message}</p> : null}
        </fieldset>
        <button type="submit" disabled={add.isPending}>
          {text('webhooks.add')}
        </button>
        {add.error && !known ? <Trouble error={add.error} /> : null}
      </form>
      {add.data ? (
        <Secret
          label={text('webhooks.secret', { host: new URL(add.data.url).host })}
          hint={text('webhooks.secretHint')}
          secret={add.data.secret}
          onDone={add.reset}
        />
      ) : null}
    </section>
  );
}
