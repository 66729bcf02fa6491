/** Which field a column holds, by its name; in English, German, Spanish and French. */
import type { ImportField } from '../domain/words';

/** Of each column its field, or null: it is left out. */
export type ColumnFields = readonly (ImportField | null)[];

const names: Readonly<Partial<Record<ImportField, string>>> = {
  externalId:
    'external id, id extern, externe id, appointment id, appointment number, booking id, booking number, reference, ref, terminnummer, termin id, buchungsnummer, referenz, id externo, id cita, numero de cita, referencia, id externe, id rendez vous, numero de rendez vous',
  name: 'name, client, client name, patient, patient name, customer, customer name, full name, kunde, kundenname, kundin, patientin, patientenname, vollstandiger name, cliente, nombre completo, nombre y apellidos, paciente, nombre del paciente, nombre del cliente, nom complet, nom du client, nom du patient, nom et prenom',
  firstName: 'first name, given name, forename, vorname, nombre, prenom',
  lastName:
    'last name, surname, family name, nachname, familienname, apellido, apellidos, nom, nom de famille',
  phone:
    'phone, phone number, telephone, tel, mobile, mobile phone, cell, cell phone, client phone, telefon, telefonnummer, tel nr, mobil, mobilnummer, mobiltelefon, handy, handynummer, rufnummer, telefono, telefono movil, movil, celular, numero de telefono, telephone portable, portable, mobile phone number, numero de telephone, gsm',
  start:
    'start, starts at, start at, begin, appointment, appointment time, appointment start, date time, date and time, when, termin, terminbeginn, beginn, datum uhrzeit, datum und uhrzeit, startzeit, cita, inicio, fecha y hora, fecha hora, comienzo, rendez vous, debut, date et heure, date heure, start time',
  date: 'date, day, appointment date, start date, datum, tag, termindatum, terminsdatum, fecha, dia, fecha de la cita, jour, date du rendez vous',
  time: 'time, hour, uhrzeit, zeit, terminzeit, hora, hora de la cita, heure, heure du rendez vous',
  timeZone: 'time zone, timezone, zone, zeitzone, zona horaria, fuseau horaire, fuseau',
  locale: 'locale, language, sprache, idioma, lengua, langue',
  clientTimeZone: 'client time zone, patient time zone',
  duration:
    'duration, duration minutes, minutes, length, dauer, dauer minuten, dauer in minuten, minuten, duracion, minutos, duree',
  reminders: 'reminders, reminder, erinnerungen, erinnerung, recordatorios, recordatorio, rappels, rappel',
  status: 'status, state, terminstatus, estado, statut, etat',
};

const byName = new Map<string, ImportField>(
  Object.entries(names).flatMap(([field, list]) =>
    // The keys of the object above.
    list.split(', ').map((name) => [plain(name), field as ImportField] as const),
  ),
);

/** Each field once, but for the metadata, which nothing is by itself. */
export function recognise(header: readonly string[]): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  const fields = header.map((name) => {
    const field = byName.get(plain(name));
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  const has = (field: ImportField) => taken.has(field);
  // "Start" beside "Time" is a day; "Start time" beside "Date" is a clock.
  if (has('start') && has('time') && !has('date')) swap(fields, 'start', 'date');
  if (has('start') && has('date') && !has('time')) swap(fields, 'start', 'time');
  // "Nombre" or "Nom" alone is the whole name.
  if (!has('name') && !has('firstName')) swap(fields, 'lastName', 'name');
  if (!has('name') && !has('lastName')) swap(fields, 'firstName', 'name');
  return fields;
}

function swap(fields: (ImportField | null)[], from: ImportField, to: ImportField): void {
  const at = fields.indexOf(from);
  if (at >= 0) fields[at] = to;
}

/** What no column holds, though nobody can be called without it. */
export function missingFields(fields: ColumnFields): ImportField[] {
  const has = (field: ImportField) => fields.includes(field);
  const missing: ImportField[] = [];
  if (!has('name') && !has('firstName') && !has('lastName')) missing.push('name');
  if (!has('phone')) missing.push('phone');
  if (!has('start') && !has('date')) missing.push('start');
  if (!has('start') && has('date') && !has('time')) missing.push('time');
  return missing;
}

/** Lower case, without accents and signs: "Téléphone (portable)" is `telephoneportable`. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('ß', 'ss');
}
