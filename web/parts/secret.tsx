import { useRef, useState } from 'react';
import { useText } from '../texts/use-text';
import { Labelled } from './field';

interface Props {
  label: string;
  hint: string;
  secret: string;
  onDone: () => void;
}

/** A new key or secret, this once. */
export function Secret({ label, hint, secret, onDone }: Props) {
  const text = useText();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    // Outside https there is no clipboard for pages: it is selected, for Ctrl-C.
    if (!window.isSecureContext) return;
    await navigator.clipboard.writeText(secret);
    setIsCopied(true);
  };
  return (
    <div className="secret stacked">
      <Labelled label={label} hint={hint}>
        {(ties) => <input ref={field} readOnly autoFocus value={secret} {...ties} />}
      </Labelled>
      <div className="inline">
        <button type="button" className="main" onClick={() => void copy()}>
          {text('apiKeys.copy')}
        </button>
        <button type="button" onClick={onDone}>
          {text('apiKeys.hide')}
        </button>
        <span role="status">{isCopied ? text('apiKeys.copied') : ''}</span>
      </div>
    </div>
  );
}
