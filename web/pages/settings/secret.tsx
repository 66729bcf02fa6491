import { useRef, useState } from 'react';
import { Labelled } from '../../parts/field';
import { useText } from '../../texts/use-text';

/** A new key or address, this once. */
export function Secret({ label, secret, onDone }: { label: string; secret: string; onDone: () => void }) {
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
      <Labelled label={label} hint={text('apiKeys.secretHint')}>
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
