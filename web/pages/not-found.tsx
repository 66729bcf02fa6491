import { Link } from 'wouter';
import { PageTitle } from '../parts/page-title';
import { useText } from '../texts/use-text';

export function NotFound() {
  const text = useText();
  return (
    <>
      <PageTitle title={text('notFound.title')} />
      <p>
        <Link href="/">{text('notFound.back')}</Link>
      </p>
    </>
  );
}
