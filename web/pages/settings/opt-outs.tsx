import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as schemas from '../../../api/schemas/desk';
import { nameOf } from '../../../domain/contact-words';
import { api, Refusal } from '../../data/api';
import { useMay } from '../../data/session';
import { Field } from '../../parts/field';
import { Moment } from '../../parts/moment';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { faultsOf } from '../appointment-form/faults';

type OptOut = z.output<typeof schemas.optOut>;
type Step = { method: 'GET' | 'PUT' | 'DELETE'; phone: string };
interface Found {
  phone: string;
  optOut: OptOut | null;
}

/** Whether a number wants no reminders, and the owner's word about it. */
export function OptOuts() {
  const text = useText();
  const may = useMay('desk');
  const ask = useMutation({
    mutationFn: async ({ method, phone }: Step): Promise<Found> => {
      const answer = await api<OptOut | undefined>(method, `/v1/opt-outs/${encodeURIComponent(phone)}`).catch(
        (error: unknown) => {
          if (error instanceof Refusal && error.status === 404) return undefined;
          throw error;
        },
      );
      return { phone: answer?.phone ?? phone, optOut: answer ?? null };
    },
  });
  const fault = faultsOf(ask.error)['phone']?.message;
  const { data } = ask;
  return (
    <section className="card stacked" aria-labelledby="opt-outs">
      <h2 id="opt-outs">{text('optOuts.title')}</h2>
      <p>{text('optOuts.explained')}</p>
      <form
        className="stacked"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate({ method: 'GET', phone: typed(event.currentTarget, 'phone').trim() });
        }}
      >
        <Field label={text('form.phone')} name="phone" type="tel" autoComplete="off" problem={fault} />
        {ask.error && !fault ? <Trouble error={ask.error} /> : null}
        <button type="submit" disabled={ask.isPending}>
          {text('optOuts.look')}
        </button>
      </form>
      <div role="status" className="stacked">
        {data ? (
          <p>
            {data.optOut ? (
              <>
                {text('optOuts.is', { phone: data.phone, name: nameOf(data.optOut.actor) })}{' '}
                <Moment at={data.optOut.since} />
              </>
            ) : (
              text('optOuts.isNot', { phone: data.phone })
            )}
          </p>
        ) : null}
      </div>
      {data && may ? (
        <button
          type="button"
          disabled={ask.isPending}
          onClick={() => ask.mutate({ method: data.optOut ? 'DELETE' : 'PUT', phone: data.phone })}
        >
          {text(data.optOut ? 'optOuts.remove' : 'optOuts.put')}
        </button>
      ) : null}
    </section>
  );
}
