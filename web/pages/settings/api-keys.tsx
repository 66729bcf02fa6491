import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/users';
import { nameOf } from '../../../domain/contact-words';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { Field } from '../../parts/field';
import { Moment } from '../../parts/moment';
import { Secret } from '../../parts/secret';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { faultsOf } from '../appointment-form/faults';
import { RoleField } from './role-field';
import { Revoke } from './revoke';

type ApiKey = z.output<typeof schemas.apiKey>;
type CreatedApiKey = z.output<typeof schemas.createdApiKey>;

/** By which programs use the API. */
export function ApiKeys() {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: keys.apiKeys,
    queryFn: async () => (await api<{ data: ApiKey[] }>('GET', '/v1/api-keys')).data,
  });
  return (
    <section className="card stacked wide" aria-labelledby="api-keys">
      <h2 id="api-keys">{text('apiKeys.title')}</h2>
      {error && !data ? <Trouble error={error} /> : null}
      <ul className="rows">
        {data?.map((each) => (
          <KeyRow key={each.id} apiKey={each} />
        ))}
      </ul>
      <NewKey />
    </section>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const text = useText();
  const { id, name, role, createdBy, createdAt, lastUsedAt, revokedAt } = apiKey;
  return (
    <li aria-label={name}>
      <strong className={revokedAt === null ? '' : 'quiet'}>{name}</strong>
      <span>{text(`role.${role}`)}</span>
      <span className="quiet state">
        {createdBy === null ? text('apiKeys.first') : text('apiKeys.by', { name: nameOf(createdBy) })}{' '}
        <Moment at={createdAt} />;{' '}
        {lastUsedAt === null ? text('apiKeys.neverUsed') : text('apiKeys.lastUsed', { date: lastUsedAt })}
      </span>
      <Revoke
        address={`/v1/api-keys/${id}`}
        listKey={keys.apiKeys}
        revokedAt={revokedAt}
        title={text('apiKeys.revokeNamed', { name })}
        meaning={text('apiKeys.revokeMeans')}
      />
    </li>
  );
}

function NewKey() {
  const text = useText();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const make = useMutation({
    mutationFn: (body: { name: string; role: string }) =>
      api<CreatedApiKey>('POST', '/v1/api-keys', { body }),
    // The secret is nowhere but on the page.
    gcTime: 0,
    onSuccess: async () => {
      form.current?.reset();
      await client.invalidateQueries({ queryKey: keys.apiKeys });
    },
  });
  const faults = faultsOf(make.error);
  return (
    <>
      <form
        ref={form}
        className="add"
        noValidate
        aria-label={text('apiKeys.make')}
        onSubmit={(event) => {
          event.preventDefault();
          const { currentTarget } = event;
          make.mutate({ name: typed(currentTarget, 'name'), role: typed(currentTarget, 'role') });
        }}
      >
        <Field
          label={text('apiKeys.name')}
          hint={text('apiKeys.nameHint')}
          name="name"
          autoComplete="off"
          problem={faults['name']?.message}
        />
        <RoleField problem={faults['role']?.message} />
        <button type="submit" disabled={make.isPending}>
          {text('apiKeys.make')}
        </button>
        {make.error && Object.keys(faults).length === 0 ? <Trouble error={make.error} /> : null}
      </form>
      {make.data ? (
        <Secret
          label={text('apiKeys.secret', { name: make.data.name })}
          hint={text('apiKeys.secretHint')}
          secret={make.data.secret}
          onDone={make.reset}
        />
      ) : null}
    </>
  );
}
