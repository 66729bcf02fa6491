import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';

const noVoices: SpeechSynthesisVoice[] = [];
const speech = typeof speechSynthesis === 'undefined' ? undefined : speechSynthesis;
let voices = noVoices;

/** Browsers load their voices when first asked. */
function listen(listener: () => void): () => void {
  const read = () => {
    voices = speech?.getVoices() ?? noVoices;
    listener();
  };
  speech?.addEventListener('voiceschanged', read);
  read();
  return () => speech?.removeEventListener('voiceschanged', read);
}

/** The browser's own voices of a language, and one of them speaking. @param language BCP 47 */
export function useSpeech(language: string) {
  const all = useSyncExternalStore(listen, () => voices);
  const [chosen, setChosen] = useState('');
  const ofLanguage = useMemo(() => {
    const [primary] = language.toLowerCase().split('-');
    return all.filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === primary);
  }, [all, language]);
  const voice = ofLanguage.find(({ name }) => name === chosen) ?? ofLanguage[0];
  const say = useCallback(
    (text: string) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = language;
      if (voice) utterance.voice = voice;
      speech?.cancel();
      speech?.speak(utterance);
    },
    [language, voice],
  );
  // Whoever leaves the page has heard enough.
  useEffect(() => () => speech?.cancel(), []);
  return { voices: ofLanguage, voice, choose: setChosen, say };
}
