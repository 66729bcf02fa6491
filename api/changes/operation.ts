import { z } from 'zod';
import { authenticate } from '../auth';
import type { Operation } from '../operation';

const events = z.string().meta({
  id: 'Changes',
  description:
    'Server-sent events. `appointments`, data `{"ids":[17]}`: something happened to these. `desk`, `calling`, data `{}`: the desk list, or what holds calls back, is another. `resync`, data `{}`: read again all that you show; always the first event, and again when the database was away or more happened than is worth listing.',
  example: 'event: appointments\ndata: {"ids":[17]}\n\n',
});

export const changesOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/changes',
    tag: 'Changes',
    role: 'look',
    summary: 'Hear what changes, as it happens',
    description:
      'A stream that stays open and tells ids only, within a second. A comment every 15 seconds keeps it so. It ends when its reader signs out, falls behind, or the process ends: connect again, as browsers do by themselves.',
    replies: {
      200: { description: 'The stream.', schema: events, mediaType: 'text/event-stream' },
    },
    problems: [429],
    handle: ({ pool, config, changes }, req, caller) =>
      Promise.resolve({
        stream: (res) =>
          changes.open({
            res,
            caller: caller.id,
            check: () => authenticate(pool, config.publicUrl, req),
          }),
      }),
  },
];
