import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../data/api';
import { forget } from '../../data/session';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';

export function SignOutEverywhere() {
  const text = useText();
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api('DELETE', '/v1/sessions'),
    onSuccess: () => forget(client),
  });
  return (
    <section className="card stacked" aria-labelledby="sign-out-everywhere">
      <h2 id="sign-out-everywhere">{text('sessions.title')}</h2>
      <p>{text('sessions.explained')}</p>
      {signOut.error ? <Trouble error={signOut.error} /> : null}
      <button type="button" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {text('sessions.end')}
      </button>
    </section>
  );
}
