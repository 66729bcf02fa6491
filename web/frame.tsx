import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession } from './data/session';
import { useLiveUpdates } from './data/live';
import { AccountMenu } from './parts/account-menu';
import { DeskBadge } from './parts/desk-badge';
import { ConditionBanner } from './parts/condition-banner';
import { WithPhones } from './phones/phones';
import { useText, type TextId } from './texts/use-text';

const rooms: readonly { path: string; label: TextId }[] = [
  { path: '/', label: 'nav.day' },
  { path: '/desk-list', label: 'nav.deskList' },
  { path: '/register', label: 'nav.register' },
  { path: '/overview', label: 'nav.overview' },
  { path: '/texts', label: 'nav.texts' },
];

/** The pages beside which the simulator's phones stand. */
const besidePhones = /^\/($|days\/|make-test-call$|appointments\/\d+$)/;

/** What surrounds every page: the office, the ways, what is unwell, and whether we still hear the server. */
export function Frame({ children }: { children: ReactNode }) {
  const text = useText();
  const { office } = useSession();
  const flows = useLiveUpdates();
  const [path] = useLocation();
  return (
    <>
      <a className="skip" href="#main">
        {text('frame.skip')}
      </a>
      <header className="top">
        <Link href="/" className="home">
          <img src="/icon.svg" alt="" width="28" height="28" />
          {office.name}
        </Link>
        <nav aria-label={text('frame.nav')}>
          {rooms.map(({ path, label }) => (
            <Link key={path} href={path} className={(active) => (active ? 'active' : '')}>
              {text(label)}
              {path === '/desk-list' ? <DeskBadge /> : null}
            </Link>
          ))}
        </nav>
        <AccountMenu />
      </header>
      {flows ? null : (
        <p className="banner warn" role="status">
          {text('frame.offline')}
        </p>
      )}
      <ConditionBanner />
      <WithPhones isShown={besidePhones.test(path)}>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </WithPhones>
    </>
  );
}
