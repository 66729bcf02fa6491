import { useCondition } from '../../data/condition';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';

const symbols = { well: '✓', unwell: '!', unknown: '?' } as const;

/** How each part is, in words. */
export function Parts() {
  const text = useText();
  const { data, error, refetch } = useCondition();
  if (error && !data) return <Trouble error={error} again={() => void refetch()} />;
  if (!data) return null;
  return (
    <section className="card" aria-labelledby="parts">
      <h2 id="parts">{text('overview.condition')}</h2>
      <ul className="parts">
        {data.parts.map(({ part, state, words }) => (
          <li key={part} className={state}>
            <span className="symbol" role="img" aria-label={text(`overview.state.${state}`)}>
              {symbols[state]}
            </span>
            <strong>{text(`overview.part.${part}`)}</strong>
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
