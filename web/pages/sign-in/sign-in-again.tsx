import { useEffect, useRef } from 'react';
import { useSession } from '../../data/session';
import { useText } from '../../texts/use-text';
import { SignInForm } from './sign-in-form';
import './sign-in.css';

/** Over the page, which keeps what was typed, but hides it: whoever sits here now may be somebody else. */
export function SignInAgain() {
  const text = useText();
  const { user } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="sign-in-again stacked"
      aria-labelledby="sign-in-again"
      // Where a browser does not know `closedby`, and Escape closes it all the same, it comes back.
      closedby="none"
      onCancel={(event) => event.preventDefault()}
      onClose={() => dialog.current?.showModal()}
    >
      <h1 id="sign-in-again">{text('signIn.title')}</h1>
      <p>{text('signIn.expired')}</p>
      <SignInForm {...(user.id === null ? {} : { user: user.name })} />
    </dialog>
  );
}
