import { useText } from '../../texts/use-text';
import type { Reminders } from './draft';
import type { Faults } from './faults';
import { LeadRow } from './lead-row';
import type { Lead } from './leads';
import { useLeadWords } from './use-lead-words';

interface Props {
  reminders: Reminders;
  /** What the appointment has already; undefined for a new one. */
  kept: readonly Lead[] | undefined;
  faults: Faults;
  onChange: (reminders: Reminders) => void;
}

const firstLeads: readonly Lead[] = [
  { kind: 'counted', count: '1', unit: 'days' },
  { kind: 'counted', count: '1', unit: 'hours' },
];

/** The office's reminders, or one's own, in words. */
export function RemindersField({ reminders, kept, faults, onChange }: Props) {
  const text = useText();
  const words = useLeadWords();
  const leads = reminders.kind === 'own' ? reminders.leads : [];
  const setLeads = (next: Lead[]) => onChange({ kind: 'own', leads: next });
  const choose: Record<Reminders['kind'], () => void> = {
    kept: () => onChange({ kind: 'kept', leads: [...(kept ?? [])] }),
    default: () => onChange({ kind: 'default' }),
    own: () => setLeads([...(kept ?? firstLeads)]),
  };
  const labels: Record<Reminders['kind'], string> = {
    kept: text('form.reminders.kept', { leads: words(kept ?? []) }),
    default: text('form.reminders.default'),
    own: text('form.reminders.own'),
  };
  const kinds: Reminders['kind'][] = kept ? ['kept', 'default', 'own'] : ['default', 'own'];
  return (
    <fieldset className="stacked reminders">
      <legend>{text('form.reminders')}</legend>
      {kinds.map((kind) => (
        <label key={kind} className="choice">
          <input
            type="radio"
            name="reminders-kind"
            checked={reminders.kind === kind}
            onChange={() => choose[kind]()}
          />
          {labels[kind]}
        </label>
      ))}
      {reminders.kind === 'own' ? (
        <div className="stacked own">
          {leads.length === 0 ? <p className="quiet">{text('form.reminders.none')}</p> : null}
          {leads.map((lead, index) => (
            <LeadRow
              key={index}
              lead={lead}
              number={index + 1}
              problem={faults[`reminders.${index}`]?.message}
              onChange={(next) => setLeads(leads.with(index, next))}
              onRemove={() => setLeads(leads.toSpliced(index, 1))}
            />
          ))}
          {faults['reminders'] ? <p className="fault">{faults['reminders'].message}</p> : null}
          <button
            type="button"
            className="link"
            onClick={() => setLeads([...leads, { kind: 'counted', count: '2', unit: 'hours' }])}
          >
            {text('form.reminders.add')}
          </button>
        </div>
      ) : null}
    </fieldset>
  );
}
