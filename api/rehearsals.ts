import { rehearse } from '../domain/rehearsal';
import { localTime } from '../domain/zones';
import { readContent } from '../intake/content';
import { plan } from '../intake/plan';
import { reminderView, utc } from './appointments/view';
import { change, type Operation } from './operation';
import { invalid } from './problem';
import { noParams } from './schemas/fields';
import { rehearsal, rehearsed } from './schemas/texts';
import { renderedTurn } from './twilio/speech';

export const rehearsalOperations: readonly Operation[] = [
  change({
    method: 'post',
    path: '/v1/rehearsals',
    role: 'look',
    tag: 'Texts',
    summary: 'Play an appointment through: when its client would be called, and what they would hear',
    description:
      'Takes and checks what registering takes, and the keys that the client presses. Nothing is stored, nobody is called.',
    params: noParams,
    body: rehearsal,
    replies: { 200: { description: 'The plan, and the call.', schema: rehearsed } },
    problems: [422],
    run: (_, { body: { keys, ...registration } }, { deps, nowMs }) => {
      const { config } = deps;
      const content = readContent(config, registration, nowMs);
      const played = rehearse(keys);
      if (played.kind === 'over')
        throw invalid([
          { path: `keys.${played.atKey}`, message: 'comes after the end of the call; leave it out' },
        ]);
      const spoken = played.steps.map(({ turn }) => renderedTurn(deps, turn, content));
      return Promise.resolve({
        status: 200,
        body: {
          startsAt: utc(content.startsAtMs),
          startsAtLocal: localTime(content.startsAtMs, config.office.timeZone),
          reminders: plan(config, content, content.bookedAtMs, nowMs).map((each) =>
            reminderView(config, each),
          ),
          language: spoken[0]?.[0]?.language,
          voice: spoken[0]?.[0]?.voice,
          steps: played.steps.map(({ key, turn, result }, index) => ({
            key,
            said: spoken[index]?.map(({ text }) => text).join(' '),
            result,
            answer: turn.record ?? null,
            then: turn.then.kind,
          })),
        },
      });
    },
  }),
];
