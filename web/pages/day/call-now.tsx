import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../data/api';
import { keys } from '../../data/keys';
import { usePhones, type Client } from '../../phones/phones-context';
import { useText } from '../../texts/use-text';

/** Rings a client at once, or says why not. */
export function useCallNow(id: number, client: Client) {
  const text = useText();
  const queries = useQueryClient();
  const { bring } = usePhones();
  const [said, setSaid] = useState('');
  const call = useMutation({
    mutationFn: () => api('POST', `/v1/appointments/${id}/remind`, { body: {} }),
    onMutate: () => {
      setSaid('');
      bring(client);
    },
    onSuccess: () => setSaid(text('call.onItsWay')),
    onError: ({ message }) => setSaid(message),
    onSettled: () =>
      Promise.all(
        [keys.days, keys.search, keys.appointment(id)].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
  return { call: () => call.mutate(), isBusy: call.isPending, said };
}
