import { useText } from '../../texts/use-text';
import type { Rehearsed } from './rehearsal';

const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

interface Props {
  played: Rehearsed;
  press: (key: string) => void;
  again: () => void;
}

/** The plan, what has been said and pressed so far, and the keys for what comes next. */
export function Call({ played: { reminders, steps, language }, press, again }: Props) {
  const text = useText();
  const goesOn = steps.at(-1)?.then === 'gather';
  return (
    <div className="rehearsed">
      <div>
        <h3>{text('rehearsal.plan')}</h3>
        <ol className="plan-lines">
          {reminders.map(({ number, summary }) => (
            <li key={number}>{summary}</li>
          ))}
        </ol>
        {reminders.length === 0 ? <p>{text('rehearsal.noReminders')}</p> : null}
        <h3>{text('rehearsal.call')}</h3>
        <div role="log" aria-label={text('rehearsal.call')}>
          <ol className="steps">
            {steps.map(({ key, said, result }, index) => (
              <li key={index}>
                <p className="pressed">
                  {key === null
                    ? text('rehearsal.pickedUp')
                    : text(key === '' ? 'rehearsal.nothingPressed' : 'rehearsal.pressed', { key })}
                </p>
                {said === '' ? null : <q lang={language}>{said}</q>}
                <p className="quiet">{result}</p>
              </li>
            ))}
          </ol>
        </div>
      </div>
      <div className="keys">
        <div className="keypad" role="group" aria-label={text('rehearsal.keypad')}>
          {keypad.map((key) => (
            <button key={key} type="button" disabled={!goesOn} onClick={() => press(key)}>
              {key}
            </button>
          ))}
        </div>
        <button type="button" disabled={!goesOn} onClick={() => press('')}>
          {text('rehearsal.pressNothing')}
        </button>
        <button type="button" onClick={again}>
          {text('rehearsal.again')}
        </button>
      </div>
    </div>
  );
}
