import { rfc2822 } from '../ids';
import type { State } from '../state';
import { formatted } from './numbers';
import { numberSid } from './calls';
import { page } from './paging';
import type { Params } from './params';

const startedAtMs = Date.now();

export function accountBody({ options: { accountSid } }: State) {
  const uri = `/2010-04-01/Accounts/${accountSid}`;
  return {
    sid: accountSid,
    owner_account_sid: accountSid,
    friendly_name: 'Simulator',
    status: 'active',
    type: 'Full',
    auth_token: null,
    date_created: rfc2822(startedAtMs),
    date_updated: rfc2822(startedAtMs),
    uri: `${uri}.json`,
    subresource_uris: {
      calls: `${uri}/Calls.json`,
      messages: `${uri}/Messages.json`,
      incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json`,
    },
  };
}

/** The account's own numbers; the `PhoneNumber` filter takes a number or a part of one. */
export function listNumbers(state: State, path: string, query: Params) {
  const part = query.one('PhoneNumber')?.replace(/[^\d]/g, '') ?? '';
  const numbers = state.options.numbers.filter((phone) => phone.includes(part));
  return page(
    'incoming_phone_numbers',
    path,
    query,
    numbers.map((phone) => numberBody(state, phone)),
  );
}

function numberBody(state: State, phone: string) {
  const { accountSid } = state.options;
  return {
    sid: numberSid(phone),
    account_sid: accountSid,
    friendly_name: formatted(phone),
    phone_number: phone,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    sms_url: state.numbers.get(phone)?.smsUrl ?? state.defaultSmsUrl ?? null,
    sms_method: 'POST',
    voice_url: null,
    voice_method: 'POST',
    status_callback: null,
    beta: false,
    origin: 'twilio',
    status: 'in-use',
    api_version: '2010-04-01',
    date_created: rfc2822(startedAtMs),
    date_updated: rfc2822(startedAtMs),
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${numberSid(phone)}.json`,
  };
}
