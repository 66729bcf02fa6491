import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, Refusal } from '../../data/api';
import { keys } from '../../data/keys';
import { useMay } from '../../data/session';
import { PageTitle } from '../../parts/page-title';
import { useUnsaved } from '../../parts/use-unsaved';
import { useText } from '../../texts/use-text';
import { AppointmentForm } from '../appointment-form/appointment-form';
import {
  differences,
  emptyDraft,
  registrationOf,
  type Appointment,
  type Draft,
} from '../appointment-form/draft';
import { usePlan } from '../appointment-form/use-plan';

export function RegisterPage() {
  const text = useText();
  const may = useMay('desk');
  return (
    <>
      <PageTitle title={text('register.title')}>
        <Link href="/import">{text('register.manyAtOnce')}</Link>
      </PageTitle>
      {may ? <Registration /> : <p>{text('role.deskOnly')}</p>}
    </>
  );
}

function Registration() {
  const text = useText();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  // One for the form, not for each try: however often it is sent, it registers one appointment.
  const [idempotencyKey] = useState(newKey);
  const body = registrationOf(draft);
  const plan = usePlan('/v1/preview', body);
  const save = useMutation({
    mutationKey: keys.saving,
    mutationFn: () =>
      api<Appointment>('POST', '/v1/appointments', {
        body,
        headers: { 'Idempotency-Key': idempotencyKey },
      }),
    // An earlier try, whose answer was lost, is still at work.
    retry: (count, error) => error instanceof Refusal && error.code === 'idempotency_in_flight' && count < 10,
    retryDelay: 1_000,
  });
  useUnsaved(!save.data && differences(emptyDraft, draft).length > 0);
  useEffect(() => {
    if (save.data) navigate(`/appointments/${save.data.id}`);
  }, [save.data, navigate]);
  return (
    <AppointmentForm
      draft={draft}
      onChange={(next) => {
        setDraft(next);
        // It was about what stood there before.
        if (save.isError) save.reset();
      }}
      plan={plan}
      save={{
        run: () => save.mutate(),
        isPending: save.isPending || save.isSuccess,
        error: save.error && inWords(save.error),
        label: text('register.save'),
      }}
    />
  );

  /** An earlier try got through although its answer did not, and the form was changed since. */
  function inWords(error: Error): Error {
    return error instanceof Refusal && error.code === 'idempotency_key_reused'
      ? new Refusal(error.status, error.code, text('register.savedBefore'))
      : error;
  }
}

/** `crypto.randomUUID` is only there under https. */
function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
