import { useState } from 'react';
import { Field } from '../../parts/field';
import { addDays, isDate } from '../../parts/dates';
import { useText } from '../../texts/use-text';

/** The way back: appointments with their answers, for a spreadsheet. */
export function Export() {
  const text = useText();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const query = new URLSearchParams({
    ...(isDate(from) ? { from } : {}),
    // The API's `to` is exclusive.
    ...(isDate(to) ? { to: addDays(to, 1) } : {}),
  }).toString();
  return (
    <section className="card stacked" aria-labelledby="export">
      <h2 id="export">{text('import.export')}</h2>
      <p className="quiet">{text('import.exportHint')}</p>
      <div className="import-dates">
        <Field
          label={text('import.export.from')}
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <Field
          label={text('import.export.to')}
          type="date"
          value={to}
          onChange={({ target }) => setTo(target.value)}
        />
      </div>
      <p>
        <a className="button" href={`/v1/appointments.csv${query ? `?${query}` : ''}`} download>
          {text('import.export.download')}
        </a>
      </p>
    </section>
  );
}
