import { useId } from 'react';
import { useText } from '../../texts/use-text';
import { units, type Lead, type Unit } from './leads';

interface Props {
  lead: Lead;
  number: number;
  problem: string | undefined;
  onChange: (lead: Lead) => void;
  onRemove: () => void;
}

/** `[1] [days] before`. */
export function LeadRow({ lead, number, problem, onChange, onRemove }: Props) {
  const text = useText();
  const id = useId();
  return (
    <div className="field" role="group" aria-label={text('form.lead', { number })}>
      <div className="lead">
        {lead.kind === 'counted' ? (
          <>
            <input
              name={`reminders.${number - 1}`}
              aria-label={text('form.lead.count')}
              inputMode="numeric"
              autoComplete="off"
              value={lead.count}
              onChange={(event) => onChange({ ...lead, count: event.target.value })}
              {...(problem ? { 'aria-invalid': true, 'aria-describedby': id } : {})}
            />
            <select
              aria-label={text('form.lead.unit')}
              value={lead.unit}
              // The options are all there are.
              onChange={(event) => onChange({ ...lead, unit: event.target.value as Unit })}
            >
              {units.map((unit) => (
                <option key={unit} value={unit}>
                  {text(`form.lead.${unit}`)}
                </option>
              ))}
            </select>
          </>
        ) : (
          <span>{text('lead.other', { offset: lead.offset })}</span>
        )}
        <button type="button" className="link" onClick={onRemove}>
          {text('form.lead.remove')}
        </button>
      </div>
      {problem ? (
        <p className="fault" id={id}>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
