import { createContext, useContext } from 'react';

export interface Client {
  name: string;
  /** E.164 */
  phone: string;
}

export interface Phones {
  /** Shows that phone, and scrolls to it where it is out of sight. */
  choose: (client: Client) => void;
  /** Shows that phone where it is. */
  bring: (client: Client) => void;
}

/** Where real phones ring, there is nothing to show. */
export const PhonesContext = createContext<Phones>({ choose: () => undefined, bring: () => undefined });

export function usePhones(): Phones {
  return useContext(PhonesContext);
}
