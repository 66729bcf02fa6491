import { useCallback } from 'react';
import { useTime } from '../data/clock';
import { useUpcomingRows } from '../pages/day/use-days';
import { countdown } from '../parts/dates';
import { useText } from '../texts/use-text';
import { upcoming } from './shelf';

/** One sentence that tells a newcomer what to do. */
export function Hint() {
  const text = useText();
  const rows = useUpcomingRows();
  const words = useTime(
    useCallback(
      (nowMs) => {
        const live = rows.find(({ tone }) => tone === 'live');
        if (live) return text('phones.hint.rings', { name: live.client.name });
        const [next] = upcoming(rows, nowMs);
        if (next) return text('phones.hint.soon', { time: countdown(next.atMs - nowMs) });
        return text('phones.hint.callNow');
      },
      [rows, text],
    ),
  );
  return (
    <p className="hint">
      {words}{' '}
      <a className="jump" href="#phones">
        {text('phones.jump')}
      </a>
    </p>
  );
}
