/** How many SMS a text costs. Source: GSM 03.38; https://www.twilio.com/docs/glossary/what-sms-character-limit */

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Sent as two: an escape and the character. */
const extended = '\f^{}\\[~]|€';

export interface Segments {
  encoding: 'GSM-7' | 'UCS-2';
  /** In units of the encoding: an emoji is two in UCS-2, a € two in GSM-7. */
  characters: number;
  segments: number;
}

export function segments(text: string): Segments {
  const letters = Array.from(text);
  const isGsm = letters.every((character) => basic.includes(character) || extended.includes(character));
  if (!isGsm) return { encoding: 'UCS-2', characters: text.length, segments: parts(text.length, 70, 67) };
  const characters = text.length + letters.filter((character) => extended.includes(character)).length;
  return { encoding: 'GSM-7', characters, segments: parts(characters, 160, 153) };
}

/** A text in several parts loses some of each to the header that joins them. */
function parts(characters: number, alone: number, joined: number): number {
  return characters <= alone ? 1 : Math.ceil(characters / joined);
}
