import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { Field } from '../../parts/field';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { faultsOf } from '../appointment-form/faults';
import type { User } from './users';

/** For somebody who forgot theirs; it also unlocks, and signs them out everywhere. */
export function PasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const text = useText();
  const client = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const change = useMutation({
    mutationFn: (password: string) => api('PATCH', `/v1/users/${user.id}`, { body: { password } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.users });
      onClose();
    },
  });
  const fault = faultsOf(change.error)['password']?.message;
  return (
    <dialog ref={dialog} aria-labelledby="new-password" onClose={onClose}>
      <form
        className="stacked"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(typed(event.currentTarget, 'password'));
        }}
      >
        <h2 id="new-password">{text('users.newPasswordFor', { name: user.name })}</h2>
        <Field
          label={text('password.next')}
          hint={text('password.hint')}
          name="password"
          type="password"
          autoComplete="new-password"
          autoFocus
          problem={fault}
        />
        {change.error && !fault ? <Trouble error={change.error} /> : null}
        <div className="inline">
          <button type="submit" className="main" disabled={change.isPending}>
            {text('users.setPassword')}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {text('dialog.cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
