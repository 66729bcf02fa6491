import { formatPhoneNumber } from '../parts/phone-format';
import { useSession } from '../data/session';
import { useText } from '../texts/use-text';
import { usePhones, type Client } from './phones-context';

/** A link that dials; with the simulator, a button that shows that phone. */
export function PhoneNumber({ client }: { client: Client }) {
  const text = useText();
  const { phonesUrl } = useSession();
  const { choose } = usePhones();
  const number = formatPhoneNumber(client.phone);
  if (phonesUrl === null)
    return (
      <a className="number" href={`tel:${client.phone}`}>
        {number}
      </a>
    );
  return (
    <button type="button" className="link number" title={text('phones.show')} onClick={() => choose(client)}>
      {number}
    </button>
  );
}
