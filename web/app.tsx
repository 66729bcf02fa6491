import { Route, Switch } from 'wouter';
import { SessionContext, useSessionQuery } from './data/session';
import { Frame } from './frame';
import { NotFound } from './pages/not-found';
import { SignIn } from './pages/sign-in/sign-in';
import { TestCallPage } from './pages/test-call/test-call';
import { Trouble } from './parts/trouble';

/** Who is signed in sees the pages, others the way in, at whatever address they came to. */
export function App() {
  const { data: session, error, refetch } = useSessionQuery();
  if (session)
    return (
      <SessionContext value={session}>
        <Frame>
          <Switch>
            <Route path="/make-test-call" component={TestCallPage} />
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Frame>
      </SessionContext>
    );
  if (session === null) return <SignIn />;
  return error ? <Trouble error={error} again={() => void refetch()} /> : null;
}
