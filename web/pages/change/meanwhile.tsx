import { useText } from '../../texts/use-text';
import { differences, type Draft } from '../appointment-form/draft';
import { useLeadWords } from '../appointment-form/use-lead-words';

export interface News {
  before: Draft;
  now: Draft;
  typed: Draft;
  /** The last line of the timeline. */
  what: string | undefined;
}

/** What somebody else has changed while the form was open. What was typed stays, and saving again takes it. */
export function Meanwhile({ before, now, typed, what }: News) {
  const text = useText();
  const words = useLeadWords();
  const typedKeys = differences(before, typed);
  const show = (draft: Draft, key: keyof Draft): string => {
    switch (key) {
      case 'start':
        return `${draft.start.date} ${draft.start.time}`;
      case 'reminders':
        return draft.reminders.kind === 'default'
          ? text('form.reminders.default')
          : words(draft.reminders.leads);
      case 'name':
      case 'phone':
      case 'locale':
      case 'timeZone':
      case 'durationMinutes':
      case 'bookedAt':
      case 'externalId':
        return draft[key] || text('change.empty');
    }
  };
  return (
    <div className="problem news" role="alert">
      <p>{text('change.meanwhile', { what: what ?? '' })}</p>
      <ul>
        {differences(before, now).map((key) => (
          <li key={key}>
            {text(typedKeys.includes(key) ? 'change.conflict' : 'change.taken', {
              field: text(`change.field.${key}`),
              theirs: show(now, key),
              yours: show(typed, key),
            })}
          </li>
        ))}
      </ul>
      <p>{text('change.saveAgain')}</p>
    </div>
  );
}
