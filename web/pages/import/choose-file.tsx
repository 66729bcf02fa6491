import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import type { Import } from './use-import';

export function ChooseFile() {
  const text = useText();
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const upload = useMutation({
    mutationFn: (file: File) =>
      api<Import>('POST', `/v1/imports?${new URLSearchParams({ fileName: file.name }).toString()}`, { file }),
    onSuccess: (imported) => {
      client.setQueryData(keys.import(imported.id), imported);
      navigate(`/import/${imported.id}`);
    },
  });
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) upload.mutate(file);
  };
  return (
    <section
      className={`card stacked drop${isOver ? ' over' : ''}`}
      aria-label={text('import.file')}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <div className="field">
        <label htmlFor={id}>{text('import.choose')}</label>
        <input
          id={id}
          type="file"
          accept=".csv,.txt,.tsv,text/csv"
          aria-describedby={`${id}-hint`}
          disabled={upload.isPending}
          onChange={({ target }) => {
            take(target.files);
            // The same file, mended, may be chosen again.
            target.value = '';
          }}
        />
        <p className="hint" id={`${id}-hint`}>
          {text('import.chooseHint')}
        </p>
      </div>
      <div role="status">
        {upload.isPending ? text('import.sending', { name: upload.variables.name }) : null}
      </div>
      {upload.error ? <Trouble error={upload.error} /> : null}
    </section>
  );
}
