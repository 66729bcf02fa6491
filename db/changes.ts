/**
 * What has changed since the last look, for pages that show it live.
 *
 * By looking and not by NOTIFY: a transaction that notifies holds a lock of the whole server while its commit is written
 * to disk, so that commits of calls and registrations would wait for each other (docs/decisions/0010-changes.md).
 */
import type { Db } from './pool';

export interface News {
  appointmentIds: number[];
  desk: boolean;
  calling: boolean;
  /** Somebody signed in or out. */
  sessions: boolean;
}

/** `anew`: whoever looks on has to read everything, for this is the first look, or too much has happened since. */
export type Look = { kind: 'anew' } | { kind: 'news'; news: News };

/** More events than this between two looks are not told one by one. */
const mostEvents = 1_000;
/** Ids are given before the commit: one that is passed over is waited for as long as a transaction may last. */
const missingForMs = 5 * 60_000;
/**
 * Of more ids than `mostEvents` that are passed over at once, one in so many is waited for: they are those of a bulk,
 * such as a file of 100,000 lines, whose commit brings all of them together.
 */
const oneInBulk = 100;

interface State {
  lastEvent: number;
  desk: string;
  holds: string;
  sessions: string;
}
interface Found extends State {
  events: { id: number; appointmentId: number }[];
}

export class Lookout {
  private state: State | undefined;
  /** Ids of events that were passed over, and until when each is waited for. */
  private readonly missing = new Map<number, { untilMs: number; isOfBulk: boolean }>();

  constructor(private readonly db: Db) {}

  async look(nowMs: number): Promise<Look> {
    for (const [id, { untilMs }] of this.missing) if (untilMs < nowMs) this.missing.delete(id);
    const before = this.state;
    const { events, ...found } = await this.read(before?.lastEvent);
    this.state = found;
    if (!before || events.length > mostEvents || found.lastEvent < before.lastEvent) {
      this.missing.clear();
      return { kind: 'anew' };
    }
    const isBulkHere = events.some(({ id }) => this.missing.get(id)?.isOfBulk);
    this.noteMissing(events, before.lastEvent, nowMs);
    if (isBulkHere) return { kind: 'anew' };
    return {
      kind: 'news',
      news: {
        appointmentIds: [...new Set(events.map(({ appointmentId }) => appointmentId))],
        desk: found.desk !== before.desk,
        calling: found.holds !== before.holds,
        sessions: found.sessions !== before.sessions,
      },
    };
  }

  private noteMissing(events: Found['events'], lastEvent: number, nowMs: number): void {
    let last = lastEvent;
    for (const { id } of events) {
      this.missing.delete(id);
      const isOfBulk = id - last > mostEvents;
      for (let passed = last + 1; passed < id; passed += isOfBulk ? oneInBulk : 1)
        this.missing.set(passed, { untilMs: nowMs + missingForMs, isOfBulk });
      last = Math.max(last, id);
    }
  }

  private async read(after: number | undefined): Promise<Found> {
    const { rows } = await this.db.query<Found>(
      `with fresh as (
         (select id, appointment_id from events where id > $1 order by id limit $3)
         union all select id, appointment_id from events where id = any($2::bigint[]))
       select coalesce((select jsonb_agg(jsonb_build_object('id', id, 'appointmentId', appointment_id) order by id)
           from fresh), '[]') as events,
         coalesce((select max(id) from events), 0) as "lastEvent",
         (select concat_ws('/', count(*), sum(id)) from desk_list where done_at is null) as desk,
         (select coalesce(string_agg(concat_ws('/', kind, since, code, detail), ' ' order by kind), '') from holds) as holds,
         (select concat_ws('/', count(*), max(created_at)) from sessions) as sessions`,
      // At the first look all that has happened is old.
      [after ?? Number.MAX_SAFE_INTEGER, [...this.missing.keys()], mostEvents + 1],
    );
    const [found] = rows;
    if (!found) throw new Error('A query without conditions gave no row.');
    return found;
  }
}
