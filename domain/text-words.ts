/** What a text from a client means: 1, 2, 3, or a word in the client's language. */

export const textMeanings = ['confirm', 'reschedule', 'cancel', 'stop', 'start'] as const;
export type TextMeaning = (typeof textMeanings)[number];

/**
 * In any language: digits, and the words on which Twilio itself lets a number opt out or in, so that our record says the
 * same. Two of Twilio's are no such words here: CANCEL and YES answer the question that our texts ask.
 * https://help.twilio.com/articles/223134027
 */
export const universalWords: Readonly<Record<TextMeaning, readonly string[]>> = {
  confirm: ['1'],
  reschedule: ['2'],
  cancel: ['3'],
  stop: ['stop', 'stopall', 'stop all', 'unsubscribe', 'end', 'quit', 'revoke', 'optout', 'opt out'],
  start: ['start', 'unstop'],
};

/** Words compare without case, accents, punctuation and emoji: "¡Sí!" is `si`, "1️⃣." is `1`. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
