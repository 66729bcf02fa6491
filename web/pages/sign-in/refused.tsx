import { useCallback, useState } from 'react';
import { Refusal } from '../../data/api';
import { serverNowMs, useTime } from '../../data/clock';
import { countdown } from '../../parts/dates';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';

/** Why the sign-in failed; whoever is locked out sees for how long still. */
export function Refused({ error }: { error: Error }) {
  if (!(error instanceof Refusal) || error.retryAfterSeconds === undefined) return <Trouble error={error} />;
  return <Locked byName={error.code === 'locked'} seconds={error.retryAfterSeconds} />;
}

function Locked({ byName, seconds }: { byName: boolean; seconds: number }) {
  const text = useText();
  const [untilMs] = useState(() => serverNowMs() + seconds * 1_000);
  const left = useTime(
    useCallback((nowMs) => (nowMs < untilMs ? countdown(untilMs - nowMs) : null), [untilMs]),
  );
  if (left === null) return <p role="status">{text('signIn.unlocked')}</p>;
  return (
    <div className="problem">
      {/* Said once; the seconds are for the eye. */}
      <p role="alert">{text(byName ? 'signIn.locked' : 'signIn.tooMany')}</p>
      <p aria-hidden>{text('signIn.again', { left })}</p>
    </div>
  );
}
