import { Link } from 'wouter';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { useApply, type Import } from './use-import';

/** What can be done with the file now, and what has come of it. */
export function Steps({ imported }: { imported: Import }) {
  const text = useText();
  const { id, state, counts, error, missing } = imported;
  const apply = useApply(id);
  const count = counts.registers + counts.changes;
  return (
    <div className="stacked">
      <div role="status">
        {state === 'applied' ? (
          <p className="import-done">
            {text('import.applied', { registers: counts.registers, changes: counts.changes })}{' '}
            <Link href="/">{text('import.toDay')}</Link>
          </p>
        ) : null}
        {state === 'uploaded' ? (
          <p>
            {text('import.missing', {
              fields: missing.map((field) => text(`import.field.${field}`)).join(', '),
            })}
          </p>
        ) : null}
        {state === 'checked' ? (
          <p>
            {count === 0 ? text('import.nothingToDo') : text('import.nothingYet')}{' '}
            {counts.refused > 0 ? text('import.refusedHint') : null}
          </p>
        ) : null}
      </div>
      {error ? <p className="problem">{error.detail}</p> : null}
      {apply.error ? <Trouble error={apply.error} /> : null}
      {state === 'checked' && count > 0 ? (
        <p>
          <button
            type="button"
            className={counts.refused > 0 ? '' : 'main'}
            disabled={apply.isPending || counts.registers > imported.remainingToday}
            onClick={() => apply.mutate(counts.refused > 0)}
          >
            {counts.refused > 0
              ? text('import.applySkipping', { count, refused: counts.refused })
              : text('import.apply', { count })}
          </button>
        </p>
      ) : null}
    </div>
  );
}
