/** The test call: rings TEST_CLIENT_PHONE about an appointment, whose client is not called. */
import type { z } from 'zod';
import { findAppointment } from '../db/appointments';
import { findOptOut } from '../db/opt-outs';
import { lastTestCall } from '../db/test-calls';
import { isOver, testCallWords } from '../domain/test-call-words';
import { render } from '../messages/render';
import { utc } from './appointments/view';
import type { ApiDeps } from './deps';
import { read, type Operation } from './operation';
import { placeTestCall } from './pages/test-call';
import { explain } from './pages/test-call-words';
import { Problem } from './problem';
import { idParams, noQuery } from './schemas/fields';
import { testCall } from './schemas/test-call';
import { validate } from './validate';

const place = { path: '/v1/appointments/{id}/test-call', tag: 'Test call', params: idParams } as const;

export const testCallOperations: readonly Operation[] = [
  read({
    ...place,
    summary: 'What a test call would say, and what became of the last one',
    query: noQuery,
    replies: { 200: { description: 'As it stands.', schema: testCall } },
    problems: [404, 422],
    run: async (_, { params }, { deps }) => ({ status: 200, body: await view(deps, params.id) }),
  }),
  {
    ...place,
    method: 'post',
    role: 'desk',
    summary: 'Ring TEST_CLIENT_PHONE about this appointment',
    description:
      'Keys are answered as always but change nothing. 409 says what stands in the way and what to do; 202 also when Twilio did not answer, so that the phone may ring or not.',
    replies: { 202: { description: 'The phone rings, or may.', schema: testCall } },
    problems: [404, 409, 422, 502],
    // Each repeat would be another call, and while one is under way the number is busy: no Idempotency-Key is needed.
    isConfidential: true,
    handle: async (deps, req, { actor }) => {
      const { id } = validate(idParams, req.params);
      const result = await placeTestCall(deps, id, actor);
      if (!('attempt' in result)) throw explain(result, deps.config);
      return { status: 202, body: await view(deps, id) };
    },
  },
];

async function view(deps: ApiDeps, id: number): Promise<z.input<typeof testCall>> {
  const { config, pool, messages } = deps;
  const appointment = await findAppointment(pool, id);
  if (!appointment) throw new Problem(404, 'not_found', `There is no appointment ${id}.`);
  const { client, startsAtMs } = appointment;
  const said = (['test_note', 'reminder'] as const).map((phrase) =>
    render(messages, client.locale ?? undefined, phrase, {
      name: client.name,
      time: { startsAtMs, timeZone: config.office.timeZone },
      office: config.office.name,
      officePhone: config.office.phone,
    }),
  );
  const last = await lastTestCall(pool, id);
  return {
    phone: config.testClientPhone ?? null,
    clientName: client.name,
    said: said.map(({ text, language }) => ({ text, language })),
    hindrance: (await hindrance(deps)) ?? null,
    last: last
      ? {
          attempt: last.id,
          at: utc(last.createdAtMs),
          words: testCallWords(last),
          isOver: isOver(last.state),
        }
      : null,
  };
}

/** What can be told before anybody presses the button. */
async function hindrance({ config, pool }: ApiDeps): Promise<string | undefined> {
  const { testClientPhone: phone, dialOnly } = config;
  if (phone === undefined) return explain({ kind: 'no_test_phone' }, config).detail;
  if (dialOnly && !dialOnly.includes(phone)) return explain({ kind: 'not_in_dial_only' }, config).detail;
  if (await findOptOut(pool, phone)) return explain({ kind: 'opted_out' }, config).detail;
  return undefined;
}
