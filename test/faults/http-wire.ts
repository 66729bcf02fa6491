/** Lets one HTTP request be held, or its answer; requests are recognised by what they contain. */
import type { Wire } from './link';
import type { Traps } from './traps';

/** @param traps on the text of a piece of a request: its head, its body, or both. */
export const httpWire =
  (traps: Traps<string>): Wire =>
  (client, server) => {
    let passed = Promise.resolve();
    let held: Buffer[] | undefined;
    let onAnswer: (() => void) | undefined;

    client.on('data', (bytes) => {
      const sprung = traps.spring(bytes.toString('latin1'));
      if (sprung?.hold === 'request') {
        sprung.reach();
        passed = passed.then(() => sprung.released);
      } else if (sprung) {
        held = [];
        onAnswer = () => sprung.reach();
        void sprung.released.then(() => {
          if (held?.length && !client.destroyed) client.write(Buffer.concat(held));
          held = undefined;
        });
      }
      // What was sent arrives, even if the sender has died since.
      passed = passed.then(() => {
        if (!server.destroyed) server.write(bytes);
      });
    });
    server.on('data', (bytes) => {
      if (held) held.push(bytes);
      else if (!client.destroyed) client.write(bytes);
      onAnswer?.();
      onAnswer = undefined;
    });
    return { settled: () => passed };
  };
