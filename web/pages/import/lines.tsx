import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { lineOutcomes, type LineOutcome } from '../../../domain/words';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import type { Import, ImportLine } from './use-import';

type Page = { data: ImportLine[]; nextCursor: string | null };

/** How many lines have which outcome, and those of one, with the reasons. */
export function Lines({ imported }: { imported: Import }) {
  const text = useText();
  const { counts, state } = imported;
  const [chosen, setChosen] = useState<LineOutcome>();
  // What fails is what one comes for.
  const outcome = chosen ?? (counts.refused > 0 ? 'refused' : counts.registers > 0 ? 'registers' : 'changes');
  const label = (each: LineOutcome) =>
    text(
      state === 'applied' && (each === 'registers' || each === 'changes')
        ? `import.done.${each}`
        : `import.count.${each}`,
    );
  return (
    <section className="card stacked" aria-labelledby="import-lines">
      <h2 id="import-lines">{text('import.lines')}</h2>
      <fieldset className="import-counts">
        <legend className="sr-only">{text('import.outcome')}</legend>
        {lineOutcomes.map((each) => (
          <label key={each} className={counts[each] > 0 ? `some-${each}` : ''}>
            <input type="radio" name="outcome" checked={each === outcome} onChange={() => setChosen(each)} />
            <strong>{counts[each].toLocaleString()}</strong> {label(each)}
          </label>
        ))}
      </fieldset>
      <List imported={imported} outcome={outcome} />
    </section>
  );
}

function List({ imported, outcome }: { imported: Import; outcome: LineOutcome }) {
  const text = useText();
  const { id, counts, state } = imported;
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    // Other counts mean other lines.
    queryKey: keys.importLines(id, `${state} ${JSON.stringify(counts)}`, outcome),
    queryFn: ({ pageParam }) =>
      api<Page>('GET', `/v1/imports/${id}/lines?outcome=${outcome}&cursor=${pageParam}`),
    initialPageParam: '0',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: false,
  });
  if (error) return <Trouble error={error} />;
  if (!data) return null;
  const lines = data.pages.flatMap((page) => page.data);
  if (lines.length === 0) return <p className="quiet">{text('import.noLines')}</p>;
  return (
    <>
      <ol className="import-lines">
        {lines.map((line) => (
          <li key={line.line}>
            <strong>{text('import.line', { line: line.line })}</strong>
            <What line={line} />
          </li>
        ))}
      </ol>
      {hasNextPage ? (
        <p>
          <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text('import.more')}
          </button>
        </p>
      ) : null}
    </>
  );
}

function What({ line: { reasons, cells, appointmentId } }: { line: ImportLine }) {
  const text = useText();
  return (
    <div>
      {reasons.map(({ column, value, message }) => (
        <p key={column}>
          {column ? <b>{column}</b> : null} {value ? <code>{value}</code> : null} {message}
        </p>
      ))}
      <p className="quiet">{cells.filter(Boolean).join(' · ')}</p>
      {appointmentId === null ? null : (
        <Link href={`/appointments/${appointmentId}`}>
          {text('import.appointment', { id: appointmentId })}
        </Link>
      )}
    </div>
  );
}
