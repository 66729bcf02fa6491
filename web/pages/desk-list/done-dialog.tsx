import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../data/api';
import type { DeskItem } from '../../data/desk-list';
import { keys } from '../../data/keys';
import { useSession } from '../../data/session';
import { Labelled } from '../../parts/field';
import { Trouble } from '../../parts/trouble';
import { typed } from '../../parts/typed';
import { useText } from '../../texts/use-text';
import { faultsOf } from '../appointment-form/faults';

interface Props {
  item: DeskItem;
  onDone: (item: DeskItem) => void;
  onClose: () => void;
}

/** What came of ringing a client: it goes on the appointment's timeline with the name of whoever is signed in. */
export function DoneDialog({ item, onDone, onClose }: Props) {
  const text = useText();
  const { user } = useSession();
  const client = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const finish = useMutation({
    mutationFn: (note: string) =>
      api('POST', `/v1/desk-list/${item.id}/done`, { body: note === '' ? {} : { note } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.deskList });
      await client.invalidateQueries({ queryKey: keys.days });
      onDone(item);
    },
  });
  const fault = faultsOf(finish.error)['note']?.message;
  return (
    <dialog ref={dialog} aria-labelledby="done-title" onClose={onClose}>
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          // One line on the timeline.
          finish.mutate(typed(event.currentTarget, 'note').replace(/\s+/g, ' ').trim());
        }}
      >
        <h2 id="done-title">{text('desk.markNamed', { name: item.client.name })}</h2>
        <Labelled label={text('desk.note')} hint={text('desk.noteHint', { name: user.name })} problem={fault}>
          {(ties) => <textarea name="note" rows={3} autoFocus {...ties} />}
        </Labelled>
        {finish.error && !fault ? <Trouble error={finish.error} /> : null}
        <div className="inline">
          <button type="submit" className="main" disabled={finish.isPending}>
            {text('desk.mark')}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {text('dialog.cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
