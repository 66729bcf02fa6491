import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { parseAttemptId, type AttemptKey } from '../../domain/attempt-id';
import {
  callStatusWebhook,
  keyWebhook,
  messageStatusWebhook,
  smsWebhook,
  voiceWebhook,
} from '../../telephony/webhooks';
import type { ApiDeps } from '../deps';
import { answerKey } from './key';
import { answerSms } from './sms';
import { takeCallStatus, takeMessageStatus } from './status';
import { rawBody, verified, type Verified } from './verify';
import { answerVoice } from './voice';

type Handler = RequestHandler<{ attempt: string }, unknown, unknown, Request['query'], Verified>;

/** An attempt, as its webhooks name it. */
export interface Webhook<T> {
  id: string;
  key: AttemptKey;
  form: T;
  query: Request['query'];
}

/** Twilio's webhooks: verify, parse, hand over, answer. */
export function twilioRouter(deps: ApiDeps): Router {
  const router = Router();
  router.use(rawBody(), verified(deps));
  const sms: RequestHandler<Record<string, string>, unknown, unknown, Request['query'], Verified> = async (
    _,
    res,
  ) => {
    const form = parsed(smsWebhook, res);
    if (form) res.type('text/xml').send(await answerSms(deps, form));
  };
  router.post('/sms', sms);
  router.post(
    '/calls/:attempt/voice',
    twiml(voiceWebhook, (webhook) => answerVoice(deps, webhook)),
  );
  router.post(
    '/calls/:attempt/key',
    twiml(keyWebhook, (webhook) => answerKey(deps, webhook)),
  );
  router.post(
    '/calls/:attempt/status',
    silent(callStatusWebhook, (webhook) => takeCallStatus(deps, webhook)),
  );
  router.post(
    '/messages/:attempt/status',
    silent(messageStatusWebhook, (webhook) => takeMessageStatus(deps, webhook)),
  );
  return router;
}

function twiml<T extends z.ZodType>(
  schema: T,
  handle: (webhook: Webhook<z.infer<T>>) => Promise<string>,
): Handler {
  return handler(schema, async (webhook, res) => {
    res.type('text/xml').send(await handle(webhook));
  });
}

function silent<T extends z.ZodType>(
  schema: T,
  handle: (webhook: Webhook<z.infer<T>>) => Promise<void>,
): Handler {
  return handler(schema, async (webhook, res) => {
    await handle(webhook);
    res.status(204).end();
  });
}

function handler<T extends z.ZodType>(
  schema: T,
  handle: (webhook: Webhook<z.infer<T>>, res: Response) => Promise<void>,
): Handler {
  return async (req, res) => {
    const id = req.params.attempt;
    const key = parseAttemptId(id);
    if (!key) {
      res.status(404).type('text/plain').send('No such attempt.');
      return;
    }
    const form = parsed(schema, res);
    if (!form) return;
    await handle({ id, key, form, query: req.query }, res);
  };
}

/** The form's fields; undefined when they are not what Twilio sends, which is answered then. */
function parsed<T extends z.ZodType>(schema: T, res: Response<unknown, Verified>): z.infer<T> | undefined {
  const form = schema.safeParse(res.locals.form);
  if (form.success) return form.data;
  const faults = form.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  res.status(400).type('text/plain').send(faults.join('\n'));
  return undefined;
}
