import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useIntl } from 'react-intl';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { PageTitle } from '../../parts/page-title';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { Rehearsal } from './rehearsal';
import { TextList, type Texts } from './text-list';
import { useSpeech } from './use-speech';
import './texts.css';

/** What clients hear and read, in every language; and a call played through, which nobody is called for. */
export function TextsPage() {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: keys.texts,
    queryFn: () => api<Texts>('GET', '/v1/texts'),
    refetchInterval: false,
  });
  return (
    <>
      <PageTitle title={text('texts.title')} />
      {error ? <Trouble error={error} again={() => void refetch()} /> : null}
      {data ? <Shown texts={data} /> : null}
    </>
  );
}

function Shown({ texts: { data } }: { texts: Texts }) {
  const text = useText();
  const intl = useIntl();
  const ids = { locale: useId(), voice: useId() };
  const [locale, setLocale] = useState('en');
  const chosen = data.find((each) => each.locale === locale) ?? data[0];
  const speech = useSpeech(chosen?.language ?? 'en');
  if (!chosen) return null;
  return (
    <div className="texts">
      <section className="card stacked" aria-label={text('texts.languageAndVoice')}>
        <div className="texts-choice">
          <div className="field">
            <label htmlFor={ids.locale}>{text('texts.language')}</label>
            <select id={ids.locale} value={chosen.locale} onChange={(event) => setLocale(event.target.value)}>
              {data.map((each) => (
                <option key={each.locale} value={each.locale}>
                  {intl.formatDisplayName(each.language, { type: 'language' }) ?? each.language}
                </option>
              ))}
            </select>
          </div>
          {speech.voices.length > 0 ? (
            <div className="field">
              <label htmlFor={ids.voice}>{text('texts.voice')}</label>
              <select
                id={ids.voice}
                value={speech.voice?.name}
                onChange={(event) => speech.choose(event.target.value)}
              >
                {speech.voices.map(({ name, lang }) => (
                  <option key={`${name} ${lang}`} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
          ) : null}
        </div>
        <p className="quiet">
          {text(speech.voices.length > 0 ? 'texts.voiceNote' : 'texts.noVoice', { voice: chosen.voice })}
        </p>
      </section>
      <Rehearsal key={chosen.locale} locale={chosen.locale} say={speech.say} />
      <TextList texts={chosen} say={speech.say} />
    </div>
  );
}
