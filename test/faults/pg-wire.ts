/** Reads PostgreSQL's protocol between a client and its server, so that one statement can be held. */
import type { Wire } from './link';
import type { Traps } from './traps';

export interface Statement {
  sql: string;
  /** As text; NULL is ''. */
  params: string[];
  /** The statements before it in its transaction, the first one first. */
  earlier: Statement[];
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
const simpleQuery = 'Q';
const parse = 'P';
const bind = 'B';
const sync = 'S';

export const pgWire =
  (traps: Traps<Statement>): Wire =>
  (client, server) => {
    let unread = Buffer.alloc(0);
    let started = false;
    let transaction: Statement[] = [];
    /** Bytes of the statement that is being sent. */
    let parts: Buffer[] = [];
    let next: Statement = { sql: '', params: [], earlier: [] };
    let held: Buffer[] | undefined;
    let onAnswer: (() => void) | undefined;

    async function pass(): Promise<void> {
      const bytes = Buffer.concat(parts);
      const statement = { ...next, earlier: transaction };
      parts = [];
      next = { sql: '', params: [], earlier: [] };
      transaction = /^begin\b/i.test(statement.sql) ? [] : [...transaction, statement];

      const sprung = traps.spring(statement);
      switch (sprung?.hold) {
        case 'request':
          sprung.reach();
          await sprung.released;
          break;
        case 'answer':
          held = [];
          onAnswer = () => sprung.reach();
          void sprung.released.then(() => {
            if (held?.length && !client.destroyed) client.write(Buffer.concat(held));
            held = undefined;
          });
          break;
        case undefined:
      }
      // What a dead process had not sent yet never arrives.
      if (!client.destroyed && !server.destroyed) server.write(bytes);
    }

    client.on('data', (bytes) => {
      unread = Buffer.concat([unread, bytes]);
      for (;;) {
        // The start-up message alone has no type before its length.
        const typeLength = started ? 1 : 0;
        if (unread.length < typeLength + 4) return;
        const end = typeLength + unread.readUInt32BE(typeLength);
        if (unread.length < end) return;
        const message = unread.subarray(0, end);
        unread = unread.subarray(end);
        const type = started ? String.fromCharCode(message[0] ?? 0) : '';
        started = true;
        parts.push(message);
        if (type === simpleQuery) next.sql = cString(message, 5);
        if (type === parse) next.sql = cString(message, 5 + cString(message, 5).length + 1);
        if (type === bind) next.params = paramsOf(message);
        if (type === simpleQuery || type === sync) void pass();
        else if (![parse, bind, 'D', 'E'].includes(type)) server.write(Buffer.concat(parts.splice(0)));
      }
    });
    server.on('data', (bytes) => {
      if (held) held.push(bytes);
      else client.write(bytes);
      onAnswer?.();
      onAnswer = undefined;
    });
    return { settled: () => Promise.resolve() };
  };

function cString(message: Buffer, start: number): string {
  return message.toString('utf8', start, message.indexOf(0, start));
}

function paramsOf(message: Buffer): string[] {
  let at = 5;
  at = message.indexOf(0, at) + 1; // the portal's name
  at = message.indexOf(0, at) + 1; // the statement's name
  at += 2 + 2 * message.readUInt16BE(at); // formats
  const count = message.readUInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = message.readInt32BE(at);
    at += 4;
    if (length < 0) return '';
    at += length;
    return message.toString('utf8', at - length, at);
  });
}
