/** What clients would hear and read, for those who want to know before. */
import { phrases } from '../domain/dialogue';
import { localTime, tomorrowAt } from '../domain/zones';
import type { Messages } from '../messages/load';
import { sample, type SampleValues } from '../messages/sample';
import { smsTexts } from '../messages/texts';
import { readBound } from './appointments/bound';
import { utc } from './appointments/view';
import { read, type Operation } from './operation';
import { noParams } from './schemas/fields';
import { texts, textsQuery } from './schemas/texts';

export const textsOperations: readonly Operation[] = [
  read({
    path: '/v1/texts',
    tag: 'Texts',
    summary: 'Every text that clients hear or read, in every language',
    params: noParams,
    query: textsQuery,
    replies: { 200: { description: 'By language.', schema: texts } },
    problems: [422],
    run: (_, { query: { locale, name, startsAt } }, { deps: { config, messages }, nowMs }) => {
      const { office } = config;
      const startsAtMs =
        readBound(config, 'startsAt', startsAt) ?? tomorrowAt('09:00', nowMs, office.timeZone);
      const values: SampleValues = {
        name,
        startsAtMs: [startsAtMs],
        timeZone: office.timeZone,
        office: office.name,
        officePhone: office.phone,
      };
      const wanted = locale && sample(messages, locale, 'reminder', values).language;
      return Promise.resolve({
        status: 200,
        body: {
          startsAt: utc(startsAtMs),
          startsAtLocal: localTime(startsAtMs, office.timeZone),
          data: [...messages]
            .filter(([, { language }]) => wanted === undefined || language === wanted)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([tag, { language, voice, words }]) => ({
              locale: tag,
              language,
              voice,
              texts: textsOf(messages, tag, values),
              understood: byMeaning(words),
            })),
        },
      });
    },
  }),
];

function textsOf(messages: Messages, locale: string, values: SampleValues) {
  return [...phrases, ...smsTexts].map((name) => {
    const said = sample(messages, locale, name, values);
    const { kind, text } = said;
    if (said.kind === 'spoken') return { name, kind, text };
    const { encoding, characters, segments } = said;
    return { name, kind, text, encoding, characters, segments };
  });
}

function byMeaning(words: ReadonlyMap<string, string>): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [word, meaning] of words) (lists[meaning] ??= []).push(word);
  return lists;
}
