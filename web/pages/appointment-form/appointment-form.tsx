import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FocusEvent, type ReactNode } from 'react';
import { keys } from '../../data/keys';
import { useSession } from '../../data/session';
import { Field } from '../../parts/field';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { useSettled } from '../../data/use-settled';
import { ClientFields } from './client-fields';
import type { Draft } from './draft';
import { faultsOf, faultsWithin } from './faults';
import type { Lead } from './leads';
import { PlanPanel } from './plan-panel';
import { RemindersField } from './reminders-field';
import { StartField } from './start-field';
import type { usePlan } from './use-plan';
import './appointment-form.css';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  plan: ReturnType<typeof usePlan>;
  /** The reminders that the appointment has already; undefined for a new one. */
  kept?: readonly Lead[];
  /** A mutation with the key `saving`. */
  save: { run: () => void; isPending: boolean; error: Error | null; label: string };
  /** Above the fields, such as what others have changed meanwhile. */
  children?: ReactNode;
}

/** For a new appointment and for changing one. The API checks it while it is filled in, and the plan stands beside it. */
export function AppointmentForm({ draft, onChange, plan, kept, save, children }: Props) {
  const text = useText();
  const { office } = useSession();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  // Not at once: a fault that pushes the page down must not move the button from under a click.
  const leftSome = useSettled(left, 400);
  const [wasSaved, setWasSaved] = useState(false);
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });

  const told = faultsOf(plan.error);
  const shown = wasSaved ? told : faultsWithin(told, leftSome);
  // What saving has found is about what stands there now; the plan may still be of what stood there before.
  const faults = save.error ? faultsOf(save.error) : shown;
  const isAtFields = Object.keys(faultsOf(save.error)).length > 0;
  useEffect(() => {
    if (save.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [save.error]);

  const leave = ({ target }: FocusEvent<HTMLFormElement>) => {
    const name = target.getAttribute('name');
    if (name !== null) setLeft((before) => new Set(before).add(name));
  };
  return (
    <form
      ref={form}
      className="appointment-form"
      noValidate
      onBlur={leave}
      onSubmit={(event) => {
        event.preventDefault();
        // A double click comes before the button is drawn anew.
        if (client.isMutating({ mutationKey: keys.saving }) > 0) return;
        setWasSaved(true);
        save.run();
      }}
    >
      <div className="card stacked">
        {children}
        <ClientFields draft={draft} faults={faults} set={set} />
        <StartField
          start={draft.start}
          officeTimeZone={office.timeZone}
          fault={faults['startsAt']}
          onChange={(start) => set({ start })}
        />
        <Field
          className="short"
          label={text('form.duration')}
          name="durationMinutes"
          inputMode="numeric"
          autoComplete="off"
          value={draft.durationMinutes}
          onChange={(event) => set({ durationMinutes: event.target.value })}
          problem={faults['durationMinutes']?.message}
        />
        <RemindersField
          reminders={draft.reminders}
          kept={kept}
          faults={faults}
          onChange={(reminders) => set({ reminders })}
        />
        {kept ? null : (
          <details {...(faults['bookedAt'] || faults['externalId'] ? { open: true } : {})}>
            <summary>{text('form.more')}</summary>
            <div className="stacked">
              <Field
                label={text('form.bookedAt', { zone: office.timeZone })}
                hint={text('form.bookedAtHint')}
                type="datetime-local"
                name="bookedAt"
                value={draft.bookedAt}
                onChange={(event) => set({ bookedAt: event.target.value })}
                problem={faults['bookedAt']?.message}
              />
              <Field
                label={text('form.externalId')}
                hint={text('form.externalIdHint')}
                name="externalId"
                autoComplete="off"
                value={draft.externalId}
                onChange={(event) => set({ externalId: event.target.value })}
                problem={faults['externalId']?.message}
              />
            </div>
          </details>
        )}
      </div>
      <div className="side stacked">
        <PlanPanel {...plan} />
        {save.error && !isAtFields ? <Trouble error={save.error} /> : null}
        <button type="submit" className="main" disabled={save.isPending}>
          {save.label}
        </button>
      </div>
    </form>
  );
}
