/** Numbers that are not contacted, on any channel. */
import { z } from 'zod';
import { announce } from '../db/announce';
import { upcomingOf } from '../db/appointments';
import { addEvent } from '../db/events';
import { findOptOut, optIn, optOut, type OptOut } from '../db/opt-outs';
import type { Tx } from '../db/pool';
import { parsePhone } from '../domain/phone';
import { utc } from './appointments/view';
import { change, read, type Context, type Operation } from './operation';
import { invalid, notFound } from './problem';
import { optOut as schema } from './schemas/desk';
import { noBody, noQuery, phone } from './schemas/fields';

const shared = {
  path: '/v1/opt-outs/{phone}',
  tag: 'Opt-outs',
  params: z.strictObject({ phone }),
} as const;

export const optOutOperations: readonly Operation[] = [
  read({
    ...shared,
    summary: 'Whether a number has opted out',
    query: noQuery,
    replies: { 200: { description: 'It has.', schema } },
    problems: [404, 422],
    run: async (db, { params }, context) => {
      const found = await findOptOut(db, number(params.phone, context));
      if (!found) throw notFound('This number has not opted out.');
      return { status: 200, body: optOutView(found) };
    },
  }),
  change({
    ...shared,
    method: 'put',
    summary: 'Contact a number no more',
    body: noBody,
    replies: { 200: { description: 'It is not contacted from now on.', schema } },
    problems: [422],
    run: async (tx, { params }, context) => {
      const e164 = number(params.phone, context);
      if (!(await findOptOut(tx, e164))) {
        await optOut(tx, e164, context.caller.actor);
        await tell(tx, e164, 'opted_out', context);
      }
      const found = await findOptOut(tx, e164);
      if (!found) throw new Error('An opt-out vanished while it was being written.');
      return { status: 200, body: optOutView(found) };
    },
  }),
  change({
    ...shared,
    method: 'delete',
    summary: 'Contact a number again',
    description: 'Only when its owner wishes so.',
    body: noBody,
    replies: { 204: { description: 'It may be contacted.' } },
    problems: [422],
    run: async (tx, { params }, context) => {
      const e164 = number(params.phone, context);
      if (await findOptOut(tx, e164)) {
        await optIn(tx, e164);
        await tell(tx, e164, 'opted_in', context);
      }
      return { status: 204 };
    },
  }),
];

function number(sent: string, { deps }: Context): string {
  const parsed = parsePhone(sent, deps.config.defaultCountry);
  if (parsed.kind === 'ok') return parsed.e164;
  throw invalid([{ path: 'phone', message: `cannot be used: ${parsed.message}` }]);
}

/** Those who look at one of the number's appointments see why it is not called. */
async function tell(tx: Tx, e164: string, what: 'opted_out' | 'opted_in', { caller, nowMs }: Context) {
  const appointmentIds = await upcomingOf(tx, e164, nowMs);
  for (const appointmentId of appointmentIds)
    await addEvent(tx, { appointmentId, actor: caller.actor, what }, nowMs);
  if (what === 'opted_out') await announce(tx, 'client.opted_out', appointmentIds);
}

function optOutView({ phone: e164, sinceMs, actor }: OptOut) {
  return { phone: e164, since: utc(sinceMs), actor };
}
