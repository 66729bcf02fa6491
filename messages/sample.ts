/** Texts as clients hear or read them, for those who want to know before any client does. */
import type { Messages } from './load';
import { render, type Rendered } from './render';
import { segments, type Segments } from './segments';
import { isPhrase, type TextName } from './texts';

export interface SampleValues {
  name: string;
  /** Several: those of a family, on one day. Epoch milliseconds. */
  startsAtMs: readonly [number, ...number[]];
  /** IANA */
  timeZone: string;
  office: string;
  /** E.164 */
  officePhone: string;
}

export type Sample = Rendered & ({ kind: 'spoken' } | ({ kind: 'sms' } & Segments));

const exampleLink = 'https://reminders.example.com/i/Zm9yLXlvdS1vbmx5';
const halfAnHourMs = 30 * 60_000;

/** @param locale BCP 47; see `render` */
export function sample(
  messages: Messages,
  locale: string | undefined,
  text: TextName,
  { startsAtMs, timeZone, ...values }: SampleValues,
): Sample {
  const [first] = startsAtMs;
  // A text for families makes no sense with one time.
  const isFamily = text.endsWith('_several') && startsAtMs.length === 1;
  const rendered = render(messages, locale, text, {
    ...values,
    // As long as a real one.
    link: exampleLink,
    time: { startsAtMs: first, timeZone },
    times: isFamily ? [first, first + halfAnHourMs] : startsAtMs,
  });
  return isPhrase(text)
    ? { ...rendered, kind: 'spoken' }
    : { ...rendered, kind: 'sms', ...segments(rendered.text) };
}
