import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { hourMs, minuteMs } from '../../domain/policy';
import { planReminders, type PlanInput } from '../../domain/plan';
import {
  at,
  clock,
  hoursTextArbitrary,
  instantArbitrary,
  rulesWith,
  secondOpinion,
  zoneArbitrary,
} from './worlds';

vi.stubEnv('TZ', 'UTC');

const dayMs = 24 * hourMs;

interface Case {
  starts: string;
  hours?: string;
  offsets?: string[];
  booked?: string;
  now?: string;
  clientTimeZone?: string;
  gapHours?: number;
}

/** Each reminder as a line, such as `1 P1D 2026-11-28 09:00 planned, outside_hours, from 2026-11-29 09:00`. */
function planned({ starts, booked = '2026-11-01 09:00', now = booked, ...rest }: Case): string[] {
  const { hours = '08:00-20:00', offsets = ['P1D', 'PT1H'], clientTimeZone, gapHours = 2 } = rest;
  return planReminders({
    startsAtMs: at(starts),
    offsets,
    gapFromMs: at(booked),
    nowMs: at(now),
    officeTimeZone: 'Europe/Berlin',
    ...(clientTimeZone === undefined ? {} : { clientTimeZone }),
    rules: rulesWith(hours, { contactGapMs: gapHours * hourMs }),
  }).map((r) =>
    [
      `${r.number} ${r.offset} ${clock(r.dueAtMs)} ${r.state}`,
      ...(r.reason === undefined ? [] : [r.reason]),
      ...(r.movedFromMs === undefined ? [] : [`from ${clock(r.movedFromMs)}`]),
    ].join(', '),
  );
}

const weekdays = 'Mo-Fr 08:00-20:00';

