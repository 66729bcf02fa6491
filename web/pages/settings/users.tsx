import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/users';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { Field } from '../../parts/field';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { faultsOf } from '../appointment-form/faults';
import { RoleField } from './role-field';
import { UserRow } from './user-row';

export type User = z.output<typeof schemas.user>;

/** Who may sign in. Nobody is ever deleted, for the timelines name them. */
export function Users() {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: keys.users,
    queryFn: async () => (await api<{ data: User[] }>('GET', '/v1/users')).data,
  });
  return (
    <section className="card stacked wide" aria-labelledby="users">
      <h2 id="users">{text('users.title')}</h2>
      {error && !data ? <Trouble error={error} /> : null}
      <ul className="rows">
        {data?.map((user) => (
          <UserRow key={user.id} user={user} />
        ))}
      </ul>
      <NewUser />
    </section>
  );
}

function NewUser() {
  const text = useText();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const add = useMutation({
    mutationFn: (body: { name: string; role: string; password: string }) =>
      api<User>('POST', '/v1/users', { body }),
    onSuccess: async () => {
      form.current?.reset();
      await client.invalidateQueries({ queryKey: keys.users });
    },
  });
  const faults = faultsOf(add.error);
  return (
    <form
      ref={form}
      className="add"
      noValidate
      aria-label={text('users.add')}
      onSubmit={(event) => {
        event.preventDefault();
        const { currentTarget } = event;
        add.mutate({
          name: typed(currentTarget, 'name'),
          role: typed(currentTarget, 'role'),
          password: typed(currentTarget, 'password'),
        });
      }}
    >
      <Field label={text('users.name')} name="name" autoComplete="off" problem={faults['name']?.message} />
      <RoleField problem={faults['role']?.message} />
      <Field
        label={text('users.password')}
        hint={text('password.hint')}
        name="password"
        type="password"
        autoComplete="new-password"
        problem={faults['password']?.message}
      />
      <button type="submit" disabled={add.isPending}>
        {text('users.add')}
      </button>
      <div role="status">{add.data ? text('users.added', { name: add.data.name }) : ''}</div>
      {add.error && Object.keys(faults).length === 0 ? <Trouble error={add.error} /> : null}
    </form>
  );
}
