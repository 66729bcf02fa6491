import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../data/api';
import { sessionKey, useSession, type Presence } from '../data/session';
import { useText } from '../texts/use-text';

export function AccountMenu() {
  const text = useText();
  const { user } = useSession();
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api('DELETE', '/v1/session'),
    onSuccess: () => {
      // What clients are called does not stay in the memory of a shared computer.
      client.clear();
      client.setQueryData<Presence>(sessionKey, { kind: 'out' });
    },
  });
  return (
    <div className="account">
      <Link href="/settings">{user.name}</Link>
      <button type="button" className="link" onClick={() => signOut.mutate()}>
        {text('frame.signOut')}
      </button>
    </div>
  );
}
