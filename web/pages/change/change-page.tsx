import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { api, Refusal } from '../../data/api';
import { keys } from '../../data/keys';
import { useMay } from '../../data/session';
import { PageTitle } from '../../parts/page-title';
import { Trouble } from '../../parts/trouble';
import { useUnsaved } from '../../parts/use-unsaved';
import { useText } from '../../texts/use-text';
import { AppointmentForm } from '../appointment-form/appointment-form';
import { changesOf, differences, draftOf, merged, type Appointment } from '../appointment-form/draft';
import { usePlan } from '../appointment-form/use-plan';
import { Meanwhile, type News } from './meanwhile';

export function ChangePage() {
  const text = useText();
  const id = Number(useParams<{ id: string }>().id);
  const may = useMay('desk');
  const { data, error, refetch } = useQuery({
    queryKey: keys.appointment(id),
    queryFn: () => load(id),
  });
  return (
    <>
      <PageTitle title={data ? text('change.title', { name: data.client.name }) : text('change.loading')} />
      {error && !data ? <Trouble error={error} again={() => void refetch()} /> : null}
      {may ? null : <p>{text('role.deskOnly')}</p>}
      {data && may ? <Change key={id} read={data} /> : null}
    </>
  );
}

function load(id: number): Promise<Appointment> {
  return api('GET', `/v1/appointments/${id}`);
}

/** `read` is where it begins; what others change later is told when saving. */
function Change({ read }: { read: Appointment }) {
  const text = useText();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [base, setBase] = useState(read);
  const [draft, setDraft] = useState(() => draftOf(read));
  const [news, setNews] = useState<News>();
  const { id } = base;
  const before = draftOf(base);
  const body = changesOf(before, draft);
  const plan = usePlan(`/v1/appointments/${id}/preview`, body);

  const save = useMutation({
    mutationKey: keys.saving,
    mutationFn: () =>
      api<Appointment>('PATCH', `/v1/appointments/${id}`, {
        body,
        headers: { 'If-Match': `"${base.version}"` },
      }),
    onSuccess: (changed) => client.setQueryData(keys.appointment(id), changed),
    onError: async (error) => {
      if (!isOvertaken(error)) return;
      const now = await load(id);
      setNews({ before, now: draftOf(now), typed: draft, what: now.lastEvent?.summary });
      setBase(now);
      setDraft(merged(before, draftOf(now), draft));
    },
  });
  useUnsaved(!save.data && differences(before, draft).length > 0);
  useEffect(() => {
    if (save.data) navigate(`/appointments/${id}`);
  }, [save.data, navigate, id]);
  return (
    <AppointmentForm
      draft={draft}
      onChange={(next) => {
        setDraft(next);
        // It was about what stood there before.
        if (save.isError) save.reset();
      }}
      plan={plan}
      kept={before.reminders.kind === 'kept' ? before.reminders.leads : []}
      save={{
        run: () => save.mutate(),
        isPending: save.isPending || save.isSuccess,
        error: isOvertaken(save.error) ? null : save.error,
        label: text('change.save'),
      }}
    >
      {news ? <Meanwhile {...news} /> : null}
    </AppointmentForm>
  );
}

function isOvertaken(error: Error | null): boolean {
  return error instanceof Refusal && error.status === 412;
}
