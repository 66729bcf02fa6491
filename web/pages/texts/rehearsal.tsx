import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { z } from 'zod';
import type { rehearsed } from '../../../api/schemas/texts';
import { api, Refusal } from '../../data/api';
import { serverNowMs } from '../../data/clock';
import { useSession } from '../../data/session';
import { addDays, dateOf } from '../../parts/dates';
import { Field } from '../../parts/field';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { Call } from './call';

export type Rehearsed = z.output<typeof rehearsed>;
interface Props {
  locale: string;
  say: (text: string) => void;
}

const ownFields = ['client.name', 'client.phone', 'client.timeZone', 'startsAt', 'reminders'];

/** An appointment's life played forward: when its client would be called, and the call, key by key. */
export function Rehearsal({ locale, say }: Props) {
  const text = useText();
  const { office, testClientPhone } = useSession();
  const [registration, setRegistration] = useState<unknown>();
  const [pressed, setPressed] = useState<string[]>([]);
  const play = useMutation({
    mutationFn: (body: { registration: unknown; keys: string[] }) =>
      api<Rehearsed>('POST', '/v1/rehearsals', {
        body: { ...(body.registration as object), keys: body.keys },
      }),
    onSuccess: ({ steps }) => say(steps.at(-1)?.said ?? ''),
  });
  const go = (next: unknown, keys: string[]) => {
    setRegistration(next);
    setPressed(keys);
    play.mutate({ registration: next, keys });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const offsets = typed(form, 'reminders')
      .split(/[\s,]+/)
      .filter(Boolean);
    const timeZone = typed(form, 'timeZone').trim();
    const client = { name: typed(form, 'name').trim(), phone: typed(form, 'phone').trim(), locale };
    go(
      {
        client: timeZone === '' ? client : { ...client, timeZone },
        startsAt: typed(form, 'startsAt'),
        timeZone: office.timeZone,
        ...(offsets.length > 0 ? { reminders: offsets } : {}),
      },
      [],
    );
  };
  const { error } = play;
  const fields = error instanceof Refusal ? error.fields : [];
  const fault = (path: string) =>
    fields.find((each) => each.path === path || each.path.startsWith(`${path}.`))?.message;
  const isElsewhere = !fields.some(({ path }) => ownFields.some((own) => path.startsWith(own)));
  return (
    <section className="card" aria-labelledby="rehearsal">
      <h2 id="rehearsal">{text('rehearsal.title')}</h2>
      <p className="quiet">{text('rehearsal.what')}</p>
      <form className="rehearsal-form" onSubmit={submit}>
        <Field
          label={text('rehearsal.name')}
          name="name"
          defaultValue="Ada Moreno"
          required
          autoComplete="off"
          problem={fault('client.name')}
        />
        <Field
          label={text('rehearsal.phone')}
          name="phone"
          type="tel"
          defaultValue={testClientPhone ?? office.phone}
          required
          autoComplete="off"
          problem={fault('client.phone')}
        />
        <Field
          label={text('rehearsal.startsAt', { timeZone: office.timeZone })}
          name="startsAt"
          type="datetime-local"
          defaultValue={`${addDays(dateOf(serverNowMs(), office.timeZone), 3)}T09:00`}
          required
          problem={fault('startsAt')}
        />
        <Field
          label={text('rehearsal.timeZone')}
          name="timeZone"
          placeholder={office.timeZone}
          list="rehearsal-zones"
          autoComplete="off"
          problem={fault('client.timeZone')}
        />
        <datalist id="rehearsal-zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <Field
          label={text('rehearsal.offsets')}
          name="reminders"
          placeholder="P1D, PT1H"
          hint={text('rehearsal.offsetsHint')}
          autoComplete="off"
          problem={fault('reminders')}
        />
        <button type="submit" className="main" disabled={play.isPending}>
          {text('rehearsal.play')}
        </button>
      </form>
      {error && isElsewhere ? <Trouble error={error} /> : null}
      {play.data && registration !== undefined ? (
        <Call
          played={play.data}
          press={(key) => go(registration, [...pressed, key])}
          again={() => go(registration, [])}
        />
      ) : null}
    </section>
  );
}
