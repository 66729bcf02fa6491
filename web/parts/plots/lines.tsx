import { Plot, type PlotData, type Room, type Series } from './plot';

/** A line for each series, with a gap where it has no value. */
export function Lines(data: PlotData) {
  const { series } = data;
  const max = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)), 0);
  return (
    <Plot
      {...data}
      max={max}
      draw={(room) =>
        series.map((each) => <Line key={each.name} room={room} series={each} labels={data.labels} />)
      }
    />
  );
}

interface LineProps {
  room: Room;
  series: Series;
  labels: readonly string[];
}

function Line({ room: { width, height, top, format }, series, labels }: LineProps) {
  const { name, tone, values } = series;
  const band = width / Math.max(1, labels.length);
  const points = values.map((value, index) =>
    value === null ? null : { x: (index + 0.5) * band, y: height - (value / top) * height, value, index },
  );
  const path = points
    .map((point, index) => (point ? `${points[index - 1] ? 'L' : 'M'}${point.x} ${point.y}` : ''))
    .join('');
  return (
    <g className={`line ${tone}`}>
      <path d={path} />
      {points.map((point) =>
        point ? (
          <circle key={point.index} cx={point.x} cy={point.y} r={3}>
            <title>{`${labels[point.index] ?? ''}: ${name} ${format(point.value)}`}</title>
          </circle>
        ) : null,
      )}
    </g>
  );
}
