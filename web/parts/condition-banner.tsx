import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { nameOf } from '../../domain/contact-words';
import { api } from '../data/api';
import { useCondition, type Condition } from '../data/condition';
import { keys } from '../data/keys';
import { useMay, useSession } from '../data/session';
import { useText } from '../texts/use-text';
import { Trouble } from './trouble';

/** On every page, whatever keeps clients from being called; nothing when all is well. */
export function ConditionBanner() {
  const { data } = useCondition();
  const paused = data?.calling.paused;
  const unwell = data?.parts.filter(({ state }) => state === 'unwell') ?? [];
  return (
    <div role="status" className="banners">
      {paused ? <Paused paused={paused} /> : null}
      {unwell.map(({ part, words }) => (
        <p key={part} className="banner bad">
          {words}
        </p>
      ))}
    </div>
  );
}

function Paused({ paused }: { paused: NonNullable<Condition['calling']['paused']> }) {
  const text = useText();
  const intl = useIntl();
  const client = useQueryClient();
  const mayResume = useMay('desk');
  const { timeZone } = useSession().office;
  const resume = useMutation({
    mutationFn: () => api('POST', '/v1/calling/resume'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.condition }),
  });
  const since = intl.formatDate(paused.since, {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  const { reason } = paused;
  return (
    <div className="banner warn">
      <p>
        {text(reason === null ? 'condition.paused' : 'condition.pausedBecause', {
          who: nameOf(paused.by),
          since,
          reason,
        })}
      </p>
      {mayResume ? (
        <button type="button" disabled={resume.isPending} onClick={() => resume.mutate()}>
          {text('condition.resume')}
        </button>
      ) : null}
      {resume.error ? <Trouble error={resume.error} /> : null}
    </div>
  );
}
