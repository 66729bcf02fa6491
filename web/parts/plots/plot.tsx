/** A small plot: a picture with one sentence for those who do not see it, and the figures as a table. */
import { useId, type ReactNode } from 'react';
import { useText } from '../../texts/use-text';
import { labelEvery, roundTop } from './scale';
import { useWidth } from './use-width';
import './plots.css';

export interface Series {
  name: string;
  /** Its colour: a class of plots.css. */
  tone: 'good' | 'live' | 'quiet' | 'bad';
  /** One for each label; null where there is none. */
  values: readonly (number | null)[];
}

export interface PlotData {
  title: string;
  /** What the picture shows, in one sentence. */
  sentence: string;
  /** What the labels are, such as "Day": the head of the table's first column. */
  of: string;
  labels: readonly string[];
  series: readonly Series[];
  format?: (value: number) => string;
}

export interface Room {
  /** In pixels, of the picture without its margins. */
  width: number;
  height: number;
  /** The value at the top of the picture. */
  top: number;
  format: (value: number) => string;
}

const height = 150;
const margin = { top: 10, right: 20, bottom: 24, left: 62 };

interface Props extends PlotData {
  /** The highest value that is drawn. */
  max: number;
  draw: (room: Room) => ReactNode;
}

export function Plot({ title, sentence, of, labels, series, format = String, max, draw }: Props) {
  const text = useText();
  const heading = useId();
  const [place, outer] = useWidth<HTMLDivElement>();
  const width = Math.max(0, outer - margin.left - margin.right);
  const top = roundTop(max);
  const every = labelEvery(labels.length, Math.max(...labels.map((label) => label.length), 1), width);
  const band = width / Math.max(1, labels.length);
  return (
    <figure className="plot card" aria-labelledby={heading}>
      <figcaption>
        <h2 id={heading}>{title}</h2>
        <ul className="legend">
          {series.map(({ name, tone }) => (
            <li key={name} className={tone}>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={place}>
        {width > 0 ? (
          <svg role="img" aria-label={sentence} width={outer} height={height + margin.top + margin.bottom}>
            <g transform={`translate(${margin.left} ${margin.top})`}>
              {[0, top / 2, top].map((value) => (
                <g key={value} transform={`translate(0 ${height - (value / top) * height})`}>
                  <line className="rule" x2={width} />
                  <text className="tick" x={-8} dy="0.32em" textAnchor="end">
                    {format(value)}
                  </text>
                </g>
              ))}
              {draw({ width, height, top, format })}
              {labels.map((label, index) =>
                // From the end: the newest day has its label.
                (labels.length - 1 - index) % every === 0 ? (
                  <text
                    key={label}
                    className="tick"
                    x={(index + 0.5) * band}
                    y={height + 17}
                    textAnchor="middle"
                  >
                    {label}
                  </text>
                ) : null,
              )}
            </g>
          </svg>
        ) : null}
      </div>
      <details>
        <summary>{text('plot.figures')}</summary>
        <div className="wide-table" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{of}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {labels.map((label, index) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {series.map(({ name, values }) => {
                    const value = values[index] ?? null;
                    return <td key={name}>{value === null ? '–' : format(value)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
