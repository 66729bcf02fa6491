import { useParams } from 'wouter';
import { useMay } from '../../data/session';
import { PageTitle } from '../../parts/page-title';
import { useText } from '../../texts/use-text';
import { NotFound } from '../not-found';
import { ChooseFile } from './choose-file';
import { Export } from './export';
import { OneImport } from './one-import';
import './import.css';

/** A file with appointments, from its choice to what came of it; and the way back into a file. */
export function ImportPage() {
  const text = useText();
  const may = useMay('desk');
  const { id } = useParams<{ id?: string }>();
  if (id !== undefined && !/^[1-9]\d{0,8}$/.test(id)) return <NotFound />;
  return (
    <>
      <PageTitle title={text('import.title')} />
      <div className="import">
        {may ? null : <p>{text('role.deskOnly')}</p>}
        {may && id === undefined ? <ChooseFile /> : null}
        {may && id !== undefined ? <OneImport key={id} id={Number(id)} /> : null}
        {id === undefined ? <Export /> : null}
      </div>
    </>
  );
}
