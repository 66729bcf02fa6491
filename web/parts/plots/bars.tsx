import { Plot, type PlotData, type Room, type Series } from './plot';

/** Bars, the series of one label on top of each other. */
export function Bars(data: PlotData) {
  const { labels, series } = data;
  const sums = labels.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  return (
    <Plot
      {...data}
      max={Math.max(...sums, 0)}
      draw={(room) =>
        labels.map((label, index) => (
          <Bar key={label} {...{ room, label, index, series }} of={labels.length} />
        ))
      }
    />
  );
}

interface BarProps {
  room: Room;
  label: string;
  index: number;
  /** How many bars there are. */
  of: number;
  series: readonly Series[];
}

function Bar({ room: { width, height, top, format }, label, index, of, series }: BarProps) {
  const band = width / of;
  const thick = Math.min(36, Math.max(2, band * 0.72));
  const parts = series.map(({ name, tone, values }, nth) => ({
    name,
    tone,
    value: values[index] ?? 0,
    below: series.slice(0, nth).reduce((sum, each) => sum + (each.values[index] ?? 0), 0),
  }));
  return (
    <g>
      <title>{`${label}: ${parts.map(({ name, value }) => `${name} ${format(value)}`).join(', ')}`}</title>
      {parts.map(({ name, tone, value, below }) => (
        <rect
          key={name}
          className={`mark ${tone}`}
          x={(index + 0.5) * band - thick / 2}
          y={height - ((below + value) / top) * height}
          width={thick}
          height={(value / top) * height}
        />
      ))}
    </g>
  );
}