// 2026-11-24 is a Tuesday, 2026-11-30 a Monday.
describe('the receptionist’s table', () => {
  const table: [string, Case, string[]][] = [
    [
      'a day and an hour before',
      { starts: '2026-11-24 15:00' },
      ['1 P1D 2026-11-23 15:00 planned', '2 PT1H 2026-11-24 14:00 planned'],
    ],
    [
      'the order of the setting does not matter',
      { starts: '2026-11-24 15:00', offsets: ['PT1H', 'P1W', 'P1D'] },
      ['1 P1W 2026-11-17 15:00 planned', '2 P1D 2026-11-23 15:00 planned', '3 PT1H 2026-11-24 14:00 planned'],
    ],
    ['no offsets, no reminders', { starts: '2026-11-24 15:00', offsets: [] }, []],
    [
      'Monday morning, closed at the weekend: Friday at that time',
      { starts: '2026-11-30 09:00', hours: weekdays },
      [
        '1 P1D 2026-11-27 09:00 planned, outside_hours, from 2026-11-29 09:00',
        '2 PT1H 2026-11-30 08:00 planned',
      ],
    ],
    [
      'Monday at half past seven in the evening: Friday, an hour before closing',
      { starts: '2026-11-30 19:30', hours: weekdays },
      [
        '1 P1D 2026-11-27 19:00 planned, outside_hours, from 2026-11-29 19:30',
        '2 PT1H 2026-11-30 18:30 planned',
      ],
    ],
    [
      'inside the hours, the last of them is not too late',
      { starts: '2026-11-24 19:59' },
      ['1 P1D 2026-11-23 19:59 planned', '2 PT1H 2026-11-24 18:59 planned'],
    ],
    [
      'the closing minute is outside',
      { starts: '2026-11-24 20:00', offsets: ['P1D'] },
      ['1 P1D 2026-11-23 19:00 planned, outside_hours, from 2026-11-23 20:00'],
    ],
    [
      'a late evening: the evening before, an hour before closing',
      { starts: '2026-11-24 22:00' },
      [
        '1 P1D 2026-11-23 19:00 planned, outside_hours, from 2026-11-23 22:00',
        '2 PT1H 2026-11-24 21:00 skipped, outside_hours',
      ],
    ],
    [
      'an early morning: at opening the day before; an hour before it is still closed, and too near',
      { starts: '2026-11-24 06:00' },
      [
        '1 P1D 2026-11-23 08:00 planned, outside_hours, from 2026-11-23 06:00',
        '2 PT1H 2026-11-24 05:00 skipped, outside_hours',
      ],
    ],
    [
      'half past eight: the hour before waits for the opening, for half an hour remains',
      { starts: '2026-11-24 08:30', offsets: ['PT1H'] },
      ['1 PT1H 2026-11-24 08:00 planned, outside_hours, from 2026-11-24 07:30'],
    ],
    [
      'a minute less does not remain',
      { starts: '2026-11-24 08:29', offsets: ['PT1H'] },
      ['1 PT1H 2026-11-24 07:29 skipped, outside_hours'],
    ],
    [
      'eleven and a half hours are short: they wait',
      { starts: '2026-11-24 18:30', offsets: ['PT11H30M'] },
      ['1 PT11H30M 2026-11-24 08:00 planned, outside_hours, from 2026-11-24 07:00'],
    ],
    [
      'twelve are long: they keep their day',
      { starts: '2026-11-24 09:00', offsets: ['PT12H'] },
      ['1 PT12H 2026-11-23 19:00 planned, outside_hours, from 2026-11-23 21:00'],
    ],
    [
      'at lunch, to the nearest side of it that is not just before closing',
      { starts: '2026-11-24 13:30', offsets: ['P1D'], hours: '08:00-12:00,14:00-20:00' },
      ['1 P1D 2026-11-23 14:00 planned, outside_hours, from 2026-11-23 13:30'],
    ],
    [
      'a long reminder that could only be late in its day goes to the day before',
      { starts: '2026-11-24 19:00', offsets: ['PT12H'], hours: '18:00-20:00' },
      ['1 PT12H 2026-11-23 18:00 planned, outside_hours, from 2026-11-24 07:00'],
    ],
    [
      'after the holidays, on the last open day before them',
      { starts: '2027-01-04 09:00', offsets: ['P1D'], hours: `${weekdays}; Dec 24-Jan 3 off` },
      ['1 P1D 2026-12-23 09:00 planned, outside_hours, from 2027-01-03 09:00'],
    ],
    [
      'an office that never opens',
      { starts: '2026-11-24 15:00', hours: 'off' },
      ['1 P1D 2026-11-23 15:00 skipped, outside_hours', '2 PT1H 2026-11-24 14:00 skipped, outside_hours'],
    ],
    [
      'a client in New York is not woken at three: they hear at eight, 14:00 in Berlin',
      { starts: '2026-11-24 09:00', clientTimeZone: 'America/New_York' },
      [
        '1 P1D 2026-11-23 14:00 planned, outside_hours, from 2026-11-23 09:00',
        '2 PT1H 2026-11-24 08:00 skipped, outside_hours',
      ],
    ],
    [
      'a client in Tokyo, where it is already dark',
      { starts: '2026-11-24 15:00', clientTimeZone: 'Asia/Tokyo' },
      [
        '1 P1D 2026-11-23 11:00 planned, outside_hours, from 2026-11-23 15:00',
        '2 PT1H 2026-11-24 14:00 skipped, outside_hours',
      ],
    ],
    [
      'over the change to summer time, by the clock of the office',
      { starts: '2027-03-28 15:00' },
      ['1 P1D 2027-03-27 15:00 planned', '2 PT1H 2027-03-28 14:00 planned'],
    ],
    [
      'booked this morning for tomorrow noon: the day before is now',
      { starts: '2026-11-24 12:00', booked: '2026-11-23 10:30' },
      ['1 P1D 2026-11-23 12:00 skipped, booked_late', '2 PT1H 2026-11-24 11:00 planned'],
    ],
    [
      'exactly two hours after the booking is late enough',
      { starts: '2026-11-24 12:00', booked: '2026-11-23 10:00' },
      ['1 P1D 2026-11-23 12:00 planned', '2 PT1H 2026-11-24 11:00 planned'],
    ],
    [
      'booked half an hour ahead: nothing is left',
      { starts: '2026-11-24 12:00', booked: '2026-11-24 11:30' },
      ['1 P1D 2026-11-23 12:00 skipped, booked_late', '2 PT1H 2026-11-24 11:00 skipped, booked_late'],
    ],
    [
      'booked late is said before the closed door',
      { starts: '2026-11-24 06:00', booked: '2026-11-24 04:00' },
      ['1 P1D 2026-11-23 06:00 skipped, booked_late', '2 PT1H 2026-11-24 05:00 skipped, booked_late'],
    ],
    [
      'booked on Saturday: Friday is past',
      { starts: '2026-11-30 15:00', hours: weekdays, booked: '2026-11-28 11:00' },
      ['1 P1D 2026-11-29 15:00 skipped, booked_late', '2 PT1H 2026-11-30 14:00 planned'],
    ],
    [
      'an office that sets a shorter gap',
      { starts: '2026-11-24 12:00', booked: '2026-11-23 11:00', gapHours: 1 },
      ['1 P1D 2026-11-23 12:00 planned', '2 PT1H 2026-11-24 11:00 planned'],
    ],
    [
      'booked long ago, registered at noon: the reminder of this morning is due at once',
      { starts: '2026-11-24 09:00', now: '2026-11-23 12:00' },
      ['1 P1D 2026-11-23 09:00 planned', '2 PT1H 2026-11-24 08:00 planned'],
    ],
    [
      'registered when less than half of the day remains',
      { starts: '2026-11-24 23:00', offsets: ['P1D'], now: '2026-11-24 11:30' },
      ['1 P1D 2026-11-23 23:00 skipped, too_late'],
    ],
    [
      'registered in the evening: in the morning, for more than half of the day remains then',
      { starts: '2026-11-24 20:30', offsets: ['P1D'], now: '2026-11-23 21:00' },
      ['1 P1D 2026-11-24 08:00 planned, outside_hours, from 2026-11-23 20:30'],
    ],
    [
      'registered in the evening for the morning: by then it is too late',
      { starts: '2026-11-24 09:00', offsets: ['P1D'], now: '2026-11-23 20:30' },
      ['1 P1D 2026-11-23 09:00 skipped, too_late'],
    ],
    [
      'a start that is past',
      { starts: '2026-11-24 09:00', now: '2026-11-24 09:00' },
      ['1 P1D 2026-11-23 09:00 skipped, too_late', '2 PT1H 2026-11-24 08:00 skipped, too_late'],
    ],
    [
      'the weekend brings two reminders to Friday morning: the nearer one stays',
      { starts: '2026-11-30 09:00', hours: weekdays, offsets: ['P2D', 'P1D'] },
      [
        '1 P2D 2026-11-28 09:00 skipped, too_soon_after_contact',
        '2 P1D 2026-11-27 09:00 planned, outside_hours, from 2026-11-29 09:00',
      ],
    ],
    [
      'the weekend turns the order around: the nearer one stays',
      { starts: '2026-11-30 09:00', hours: weekdays, offsets: ['PT39H', 'P1D'] },
      [
        '1 PT39H 2026-11-28 18:00 skipped, too_soon_after_contact',
        '2 P1D 2026-11-27 09:00 planned, outside_hours, from 2026-11-29 09:00',
      ],
    ],
    [
      'Friday’s own reminder makes way too',
      { starts: '2026-11-30 09:00', hours: weekdays, offsets: ['P3D', 'P1D'] },
      [
        '1 P3D 2026-11-27 09:00 skipped, too_soon_after_contact',
        '2 P1D 2026-11-27 09:00 planned, outside_hours, from 2026-11-29 09:00',
      ],
    ],
    [
      'a moved one that stays clear of the next by the gap stays',
      { starts: '2026-11-24 10:30', offsets: ['PT3H30M', 'PT30M'] },
      [
        '1 PT3H30M 2026-11-24 08:00 planned, outside_hours, from 2026-11-24 07:00',
        '2 PT30M 2026-11-24 10:00 planned',
      ],
    ],
    [
      'a reminder of its own time makes way for one moved to an hour later',
      { starts: '2026-11-30 10:00', hours: weekdays, offsets: ['PT73H', 'P1D'] },
      [
        '1 PT73H 2026-11-27 09:00 skipped, too_soon_after_contact',
        '2 P1D 2026-11-27 10:00 planned, outside_hours, from 2026-11-29 10:00',
      ],
    ],
    [
      'a moved one makes way for one of its own time, half an hour later',
      { starts: '2026-11-24 11:00', offsets: ['PT4H', 'PT2H30M'] },
      ['1 PT4H 2026-11-24 07:00 skipped, too_soon_after_contact', '2 PT2H30M 2026-11-24 08:30 planned'],
    ],
    [
      'a late one, due at once, makes way for one in an hour',
      { starts: '2026-11-24 18:00', offsets: ['PT10H', 'PT7H'], now: '2026-11-24 10:00' },
      ['1 PT10H 2026-11-24 08:00 skipped, too_soon_after_contact', '2 PT7H 2026-11-24 11:00 planned'],
    ],
    [
      'hours that the change to summer time leaves out: the day before',
      { starts: '2027-03-29 01:00', hours: '02:15-02:45', offsets: ['P1D'], booked: '2027-03-01 09:00' },
      ['1 P1D 2027-03-27 02:15 planned, outside_hours, from 2027-03-28 01:00'],
    ],
    [
      'those that the office itself sets close stay both: dialling decides',
      { starts: '2026-11-24 15:00', offsets: ['PT2H', 'PT1H'] },
      ['1 PT2H 2026-11-24 13:00 planned', '2 PT1H 2026-11-24 14:00 planned'],
    ],
    [
      'the same twice is once',
      { starts: '2026-11-24 15:00', offsets: ['P1D', 'PT24H'], gapHours: 0 },
      ['1 P1D 2026-11-23 15:00 skipped, too_soon_after_contact', '2 PT24H 2026-11-23 15:00 planned'],
    ],
    [
      'two late ones are one call',
      { starts: '2026-11-24 18:00', offsets: ['PT10H', 'PT9H'], now: '2026-11-24 10:00' },
      ['1 PT10H 2026-11-24 08:00 skipped, too_soon_after_contact', '2 PT9H 2026-11-24 09:00 planned'],
    ],
  ];
  test.each(table)('%s', (_, input, lines) => {
    expect(planned(input)).toEqual(lines);
  });

  test('an offset that cannot be read is refused', () => {
    expect(() => planned({ starts: '2026-11-24 15:00', offsets: ['24h'] })).toThrow('ISO 8601');
  });
});

