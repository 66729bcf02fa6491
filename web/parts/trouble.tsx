import { isSignedOut } from '../data/session';
import { useText } from '../texts/use-text';

/** Something that could not be loaded or done, in the server's words. */
export function Trouble({ error, again }: { error: Error; again?: () => void }) {
  const text = useText();
  // The way in is shown instead.
  if (isSignedOut(error)) return null;
  return (
    <p className="problem" role="alert">
      {error.message}{' '}
      {again ? (
        <button type="button" className="link" onClick={again}>
          {text('trouble.again')}
        </button>
      ) : null}
    </p>
  );
}
