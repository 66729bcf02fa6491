import type { z } from 'zod';
import { findAppointment } from '../../db/appointments';
import { contactsOfAppointment, type StoredContact } from '../../db/contacts';
import { attemptWords } from '../../domain/contact-words';
import { officeClock, type OfficeClock } from '../../domain/office-clock';
import { accountCodes, numberCodes } from '../../telephony/errors';
import { read, type Operation } from '../operation';
import { notFound } from '../problem';
import * as schemas from '../schemas/attempts';
import { idParams, noQuery } from '../schemas/fields';
import { utc } from './view';

const list: Operation = read({
  path: '/v1/appointments/{id}/attempts',
  tag: 'Appointments',
  summary: 'The calls and texts of an appointment, oldest first',
  params: idParams,
  query: noQuery,
  replies: {
    200: { description: 'What came of each, and what the client heard.', schema: schemas.attempts },
  },
  problems: [404, 422],
  run: async (db, { params: { id } }, { deps: { config }, nowMs }) => {
    if (!(await findAppointment(db, id))) throw notFound(`There is no appointment ${id}.`);
    const clock = officeClock(config.office.timeZone, nowMs);
    const contacts = await contactsOfAppointment(db, id);
    return { status: 200, body: { data: contacts.map((contact) => attemptView(contact, clock)) } };
  },
});

function attemptView(contact: StoredContact, clock: OfficeClock): z.input<typeof schemas.attempt> {
  const { dialedAtMs, pickedUpAtMs, endedAtMs, errorCode, ...rest } = contact;
  return {
    ...rest,
    dialedAt: orNull(dialedAtMs),
    pickedUpAt: orNull(pickedUpAtMs),
    endedAt: orNull(endedAtMs),
    errorCode,
    error: errorCode === null ? null : (numberCodes[errorCode] ?? accountCodes[errorCode] ?? null),
    summary: attemptWords(contact, clock),
  };
}

function orNull(epochMs: number | null): string | null {
  return epochMs === null ? null : utc(epochMs);
}

export const attemptOperations: readonly Operation[] = [list];
