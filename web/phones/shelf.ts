/** Which of the simulator's phones are at hand, and which one is in front. */
import type { Row } from '../pages/day/standing';
import type { Client } from './phones-context';

/** Every frame keeps a connection open, and browsers allow six to one server. */
const maxPhones = 3;
/** The phone of who is called within this time is at hand, in milliseconds. */
const soonMs = 5 * 60_000;

export interface Shelf {
  /** In the order in which they came; a frame that moves would load again, and cut off who talks. */
  clients: readonly Client[];
  /** The number in front. */
  front: string | undefined;
  /** Whose phones came to the front because they rang, and are still busy. */
  brought: readonly string[];
}

export const emptyShelf: Shelf = { clients: [], front: undefined, brought: [] };

export function choose(shelf: Shelf, client: Client): Shelf {
  return { ...add(shelf, client), front: client.phone };
}

/** Whoever is called soon has a phone at hand; whoever is called now has it in front, unless another one talks there. */
export function follow(shelf: Shelf, rows: readonly Row[], nowMs: number): Shelf {
  const calling = rows.filter(({ tone }) => tone === 'live').map(({ client }) => client);
  const brought = shelf.brought.filter((phone) => calling.some((client) => client.phone === phone));
  let next: Shelf = { ...shelf, brought };
  const soon = upcoming(rows, nowMs).slice(0, maxPhones);
  const needed = (phone: string) =>
    phone === next.front || brought.includes(phone) || soon.some(({ client }) => client.phone === phone);
  for (const { client } of soon)
    if (next.clients.length < maxPhones || next.clients.some(({ phone }) => !needed(phone)))
      next = add(next, client, needed);
  for (const client of calling) {
    if (next.brought.includes(client.phone)) continue;
    if (next.front !== undefined && next.brought.includes(next.front)) next = add(next, client);
    else next = { ...choose(next, client), brought: [...next.brought, client.phone] };
  }
  return isSame(shelf, next) ? shelf : next;
}

/** Who is called within minutes, the next one first. */
export function upcoming(rows: readonly Row[], nowMs: number): { client: Client; atMs: number }[] {
  return rows
    .flatMap(({ client, next }) => {
      const atMs = next?.what === 'call' ? Date.parse(next.at) : Infinity;
      return atMs - nowMs <= soonMs ? [{ client, atMs }] : [];
    })
    .sort((one, other) => one.atMs - other.atMs);
}

/** Behind the one in front; the oldest that nobody needs makes room. */
function add(shelf: Shelf, client: Client, needed = (phone: string) => shelf.brought.includes(phone)): Shelf {
  const front = shelf.front ?? client.phone;
  if (shelf.clients.some(({ phone }) => phone === client.phone)) return { ...shelf, front };
  if (shelf.clients.length < maxPhones) return { ...shelf, front, clients: [...shelf.clients, client] };
  const others = shelf.clients.filter(({ phone }) => phone !== shelf.front);
  const leaving = others.find(({ phone }) => !needed(phone)) ?? others[0];
  return { ...shelf, front, clients: [...shelf.clients.filter((each) => each !== leaving), client] };
}

function isSame(one: Shelf, other: Shelf): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
