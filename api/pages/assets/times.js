// Instants and spans in words, on the office's clock.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export class OfficeClock {
  /** @param {string} timeZone */
  constructor(timeZone) {
    this.timeFormat = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    this.dayFormat = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
    });
    this.dateFormat = new Intl.DateTimeFormat('sv-SE', { timeZone });
  }

  /** `09:00` @param {string | number} at */
  time(at) {
    return this.timeFormat.format(new Date(at));
  }

  /** `Today`, `Tomorrow`, or `Thu 26 Nov`. @param {string | number} at @param {number} nowMs */
  day(at, nowMs) {
    const date = this.date(new Date(at).getTime());
    if (date === this.date(nowMs)) return 'Today';
    if (date === this.date(nowMs + 24 * hourMs)) return 'Tomorrow';
    return this.dayFormat.format(new Date(at)).replace(',', '');
  }

  /** `09:00`, with the day when that is not today. @param {string | number} at @param {number} nowMs */
  moment(at, nowMs) {
    const day = this.day(at, nowMs);
    return day === 'Today' ? this.time(at) : `${day.replace('Tomorrow', 'tomorrow')} ${this.time(at)}`;
  }

  /** `2026-11-24` @param {number} atMs */
  date(atMs) {
    return this.dateFormat.format(atMs);
  }
}

/** `0:45` under an hour, `2 h 10 min` under a day, `3 days`. @param {number} ms */
export function span(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const days = Math.floor(minutes / (24 * 60));
  return days === 1 ? '1 day' : `${days} days`;
}