const offsetArbitrary = fc.constantFrom(
  'P1W',
  'P3D',
  'P2D',
  'P1D',
  'PT24H',
  'PT13H',
  'PT12H',
  'PT6H',
  'PT2H',
  'PT1H',
  'PT30M',
  'PT5M',
);
const worldArbitrary = fc.record({
  hoursText: hoursTextArbitrary,
  startsAtMs: instantArbitrary,
  offsets: fc.array(offsetArbitrary, { maxLength: 5 }),
  bookedDaysBefore: fc.integer({ min: 0, max: 10 * 24 }).map((hours) => hours / 24),
  registeredHoursLater: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 240 })),
  officeTimeZone: zoneArbitrary,
  clientTimeZone: fc.option(zoneArbitrary, { nil: undefined }),
});
type World = typeof worldArbitrary extends fc.Arbitrary<infer T> ? T : never;

function inputOf(world: World): PlanInput {
  const { hoursText, startsAtMs, offsets, officeTimeZone, clientTimeZone } = world;
  const gapFromMs = startsAtMs - world.bookedDaysBefore * dayMs;
  return {
    startsAtMs,
    offsets,
    gapFromMs,
    nowMs: gapFromMs + world.registeredHoursLater * hourMs,
    officeTimeZone,
    ...(clientTimeZone === undefined ? {} : { clientTimeZone }),
    rules: rulesWith(hoursText),
  };
}

