import { useIntl } from 'react-intl';
import type { z } from 'zod';
import type { overview } from '../../../api/schemas/overview';
import { Bars } from '../../parts/plots/bars';
import { Lines } from '../../parts/plots/lines';
import { useText } from '../../texts/use-text';

export type Overview = z.output<typeof overview>;
interface Props {
  overview: Overview;
}

/** Days as `Nov 24`; they are the office's already. */
function useDayLabels({ days }: Overview): string[] {
  const intl = useIntl();
  return days.map(({ date }) => intl.formatDate(date, { timeZone: 'UTC', month: 'short', day: 'numeric' }));
}

export function DaysPlot({ overview }: Props) {
  const text = useText();
  const labels = useDayLabels(overview);
  const { days } = overview;
  const sum = (figure: 'called' | 'confirmed' | 'rescheduled' | 'cancelled' | 'notReached') =>
    days.reduce((all, day) => all + day[figure], 0);
  return (
    <Bars
      title={text('overview.days', { days: days.length })}
      sentence={text('overview.daysSentence', {
        days: days.length,
        called: sum('called'),
        confirmed: sum('confirmed'),
        moved: sum('rescheduled'),
        cancelled: sum('cancelled'),
        notReached: sum('notReached'),
      })}
      of={text('overview.day')}
      labels={labels}
      series={[
        { name: text('overview.confirmed'), tone: 'good', values: days.map((day) => day.confirmed) },
        { name: text('overview.moved'), tone: 'live', values: days.map((day) => day.rescheduled) },
        { name: text('overview.cancelled'), tone: 'quiet', values: days.map((day) => day.cancelled) },
        { name: text('overview.notReached'), tone: 'bad', values: days.map((day) => day.notReached) },
      ]}
    />
  );
}

export function LatenessPlot({ overview }: Props) {
  const text = useText();
  const intl = useIntl();
  const labels = useDayLabels(overview);
  const { days } = overview;
  const format = (ms: number) => {
    const number = (value: number) => intl.formatNumber(value, { maximumSignificantDigits: 3 });
    if (ms < 1_000) return text('overview.millis', { value: number(ms) });
    if (ms < 120_000) return text('overview.seconds', { value: number(ms / 1_000) });
    return text('overview.minutes', { value: number(ms / 60_000) });
  };
  const worstMs = Math.max(-1, ...days.map(({ latenessP99Ms }) => latenessP99Ms ?? -1));
  return (
    <Lines
      title={text('overview.lateness')}
      sentence={text('overview.latenessSentence', { worst: worstMs < 0 ? 'none' : format(worstMs) })}
      of={text('overview.day')}
      labels={labels}
      format={format}
      series={[
        { name: text('overview.p50'), tone: 'live', values: days.map((day) => day.latenessP50Ms) },
        { name: text('overview.p99'), tone: 'quiet', values: days.map((day) => day.latenessP99Ms) },
      ]}
    />
  );
}

export function HoursPlot({ overview }: Props) {
  const text = useText();
  const hours = withQuietHours(overview.answersByHour);
  const counts = hours.map(({ confirm, reschedule, cancel }) => confirm + reschedule + cancel);
  const most = Math.max(0, ...counts);
  const best = hours[counts.indexOf(most)]?.hour ?? 0;
  return (
    <Bars
      title={text('overview.hours')}
      sentence={text('overview.hoursSentence', {
        best: most === 0 ? 'none' : `${best}:00 – ${best + 1}:00`,
      })}
      of={text('overview.hour')}
      labels={hours.map(({ hour }) => `${hour}:00`)}
      series={[
        { name: text('overview.confirmed'), tone: 'good', values: hours.map((each) => each.confirm) },
        { name: text('overview.moved'), tone: 'live', values: hours.map((each) => each.reschedule) },
        { name: text('overview.cancelled'), tone: 'quiet', values: hours.map((each) => each.cancel) },
      ]}
    />
  );
}

/** The hours between the first and the last answer, and a working day at least, also those without any. */
function withQuietHours(answers: Overview['answersByHour']): Overview['answersByHour'] {
  const first = Math.min(8, ...answers.map(({ hour }) => hour));
  const last = Math.max(19, ...answers.map(({ hour }) => hour));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    return answers.find((each) => each.hour === hour) ?? { hour, confirm: 0, reschedule: 0, cancel: 0 };
  });
}
