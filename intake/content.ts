/** From what was sent to what is stored: the checks that need the settings, the clock, or the appointment as it is. */
import type { Appointment, AppointmentFields, Client } from '../db/appointments';
import { parseOffset } from '../domain/offsets';
import { mayDial, parsePhone } from '../domain/phone';
import { minuteMs } from '../domain/policy';
import { instantFromInput, isTimeZone } from '../domain/zones';
import type { IntakeSettings } from './context';
import { invalidFields, type FieldError } from './refusal';
import type { Changes, Replacement } from './schema';

export type Content = Omit<AppointmentFields, 'externalId'>;

/**
 * The whole content. What was left out is as new, but for `bookedAt`, which stays with an appointment that is there.
 * @throws Refusal `invalid`
 */
export function readContent(
  settings: IntakeSettings,
  sent: Replacement,
  nowMs: number,
  before?: Appointment,
): Content {
  const check = new Check(settings);
  const { client, durationMinutes = null, reminders = null, metadata = {} } = sent;
  const content = {
    client: {
      name: client.name,
      phone: check.phone(client.phone),
      locale: check.locale(client.locale),
      timeZone: check.timeZone(client.timeZone),
    },
    startsAtMs: check.start(sent.startsAt, sent.timeZone, nowMs, before?.startsAtMs),
    durationMinutes,
    offsets: check.offsets(reminders),
    bookedAtMs: check.booking(sent.bookedAt, sent.timeZone, nowMs) ?? before?.bookedAtMs ?? nowMs,
    metadata,
  };
  check.done();
  return content;
}

/** The appointment with what was sent put in its place. @throws Refusal `invalid` */
export function readChanges(
  settings: IntakeSettings,
  sent: Changes,
  nowMs: number,
  before: Appointment,
): AppointmentFields {
  const check = new Check(settings);
  if (sent.timeZone !== undefined && sent.startsAt === undefined)
    check.error('timeZone', "is read together with startsAt; the client's own is client.timeZone");
  const { client = {} } = sent;
  const changed: Client = {
    name: client.name ?? before.client.name,
    phone: client.phone === undefined ? before.client.phone : check.phone(client.phone),
    locale: client.locale === undefined ? before.client.locale : check.locale(client.locale),
    timeZone: client.timeZone === undefined ? before.client.timeZone : check.timeZone(client.timeZone),
  };
  const fields = {
    externalId: before.externalId,
    client: changed,
    startsAtMs:
      sent.startsAt === undefined
        ? before.startsAtMs
        : check.start(sent.startsAt, sent.timeZone, nowMs, before.startsAtMs),
    durationMinutes: sent.durationMinutes === undefined ? before.durationMinutes : sent.durationMinutes,
    offsets: sent.reminders === undefined ? before.offsets : check.offsets(sent.reminders),
    bookedAtMs: before.bookedAtMs,
    metadata: sent.metadata ?? before.metadata,
  };
  check.done();
  return fields;
}

/** Collects all that is wrong, so that one answer names it; what it returns counts only after `done`. */
class Check {
  private readonly errors: FieldError[] = [];

  constructor(private readonly settings: IntakeSettings) {}

  error(path: string, message: string, choices?: string[]): void {
    this.errors.push({ path, message, ...(choices ? { choices } : {}) });
  }

  done(): void {
    if (this.errors.length > 0) throw invalidFields(this.errors);
  }

  phone(sent: string): string {
    const parsed = parsePhone(sent, this.settings.defaultCountry);
    if (parsed.kind === 'error') {
      this.error('client.phone', `cannot be used: ${parsed.message}`);
      return sent;
    }
    const { allowedCountries } = this.settings.rules;
    const allowed = mayDial(parsed, allowedCountries);
    if (allowed === 'country_not_allowed')
      this.error(
        'client.phone',
        `is a number of ${parsed.country}, which is not called; ALLOWED_COUNTRIES lists ${allowedCountries.join(', ')}`,
      );
    else if (allowed !== 'ok')
      this.error(
        'client.phone',
        'is of a kind that is not called, such as premium rate; send a personal one',
      );
    return parsed.e164;
  }

  locale(sent: string | null | undefined): string | null {
    if (sent === undefined || sent === null) return null;
    try {
      return Intl.getCanonicalLocales(sent)[0] ?? null;
    } catch {
      this.error('client.locale', `"${sent}" is not a language tag; send one such as "de" or "en-GB"`);
      return null;
    }
  }

  timeZone(sent: string | null | undefined): string | null {
    if (sent === undefined || sent === null) return null;
    if (!isTimeZone(sent))
      this.error('client.timeZone', `"${sent}" is not an IANA time zone; send one such as "Europe/Berlin"`);
    return sent;
  }

  /** One that has passed is refused, unless it is what the appointment has already. */
  start(sent: string, timeZone: string | undefined, nowMs: number, beforeMs?: number): number {
    const instant = instantFromInput(sent, timeZone, this.settings.office.timeZone);
    if (instant.kind === 'error') {
      this.error(instant.path, instant.message, instant.choices);
      return 0;
    }
    if (instant.epochMs <= nowMs && instant.epochMs !== beforeMs)
      this.error('startsAt', `has passed; it is ${new Date(nowMs).toISOString()} now`);
    return instant.epochMs;
  }

  booking(sent: string | undefined, timeZone: string | undefined, nowMs: number): number | undefined {
    if (sent === undefined) return undefined;
    const instant = instantFromInput(sent, timeZone, this.settings.office.timeZone);
    if (instant.kind === 'error') {
      // A wrong time zone is told with startsAt.
      if (instant.path === 'startsAt') this.error('bookedAt', instant.message);
      return undefined;
    }
    // Clocks of two machines differ a little.
    if (instant.epochMs > nowMs + minuteMs)
      this.error('bookedAt', `is yet to come; leave it out if it was booked just now`);
    return Math.min(instant.epochMs, nowMs);
  }

  offsets(sent: readonly string[] | null): string[] | null {
    sent?.forEach((offset, index) => {
      try {
        parseOffset(offset);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        this.error(`reminders.${index}`, `cannot be used: ${error.message}`);
      }
    });
    return sent && [...sent];
  }
}
