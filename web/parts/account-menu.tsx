import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../data/api';
import { forget, useSession } from '../data/session';
import { useText } from '../texts/use-text';

export function AccountMenu() {
  const text = useText();
  const { user } = useSession();
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api('DELETE', '/v1/session'),
    onSuccess: () => forget(client),
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
