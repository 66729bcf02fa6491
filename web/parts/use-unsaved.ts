import { useEffect } from 'react';
import { useText } from '../texts/use-text';

/** Asks before what was typed is left behind, by closing the tab or by going to another page. */
export function useUnsaved(isUnsaved: boolean): void {
  const question = useText()('unsaved.leave');
  useEffect(() => {
    if (!isUnsaved) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal });
    // Browsers without the Navigation API ask only when the tab is closed.
    if ('navigation' in window)
      navigation.addEventListener(
        'navigate',
        (event) => {
          if (event.destination.sameDocument && event.cancelable && !window.confirm(question))
            event.preventDefault();
        },
        { signal },
      );
    return () => leaving.abort();
  }, [isUnsaved, question]);
}
