import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../texts/use-text';

interface Props {
  title: string;
  children: ReactNode;
  /** On the button that does it. */
  yes: string;
  onYes: () => void;
  onClose: () => void;
}

/** Asks before something that cannot simply be taken back. Escape closes it; the focus returns to where it was. */
export function Ask({ title, children, yes, onYes, onClose }: Props) {
  const text = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="ask" aria-labelledby="ask-title" onClose={onClose}>
      <form
        method="dialog"
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          onYes();
          onClose();
        }}
      >
        <h2 id="ask-title">{title}</h2>
        {children}
        <p className="inline">
          <button type="submit" className="danger">
            {yes}
          </button>
          <button type="button" onClick={onClose} autoFocus>
            {text('ask.no')}
          </button>
        </p>
      </form>
    </dialog>
  );
}
