import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, type SubmitEvent } from 'react';
import { api, Refusal } from '../../data/api';
import { useCondition } from '../../data/condition';
import { keys } from '../../data/keys';
import { useMay } from '../../data/session';
import { Field } from '../../parts/field';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';

/** Holds every call and text back, for everybody, at once; so it asks why. */
export function PauseCalls() {
  const text = useText();
  const client = useQueryClient();
  const mayPause = useMay('desk');
  const { data } = useCondition();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const pause = useMutation({
    mutationFn: (reason: string) =>
      api('POST', '/v1/calling/pause', { body: reason === '' ? {} : { reason } }),
    onSuccess: async () => {
      dialog.current?.close();
      await client.invalidateQueries({ queryKey: keys.condition });
    },
  });
  if (!mayPause || !data || data.calling.paused) return null;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    pause.mutate(typed(event.currentTarget, 'reason').trim());
  };
  const { error } = pause;
  const fault = error instanceof Refusal ? error.fields.find(({ path }) => path === 'reason') : undefined;
  return (
    <>
      <button type="button" className="danger" onClick={() => dialog.current?.showModal()}>
        {text('pause.open')}
      </button>
      <dialog ref={dialog} aria-labelledby={heading} onClose={() => pause.reset()}>
        <form className="stacked" onSubmit={submit}>
          <h2 id={heading}>{text('pause.title')}</h2>
          <p>{text('pause.what')}</p>
          {error && !fault ? <Trouble error={error} /> : null}
          <Field
            label={text('pause.reason')}
            name="reason"
            maxLength={200}
            hint={text('pause.reasonHint')}
            problem={fault?.message}
            autoComplete="off"
          />
          <div className="inline">
            <button type="submit" className="main" disabled={pause.isPending}>
              {text('pause.do')}
            </button>
            <button type="button" onClick={() => dialog.current?.close()}>
              {text('pause.dont')}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
