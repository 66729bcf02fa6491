import { useEffect, type ReactNode } from 'react';
import { useSession } from '../data/session';

/** The heading of a page, which is the tab's title too. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  const { office } = useSession();
  useEffect(() => {
    document.title = `${title} · ${office.name}`;
  }, [title, office.name]);
  return (
    <div className="page-title">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
