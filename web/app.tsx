import { Route, Switch } from 'wouter';
import { SessionContext, usePresence } from './data/session';
import { Frame } from './frame';
import { AppointmentPage } from './pages/appointment/appointment-page';
import { DayPage } from './pages/day/day-page';
import { ChangePage } from './pages/change/change-page';
import { DeskListPage } from './pages/desk-list/desk-list-page';
import { ImportPage } from './pages/import/import-page';
import { NotFound } from './pages/not-found';
import { OverviewPage } from './pages/overview/overview-page';
import { RegisterPage } from './pages/register/register-page';
import { SettingsPage } from './pages/settings/settings-page';
import { SignInAgain } from './pages/sign-in/sign-in-again';
import { SignInPage } from './pages/sign-in/sign-in-page';
import { TestCallPage } from './pages/test-call/test-call';
import { TextsPage } from './pages/texts/texts-page';
import { WebhooksPage } from './pages/webhooks/webhooks-page';
import { Trouble } from './parts/trouble';

/** Who is signed in sees the pages, others the way in, at whatever address they came to. */
export function App() {
  const { data: presence, error, refetch } = usePresence();
  switch (presence?.kind) {
    case 'in':
    case 'expired':
      return (
        <SessionContext value={presence.session}>
          <Pages key={presence.session.user.name} />
          {presence.kind === 'expired' ? <SignInAgain /> : null}
        </SessionContext>
      );
    case 'out':
      return <SignInPage />;
    case undefined:
      return error ? <Trouble error={error} again={() => void refetch()} /> : null;
  }
}

function Pages() {
  return (
    <Frame>
      <Switch>
        <Route path="/" component={DayPage} />
        <Route path="/days/:date" component={DayPage} />
        <Route path="/appointments/:id" component={AppointmentPage} />
        <Route path="/appointments/:id/change" component={ChangePage} />
        <Route path="/desk-list" component={DeskListPage} />
        <Route path="/settings" component={SettingsPage} />
        <Route path="/settings/webhooks" component={WebhooksPage} />
        <Route path="/register" component={RegisterPage} />
        <Route path="/import" component={ImportPage} />
        <Route path="/import/:id" component={ImportPage} />
        <Route path="/overview" component={OverviewPage} />
        <Route path="/texts" component={TextsPage} />
        <Route path="/make-test-call" component={TestCallPage} />
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Frame>
  );
}
