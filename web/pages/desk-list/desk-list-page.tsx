import { useRef, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { useDeskList, type DeskItem } from '../../data/desk-list';
import { PageTitle } from '../../parts/page-title';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { DoneDialog } from './done-dialog';
import { DoneItem, OpenItem } from './items';
import './desk-list.css';

/** Whom a person should ring, and what came of it. */
export function DeskListPage() {
  const text = useText();
  const showsDone = useSearch() === 'done';
  const { data, error, refetch } = useDeskList(showsDone);
  const [finishing, setFinishing] = useState<DeskItem>();
  const [said, setSaid] = useState('');
  const list = useRef<HTMLUListElement>(null);

  const finished = ({ client }: DeskItem) => {
    setFinishing(undefined);
    setSaid(text('desk.finished', { name: client.name }));
    // Its button is gone with it.
    list.current?.focus();
  };
  return (
    <>
      <PageTitle title={text('desk.title')}>
        <nav className="inline tabs" aria-label={text('desk.which')}>
          <Link href="/desk-list" aria-current={showsDone ? undefined : 'page'}>
            {text('desk.open')}
          </Link>
          <Link href="/desk-list?done" aria-current={showsDone ? 'page' : undefined}>
            {text('desk.done')}
          </Link>
        </nav>
      </PageTitle>
      <p role="status" className="said">
        {said}
      </p>
      {error && !data ? <Trouble error={error} again={() => void refetch()} /> : null}
      {data?.length === 0 ? (
        <p className="card quiet">{text(showsDone ? 'desk.noneDone' : 'desk.noneOpen')}</p>
      ) : null}
      <ul className="desk-list" ref={list} tabIndex={-1} aria-label={text('desk.title')}>
        {data?.map((item) =>
          showsDone ? (
            <DoneItem key={item.id} item={item} />
          ) : (
            <OpenItem key={item.id} item={item} onDone={() => setFinishing(item)} />
          ),
        )}
      </ul>
      {finishing ? (
        <DoneDialog item={finishing} onDone={finished} onClose={() => setFinishing(undefined)} />
      ) : null}
    </>
  );
}