describe('whatever the office, the client and the day', () => {
  const always = (name: string, check: (input: PlanInput, world: World) => void) =>
    test(name, () => {
      fc.assert(
        fc.property(worldArbitrary, (world) => check(inputOf(world), world)),
        { numRuns: 400 },
      );
    });

  always('no call outside calling hours', (input, world) => {
    const open = secondOpinion(world.hoursText);
    const zone = input.clientTimeZone ?? input.officeTimeZone;
    for (const reminder of planReminders(input))
      if (reminder.state === 'planned')
        expect(open(Math.max(reminder.dueAtMs, input.nowMs), zone)).toBe(true);
  });

  always('no contact within the gap after booking, and none once it has begun', (input) => {
    for (const reminder of planReminders(input)) {
      if (reminder.state === 'skipped') continue;
      expect(reminder.dueAtMs).toBeGreaterThanOrEqual(input.gapFromMs + input.rules.contactGapMs);
      expect(Math.max(reminder.dueAtMs, input.nowMs)).toBeLessThan(input.startsAtMs);
    }
  });

  always('every reminder is there, in order, planned or with a reason', (input) => {
    const plan = planReminders(input);
    expect(plan.map(({ number }) => number)).toEqual(input.offsets.map((_, index) => index + 1));
    expect(plan.map(({ offset }) => offset).sort()).toEqual([...input.offsets].sort());
    for (const { state, reason, movedFromMs } of plan)
      if (state === 'skipped' || movedFromMs !== undefined) expect(reason).toBeDefined();
      else expect(reason).toBeUndefined();
  });

  always('planned ones come in their order, never two at once', (input) => {
    const instants = planReminders(input)
      .filter(({ state }) => state === 'planned')
      .map(({ dueAtMs }) => Math.max(dueAtMs, input.nowMs));
    instants.forEach((instant, index) => {
      if (index > 0) expect(instant).toBeGreaterThan(instants[index - 1] ?? Infinity);
    });
  });

  always('a short reminder never moves earlier; none comes with less than half of its time left', (input) => {
    for (const { state, dueAtMs, movedFromMs } of planReminders(input)) {
      if (state === 'skipped' || movedFromMs === undefined) continue;
      const offsetMs = input.startsAtMs - movedFromMs;
      expect(input.startsAtMs - dueAtMs).toBeGreaterThanOrEqual(offsetMs / 2);
      if (offsetMs < 12 * hourMs) expect(dueAtMs).toBeGreaterThan(movedFromMs);
    }
  });

  always('the same input gives the same plan', (input) => {
    expect(planReminders(structuredClone(input))).toEqual(planReminders(input));
  });

  test('the whole world a day later has its plan a day later, where no clock changes', () => {
    fc.assert(
      fc.property(worldArbitrary, fc.integer({ min: 1, max: 30 }), (world, days) => {
        const everyDay = { ...world, hoursText: '08:15-12:00,13:00-18:45' };
        const input = {
          ...inputOf(everyDay),
          officeTimeZone: 'Asia/Kolkata',
          clientTimeZone: 'Pacific/Kiritimati',
        };
        const shift = days * dayMs;
        const later = {
          ...input,
          startsAtMs: input.startsAtMs + shift,
          gapFromMs: input.gapFromMs + shift,
          nowMs: input.nowMs + shift,
        };
        expect(planReminders(later)).toEqual(
          planReminders(input).map((reminder) => ({
            ...reminder,
            dueAtMs: reminder.dueAtMs + shift,
            ...(reminder.movedFromMs === undefined ? {} : { movedFromMs: reminder.movedFromMs + shift }),
          })),
        );
      }),
    );
  });

  test('on an ordinary day everything is planned: the rules are not just cautious', () => {
    const minutes = fc.integer({ min: 9 * 60, max: 20 * 60 - 1 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const startsAtMs = at('2026-11-24 00:00') + minute * minuteMs;
        const plan = planReminders({
          startsAtMs,
          offsets: ['P1D', 'PT1H'],
          gapFromMs: startsAtMs - 7 * dayMs,
          nowMs: startsAtMs - 7 * dayMs,
          officeTimeZone: 'Europe/Berlin',
          rules: rulesWith('08:00-20:00'),
        });
        expect(plan.map(({ state, dueAtMs }) => [state, startsAtMs - dueAtMs])).toEqual([
          ['planned', dayMs],
          ['planned', hourMs],
        ]);
      }),
    );
  });
});
