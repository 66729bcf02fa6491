import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../data/api';
import { Ask } from '../../parts/ask';
import { Moment } from '../../parts/moment';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';

interface Props {
  /** Where it is, for DELETE. */
  address: string;
  listKey: readonly string[];
  revokedAt: string | null;
  /** What is asked before, and what it means. */
  title: string;
  meaning: string;
}

/** The end of a row: ends a key or an address for good, once asked; or when that was done. */
export function Revoke({ address, listKey, revokedAt, title, meaning }: Props) {
  const text = useText();
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api('DELETE', address),
    onSettled: () => client.invalidateQueries({ queryKey: listKey }),
  });
  return (
    <>
      {revokedAt === null ? (
        <button type="button" className="danger" disabled={revoke.isPending} onClick={() => setAsks(true)}>
          {text('apiKeys.revoke')}
        </button>
      ) : (
        <span className="quiet">
          {text('apiKeys.revoked')} <Moment at={revokedAt} />
        </span>
      )}
      {revoke.error ? <Trouble error={revoke.error} /> : null}
      {asks ? (
        <Ask
          title={title}
          yes={text('apiKeys.revoke')}
          onYes={() => revoke.mutate()}
          onClose={() => setAsks(false)}
        >
          <p>{meaning}</p>
        </Ask>
      ) : null}
    </>
  );
}
