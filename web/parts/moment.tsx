import { officeClock } from '../../domain/office-clock';
import { serverNowMs } from '../data/clock';
import { useSession } from '../data/session';

/** An instant on the office's clock: `09:00` today, else with its day. */
export function Moment({ at }: { at: string }) {
  const { timeZone } = useSession().office;
  return <time dateTime={at}>{officeClock(timeZone, serverNowMs()).moment(Date.parse(at))}</time>;
}
