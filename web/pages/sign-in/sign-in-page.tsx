import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useText } from '../../texts/use-text';
import { SignInForm } from './sign-in-form';

/** In place of every page while nobody is signed in. */
export function SignInPage() {
  const text = useText();
  const title = text('signIn.title');
  const [path, navigate] = useLocation();
  const isLinkExpired = useSearch().includes('link=expired');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="narrow card">
      <h1>{title}</h1>
      {isLinkExpired ? <p className="problem">{text('signIn.linkExpired')}</p> : null}
      <SignInForm
        onDone={() => {
          if (path.startsWith('/sign-in')) navigate('/', { replace: true });
        }}
      />
    </main>
  );
}
