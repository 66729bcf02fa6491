import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../data/api';
import { sessionKey } from '../../data/session';
import { Field } from '../../parts/field';
import { typed } from '../../parts/typed';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';

type Way = 'password' | 'apiKey';

/** By name and password; on a fresh installation by the first API key. */
export function SignIn() {
  const text = useText();
  const client = useQueryClient();
  const [path, navigate] = useLocation();
  const [way, setWay] = useState<Way>('password');
  const signIn = useMutation({
    mutationFn: (body: Record<string, string>) => api('POST', '/v1/session', { body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionKey });
      if (path.startsWith('/sign-in')) navigate('/', { replace: true });
    },
  });
  const title = text('signIn.title');
  useEffect(() => {
    document.title = title;
  }, [title]);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    signIn.mutate(
      way === 'password'
        ? { user: typed(form, 'user').trim(), password: typed(form, 'password') }
        : { apiKey: typed(form, 'apiKey').trim() },
    );
  };
  const other: Way = way === 'password' ? 'apiKey' : 'password';
  return (
    <main className="narrow card">
      <h1>{title}</h1>
      <form className="stacked" onSubmit={submit}>
        {signIn.error ? <Trouble error={signIn.error} /> : null}
        {way === 'password' ? (
          <>
            <Field label={text('signIn.user')} name="user" autoComplete="username" required autoFocus />
            <Field
              label={text('signIn.password')}
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
          </>
        ) : (
          <Field
            label={text('signIn.apiKey')}
            name="apiKey"
            type="password"
            autoComplete="off"
            required
            autoFocus
            hint={text('signIn.apiKeyHint')}
          />
        )}
        <button type="submit" className="main" disabled={signIn.isPending}>
          {text('signIn.submit')}
        </button>
        <button
          type="button"
          className="link"
          onClick={() => {
            signIn.reset();
            setWay(other);
          }}
        >
          {text(`signIn.with.${other}`)}
        </button>
      </form>
    </main>
  );
}
