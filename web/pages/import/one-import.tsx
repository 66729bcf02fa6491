import { useId } from 'react';
import { Link } from 'wouter';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { Columns } from './columns';
import { Lines } from './lines';
import { Steps } from './steps';
import { isUnderWay, useImport, type Import } from './use-import';

export function OneImport({ id }: { id: number }) {
  const { data, error, refetch } = useImport(id);
  if (data) return <Shown imported={data} />;
  return error ? <Trouble error={error} again={() => void refetch()} /> : null;
}

function Shown({ imported }: { imported: Import }) {
  const text = useText();
  const { state, lines, encoding, delimiter, notes } = imported;
  const isChecked = state === 'checked' || state === 'applying' || state === 'applied';
  return (
    <>
      <section className="card stacked" aria-labelledby="import-file">
        <h2 id="import-file">{text('import.file')}</h2>
        <p>
          {text('import.about', {
            name: imported.fileName,
            lines,
            encoding: encoding.toUpperCase(),
            delimiter: delimiter === '\t' ? 'tab' : delimiter,
          })}
        </p>
        {notes.length > 0 ? (
          <ul className="import-notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
        <p className="quiet">{text('import.kept')}</p>
        <Steps imported={imported} />
        <p>
          <Link href="/import">{text('import.another')}</Link>
        </p>
      </section>
      {isUnderWay(state) ? <UnderWay imported={imported} /> : null}
      {isChecked ? <Lines imported={imported} /> : null}
      {state === 'applying' || state === 'applied' ? null : (
        // By what was chosen last, here or elsewhere.
        <Columns key={imported.columns.map(({ field }) => field).join()} imported={imported} />
      )}
    </>
  );
}

function UnderWay({ imported: { state, done, total } }: { imported: Import }) {
  const text = useText();
  const id = useId();
  return (
    <section className="card stacked">
      <label htmlFor={id}>{text(state === 'checking' ? 'import.checking' : 'import.applying')}</label>
      <progress id={id} value={done} max={Math.max(total, 1)} />
      <p className="quiet">{text('import.of', { done, total })}</p>
    </section>
  );
}
