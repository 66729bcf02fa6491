import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useText } from '../../texts/use-text';
import { SignInForm } from './sign-in-form';

/** In place of every page while nobody is signed in. */
export function SignInPage() {
  const title = useText()('signIn.title');
  const [path, navigate] = useLocation();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="narrow card">
      <h1>{title}</h1>
      <SignInForm
        onDone={() => {
          if (path.startsWith('/sign-in')) navigate('/', { replace: true });
        }}
      />
    </main>
  );
}
