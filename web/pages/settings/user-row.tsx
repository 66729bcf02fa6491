import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { roles } from '../../../domain/roles';
import { api } from '../../data/api';
import { serverNowMs } from '../../data/clock';
import { keys } from '../../data/keys';
import { Moment } from '../../parts/moment';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { PasswordDialog } from './password-dialog';
import type { User } from './users';

export function UserRow({ user }: { user: User }) {
  const text = useText();
  const client = useQueryClient();
  const [asksPassword, setAsksPassword] = useState(false);
  const change = useMutation({
    mutationFn: (body: { role?: string; disabled?: boolean }) =>
      api<User>('PATCH', `/v1/users/${user.id}`, { body }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
  const isDisabled = user.disabledAt !== null;
  const { name } = user;
  return (
    <li aria-label={name}>
      <strong className={isDisabled ? 'quiet' : ''}>{name}</strong>
      <select
        aria-label={text('users.roleOf', { name })}
        value={user.role}
        disabled={change.isPending}
        onChange={(event) => change.mutate({ role: event.target.value })}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {text(`role.${role}`)}
          </option>
        ))}
      </select>
      <span className="quiet state">
        <State user={user} />
      </span>
      <span className="inline">
        <button type="button" onClick={() => setAsksPassword(true)}>
          {text('users.newPassword')}
        </button>
        <button
          type="button"
          disabled={change.isPending}
          onClick={() => change.mutate({ disabled: !isDisabled })}
        >
          {text(isDisabled ? 'users.enable' : 'users.disable')}
        </button>
      </span>
      {change.error ? <Trouble error={change.error} /> : null}
      {asksPassword ? <PasswordDialog user={user} onClose={() => setAsksPassword(false)} /> : null}
    </li>
  );
}

function State({ user: { disabledAt, lockedUntil, hasPassword } }: { user: User }) {
  const text = useText();
  if (disabledAt !== null)
    return (
      <>
        {text('users.disabled')} <Moment at={disabledAt} />
      </>
    );
  if (lockedUntil !== null && Date.parse(lockedUntil) > serverNowMs())
    return (
      <>
        {text('users.locked')} <Moment at={lockedUntil} />
      </>
    );
  return hasPassword ? null : text('users.noPassword');
}
