import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { testCall } from '../../../api/schemas/test-call';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { useMay } from '../../data/session';
import { Trouble } from '../../parts/trouble';
import { usePhones } from '../../phones/phones-context';
import { useText } from '../../texts/use-text';

export type TestCall = z.output<typeof testCall>;

/** What will ring, about whom and what is said; the button; and what became of the call, as it goes. */
export function CallCard({ id, call }: { id: number; call: TestCall }) {
  const text = useText();
  const client = useQueryClient();
  const mayCall = useMay('desk');
  const ring = useMutation({
    mutationFn: () => api<TestCall>('POST', `/v1/appointments/${id}/test-call`),
    onSuccess: (answer) => client.setQueryData(keys.testCall(id), answer),
  });
  const { phone, clientName, said, hindrance, last } = call;
  const { bring } = usePhones();
  const name = text('testCall.testClient');
  useEffect(() => {
    if (phone !== null) bring({ name, phone });
  }, [bring, name, phone]);
  return (
    <section className="card test-call">
      <dl className="facts">
        <dt>{text('testCall.rings')}</dt>
        <dd>{phone === null ? text('testCall.nobody') : text('testCall.notTheClient', { phone })}</dd>
        <dt>{text('testCall.about')}</dt>
        <dd>
          <Link href={`/appointments/${id}`}>{text('testCall.appointment', { id, clientName })}</Link>
        </dd>
        <dt>{text('testCall.says')}</dt>
        <dd>
          {said.map((each) => (
            <q key={each.text} lang={each.language}>
              {each.text}
            </q>
          ))}
        </dd>
      </dl>
      <p>{text('testCall.nothingChanges')}</p>
      <p className="outcome" role="status">
        {last ? last.words : ''}
      </p>
      {ring.error ? (
        <Trouble error={ring.error} />
      ) : hindrance === null ? null : (
        <Trouble error={new Error(hindrance)} />
      )}
      {phone === null || !mayCall ? null : (
        <button
          type="button"
          className="main"
          disabled={ring.isPending || hindrance !== null}
          onClick={() => ring.mutate()}
        >
          {text(last ? 'testCall.again' : 'testCall.call', { phone })}
        </button>
      )}
    </section>
  );
}
