import type { z } from 'zod';
import type { texts } from '../../../api/schemas/texts';
import { useText } from '../../texts/use-text';

export type Texts = z.output<typeof texts>;
type Language = Texts['data'][number];
type Text = Language['texts'][number];

interface Props {
  texts: Language;
  say: (text: string) => void;
}

/** Every text by its name in `messages/`. */
export function TextList({ texts, say }: Props) {
  const text = useText();
  const lists = [
    ['texts.spoken', texts.texts.filter(({ kind }) => kind === 'spoken')],
    ['texts.written', texts.texts.filter(({ kind }) => kind === 'sms')],
  ] as const;
  return lists.map(([title, list]) => (
    <section key={title} className="card" aria-labelledby={title}>
      <h2 id={title}>{text(title)}</h2>
      <ul className="text-list">
        {list.map((each) => (
          <li key={each.name}>
            <h3>{titleOf(each.name)}</h3>
            <p lang={texts.language}>{each.text}</p>
            {each.kind === 'spoken' ? (
              <button
                type="button"
                aria-label={text('texts.hearWhich', { name: titleOf(each.name) })}
                onClick={() => say(each.text)}
              >
                {text('texts.hear')}
              </button>
            ) : (
              <p className="quiet">
                {text('texts.length', {
                  segments: each.segments,
                  characters: each.characters,
                  encoding: each.encoding,
                })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  ));
}

/** `opt_out_ask` as "Opt out ask": it is the name that `slotkeeper say` takes, too. */
function titleOf(name: Text['name']): string {
  const words = name.replace(/^sms_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
