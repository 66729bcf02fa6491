import { useDeskList } from '../data/desk-list';
import { useText } from '../texts/use-text';

/** How many clients wait to be rung, beside the way to the desk list. */
export function DeskBadge() {
  const text = useText();
  const { data } = useDeskList(false);
  if (!data?.length) return null;
  return (
    <>
      {' '}
      <span className="badge">
        {data.length}
        <span className="sr-only"> {text('nav.deskList.open')}</span>
      </span>
    </>
  );
}
