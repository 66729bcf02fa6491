import type { FieldError } from '../../data/api';
import { Field } from '../../parts/field';
import { useText } from '../../texts/use-text';
import type { Draft } from './draft';

interface Props {
  start: Draft['start'];
  officeTimeZone: string;
  fault: FieldError | undefined;
  onChange: (start: Draft['start']) => void;
}

/** Date and time on the office's clock. Where that clock skips or repeats an hour, the API names the instants. */
export function StartField({ start, officeTimeZone, fault, onChange }: Props) {
  const text = useText();
  const described = fault ? { 'aria-invalid': true, 'aria-describedby': 'start-fault' } : {};
  const set = (part: Partial<Draft['start']>) => onChange({ ...start, utcOffset: '', ...part });
  return (
    <fieldset className="start">
      <legend>{text('form.start', { zone: officeTimeZone })}</legend>
      <div className="pair">
        <Field
          label={text('form.date')}
          type="date"
          name="date"
          value={start.date}
          onChange={(event) => set({ date: event.target.value })}
          {...described}
        />
        <Field
          label={text('form.time')}
          type="time"
          // Having left the second half, one has left both.
          name="startsAt"
          value={start.time}
          onChange={(event) => set({ time: event.target.value })}
          {...described}
        />
      </div>
      {start.utcOffset ? <p className="hint">{text('form.utcOffset', { offset: start.utcOffset })}</p> : null}
      {fault ? (
        <p className="fault" id="start-fault">
          {fault.message}
        </p>
      ) : null}
      {fault?.choices ? (
        <div className="inline">
          {fault.choices.map((choice) => (
            <button key={choice} type="button" onClick={() => onChange(startOf(choice))}>
              {text('form.choice', { time: choice.slice(11, 16), offset: choice.slice(19) })}
            </button>
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}

/** From `2026-03-29T03:30:00+02:00`. */
function startOf(instant: string): Draft['start'] {
  return { date: instant.slice(0, 10), time: instant.slice(11, 16), utcOffset: instant.slice(19) };
}
