import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { api } from '../../data/api';
import { sessionKey, type Presence, type Session } from '../../data/session';
import { Field } from '../../parts/field';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { Refused } from './refused';

type Way = 'password' | 'apiKey';

/** By name and password; on a fresh installation by the first API key. */
export function SignInForm({ user, onDone }: { user?: string; onDone?: () => void }) {
  const text = useText();
  const client = useQueryClient();
  const [way, setWay] = useState<Way>('password');
  const signIn = useMutation({
    mutationFn: (body: Record<string, string>) => api<Session>('POST', '/v1/session', { body }),
    onSuccess: (session) => {
      const presence: Presence = { kind: 'in', session };
      client.setQueryData(sessionKey, presence);
      void client.invalidateQueries();
      onDone?.();
    },
  });

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const secret = form.querySelector<HTMLInputElement>('[type=password]');
    signIn.mutate(
      way === 'password'
        ? { user: typed(form, 'user').trim(), password: typed(form, 'password') }
        : { apiKey: typed(form, 'apiKey').trim() },
      {
        onError: () => {
          secret?.focus();
          secret?.select();
        },
      },
    );
  };
  const other: Way = way === 'password' ? 'apiKey' : 'password';
  return (
    <form className="stacked" onSubmit={submit}>
      {signIn.error ? <Refused key={signIn.submittedAt} error={signIn.error} /> : null}
      {way === 'password' ? (
        <>
          <Field
            label={text('signIn.user')}
            name="user"
            autoComplete="username"
            required
            defaultValue={user}
            autoFocus={user === undefined}
          />
          <Field
            label={text('signIn.password')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            autoFocus={user !== undefined}
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
  );
}
