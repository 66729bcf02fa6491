import { Link } from 'wouter';
import { useMay, useSession } from '../../data/session';
import { PageTitle } from '../../parts/page-title';
import { useText } from '../../texts/use-text';
import { ApiKeys } from './api-keys';
import { CalendarFeeds } from './calendar-feeds';
import { OptOuts } from './opt-outs';
import { OwnPassword } from './own-password';
import { Sources } from './sources';
import { SignOutEverywhere } from './sign-out-everywhere';
import { Users } from './users';
import './settings.css';

export function SettingsPage() {
  const text = useText();
  const { user, version } = useSession();
  const isAdmin = useMay('admin');
  return (
    <>
      <PageTitle title={text('settings.title')}>
        <p className="quiet">
          {text('settings.whoami', { name: user.name, role: text(`role.${user.role}`), version })}
        </p>
      </PageTitle>
      <div className="settings">
        <Sources />
        {isAdmin ? (
          <>
            <Users />
            <ApiKeys />
            <section className="card stacked wide" aria-labelledby="webhooks">
              <h2 id="webhooks">{text('webhooks.title')}</h2>
              <p>
                {text('webhooks.explained')} <Link href="/settings/webhooks">{text('webhooks.manage')}</Link>
              </p>
            </section>
            <CalendarFeeds />
          </>
        ) : null}
        {/* A key has none. */}
        {user.id === null ? null : <OwnPassword />}
        <SignOutEverywhere />
        <OptOuts />
      </div>
    </>
  );
}
