import { expect, it } from 'vitest';
import { missingFields, recognise } from '../../files/columns';

it.each([
  [
    'English',
    'Appointment ID;First name;LAST NAME;Mobile phone;Date;Time;Notes',
    'externalId firstName lastName phone date time -',
  ],
  [
    'German',
    'Terminnummer;Nachname;Vorname;Tel.-Nr.;Termin;Dauer (Minuten);Bemerkung',
    'externalId lastName firstName phone start duration -',
  ],
  [
    'Spanish',
    'Nombre y apellidos;Teléfono móvil;Fecha y hora;Zona horaria;Idioma',
    'name phone start timeZone locale',
  ],
  [
    'French',
    'Nom;Prénom;Téléphone;Date du rendez-vous;Heure;Durée;Rappels',
    'lastName firstName phone date time duration reminders',
  ],
  [
    'our own',
    'id;external_id;name;phone;start;start_utc;duration_minutes;locale;client_time_zone;status;answer',
    '- externalId name phone start - duration locale clientTimeZone status -',
  ],
  ['a day called start', 'Start;Time;Client;Cell', 'date time name phone'],
  ['a clock called start', 'Date;Start time;Client;Cell', 'date time name phone'],
  ['a name in one column', 'Nom;Portable;Début', 'name phone start'],
  ['one field twice', 'Phone;Mobile;Name;Start', 'phone - name start'],
])('recognises columns: %s', (_, header, fields) => {
  expect(
    recognise(header.split(';'))
      .map((field) => field ?? '-')
      .join(' '),
  ).toBe(fields);
});

it('says what is missing', () => {
  expect(missingFields([])).toEqual(['name', 'phone', 'start']);
  expect(missingFields(['firstName', 'phone', 'date'])).toEqual(['time']);
  expect(missingFields(['lastName', 'phone', 'date', 'time', null])).toEqual([]);
  expect(missingFields(['name', 'phone', 'start', 'metadata', 'metadata'])).toEqual([]);
});
