import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, type Method } from '../../data/api';
import { Ask } from '../../parts/ask';

interface Props {
  label: string;
  method: Method;
  path: string;
  body?: unknown;
  /** The rule that forbids it, in words. */
  forbidden?: string | undefined;
  /** What it means, where it must be asked first. */
  ask?: { title: string; words: string };
  className?: string;
  onStart?: () => void;
}

/** A button that changes something, and beside it the rule that forbids it: ours or, when asked, the API's. */
export function Action({ label, method, path, body = {}, forbidden, ask, className, onStart }: Props) {
  const id = useId();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const act = useMutation({
    mutationFn: () => api(method, path, method === 'DELETE' ? {} : { body }),
    ...(onStart ? { onMutate: onStart } : {}),
    // Whatever it was, it may show anywhere.
    onSettled: () => queries.invalidateQueries(),
  });
  const words = forbidden ?? act.error?.message;
  return (
    <li className="action">
      <button
        type="button"
        className={className}
        disabled={forbidden !== undefined || act.isPending}
        {...(words === undefined ? {} : { 'aria-describedby': id })}
        onClick={() => (ask ? setIsAsking(true) : act.mutate())}
      >
        {label}
      </button>
      <span id={id} className={forbidden === undefined ? 'refused' : 'quiet'} role="status">
        {words}
      </span>
      {ask && isAsking ? (
        <Ask title={ask.title} yes={label} onYes={() => act.mutate()} onClose={() => setIsAsking(false)}>
          <p>{ask.words}</p>
        </Ask>
      ) : null}
    </li>
  );
}
