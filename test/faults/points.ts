/** The moments in the life of a call at which everything else is made to fail. */
import type { Statement } from './pg-wire';
import type { System } from './system';
import type { Trap } from './traps';

export interface Case {
  appointmentId: number;
  /** Of the first attempt. */
  attempt: string;
  /** E.164 */
  phone: string;
}

export interface Point {
  readonly name: string;
  /**
   * `dialling`: the moment comes by itself when the reminder is due. `key`: it comes with the key that the client
   * presses. `registering`: it comes with the registration, when there is neither id nor attempt. `asleep`: it is there
   * once the appointment is registered.
   */
  readonly comes: 'dialling' | 'key' | 'registering' | 'asleep';
  /** Who is at the other end, of every call. */
  readonly script: object;
  /** Faults of Twilio's own, besides. */
  readonly twilio?: readonly object[];
  /** What holds it there. */
  trap?(system: System, at: Case): Trap;
}

/** Rings so long that a part that was killed is back when it is picked up. */
const picksUp = { kind: 'answer', afterMs: 12_000, keys: ['1'], keyDelayMs: 200 };
const person = { kind: 'person' };

export const points: readonly Point[] = [
  {
    name: 'between registration and delivery',
    comes: 'registering',
    script: picksUp,
    trap: ({ traps }, { phone }) =>
      traps.apiSql.set('answer', commitAfter('insert into appointments', phone)),
  },
  {
    name: 'asleep before its reminder',
    comes: 'asleep',
    script: picksUp,
  },
  {
    name: 'before the decision',
    comes: 'dialling',
    script: picksUp,
    trap: ({ traps }, { appointmentId }) =>
      traps.workerSql.set(
        'request',
        ({ sql, params }) => sql.includes('for share') && params[0] === String(appointmentId),
      ),
  },
  {
    name: 'between commit and POST',
    comes: 'dialling',
    script: picksUp,
    trap: ({ traps }, { attempt }) =>
      traps.workerSql.set('answer', commitAfter('update attempts set state', attempt, 'dialing')),
  },
  {
    name: 'POST on its way',
    comes: 'dialling',
    script: picksUp,
    trap: ({ traps }, { phone }) => traps.twilio.set('request', (text) => text.includes(to(phone))),
  },
  {
    name: 'POST accepted, 201 not yet read',
    comes: 'dialling',
    script: picksUp,
    trap: ({ traps }, { phone }) => traps.twilio.set('answer', (text) => text.includes(to(phone))),
  },
  {
    // Nobody but Twilio's list of calls can tell of it.
    name: 'POST accepted, no callback ever comes',
    comes: 'dialling',
    script: { kind: 'no_answer' },
    twilio: [{ on: 'webhook', kind: 'lose', times: 99 }],
    trap: ({ traps }, { phone }) => traps.twilio.set('answer', (text) => text.includes(to(phone))),
  },
  {
    // Without the callback that usually brings the CallSid as well.
    name: '201 read, CallSid not yet stored',
    comes: 'dialling',
    script: picksUp,
    twilio: [{ on: 'webhook', event: 'initiated', kind: 'lose' }],
    trap: ({ traps }, { attempt }) =>
      traps.workerSql.set('request', ({ sql, params }) => sql.includes('set sid =') && params[0] === attempt),
  },
  {
    name: 'key pressed, answer not yet stored',
    comes: 'key',
    script: person,
    trap: ({ traps }, { attempt }) =>
      traps.apiSql.set('request', ({ sql, params }) => sql.includes('set answer =') && params[0] === attempt),
  },
  {
    name: 'between answer and signal',
    comes: 'key',
    script: person,
    trap: ({ traps }, { attempt }) => traps.apiSql.set('answer', commitAfter('set answer =', attempt)),
  },
  {
    name: 'between signal and TwiML',
    comes: 'key',
    script: person,
    trap: ({ traps }, { attempt }) =>
      traps.webhooks.set('answer', (text) => text.includes(`/twilio/calls/${attempt}/key`)),
  },
  {
    name: 'while the workflow settles',
    comes: 'dialling',
    script: { kind: 'voicemail' },
    trap: ({ traps }, { attempt }) =>
      traps.workerSql.set(
        'request',
        ({ sql, params, earlier }) =>
          sql.includes('for update') &&
          params[0] === attempt &&
          !earlier.some((each) => each.sql.includes('insert into attempts')),
      ),
  },
  {
    name: 'confirming text accepted, 201 not yet read',
    comes: 'key',
    script: person,
    trap: ({ traps }, { phone }) =>
      traps.twilio.set('answer', (text) => text.includes(to(phone)) && text.includes('Body=')),
  },
];

function commitAfter(sql: string, ...params: string[]) {
  return (statement: Statement): boolean =>
    /^commit\b/i.test(statement.sql) &&
    statement.earlier.some(
      (each) =>
        each.sql.includes(sql) &&
        // By itself, or within JSON: what is written in bulk goes as one parameter.
        params.every((param) =>
          each.params.some((given) => given === param || given.includes(JSON.stringify(param))),
        ),
    );
}

/** In the form of a request. */
function to(phone: string): string {
  return `To=${encodeURIComponent(phone)}`;
}
