import { useQuery } from '@tanstack/react-query';
import { useId, type SubmitEvent } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { PageTitle } from '../../parts/page-title';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { CallCard, type TestCall } from './call-card';
import './test-call.css';

/** `/make-test-call?id=1`: rings TEST_CLIENT_PHONE about an appointment; nothing that is pressed changes it. */
export function TestCallPage() {
  const text = useText();
  const [search] = useSearchParams();
  const asked = search.get('id')?.trim();
  const id = asked !== undefined && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : undefined;
  return (
    <>
      <PageTitle title={text('testCall.title')} />
      {asked && id === undefined ? (
        <Trouble error={new Error(text('testCall.unknown', { id: asked }))} />
      ) : null}
      {id === undefined ? <AskForm /> : <Appointment id={id} />}
    </>
  );
}

function Appointment({ id }: { id: number }) {
  const { data, error, refetch } = useQuery({
    queryKey: keys.testCall(id),
    queryFn: () => api<TestCall>('GET', `/v1/appointments/${id}/test-call`),
    // While it goes on, a person watches.
    refetchInterval: ({ state }) => (state.data?.last && !state.data.last.isOver ? 1_000 : 30_000),
  });
  if (data) return <CallCard id={id} call={data} />;
  if (!error) return null;
  return (
    <>
      <Trouble error={error} again={() => void refetch()} />
      <AskForm />
    </>
  );
}

function AskForm() {
  const text = useText();
  const field = useId();
  const [, navigate] = useLocation();
  const show = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    navigate(`/make-test-call?id=${encodeURIComponent(typed(event.currentTarget, 'id').trim())}`);
  };
  return (
    <form className="inline ask-number" onSubmit={show}>
      <label htmlFor={field}>{text('testCall.which')}</label>
      <input id={field} name="id" inputMode="numeric" pattern="[1-9][0-9]*" required />
      <button type="submit" className="main">
        {text('testCall.show')}
      </button>
    </form>
  );
}
