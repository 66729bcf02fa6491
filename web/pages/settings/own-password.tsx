import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../../data/api';
import { Field } from '../../parts/field';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { faultsOf } from '../appointment-form/faults';
import { Refused } from '../sign-in/refused';

export function OwnPassword() {
  const text = useText();
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (body: { current: string; next: string }) => api('POST', '/v1/session/password', { body }),
    onSuccess: () => form.current?.reset(),
  });
  const faults = faultsOf(change.error);
  return (
    <section className="card stacked" aria-labelledby="own-password">
      <h2 id="own-password">{text('password.title')}</h2>
      <form
        ref={form}
        className="stacked"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const { currentTarget } = event;
          change.mutate({ current: typed(currentTarget, 'current'), next: typed(currentTarget, 'next') });
        }}
      >
        <Field
          label={text('password.current')}
          name="current"
          type="password"
          autoComplete="current-password"
          problem={faults['current']?.message}
        />
        <Field
          label={text('password.next')}
          hint={text('password.hint')}
          name="next"
          type="password"
          autoComplete="new-password"
          problem={faults['next']?.message}
        />
        {change.error && Object.keys(faults).length === 0 ? (
          <Refused key={change.submittedAt} error={change.error} />
        ) : null}
        <p role="status">{change.isSuccess ? text('password.changed') : ''}</p>
        <button type="submit" disabled={change.isPending}>
          {text('password.change')}
        </button>
      </form>
    </section>
  );
}
