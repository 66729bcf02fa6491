/** What Twilio's webhooks carry, as far as it is used. Names and values: https://www.twilio.com/docs/voice/twiml#request-parameters */
import { z } from 'zod';
import type { AnsweredBy } from '../domain/dialogue';
import type { Outcome } from '../domain/words';

export const callStatuses = [
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
] as const;
export type CallStatus = (typeof callStatuses)[number];

export const messageStatuses = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'undelivered',
  'failed',
  'canceled',
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

const callSid = z.string().regex(/^CA[0-9a-fA-F]{32}$/, 'must be a call SID: CA and 32 hexadecimal digits');
const messageSid = z
  .string()
  .regex(/^(SM|MM)[0-9a-fA-F]{32}$/, 'must be a message SID: SM or MM and 32 hexadecimal digits');
/** Twilio adds values without notice, so an unknown one must not cost us the webhook. */
const answeredBy = z.string().optional();
const errorCode = z.string().optional();

/** `…/voice`: the phone was picked up (with machine detection: and it is known by whom). */
export const voiceWebhook = z.object({
  CallSid: callSid,
  CallStatus: z.enum(callStatuses).optional(),
  AnsweredBy: answeredBy,
});

/** `…/key`: a key was pressed, or none in time (`Digits` is empty or missing). */
export const keyWebhook = z.object({
  CallSid: callSid,
  CallStatus: z.enum(callStatuses).optional(),
  Digits: z.string().max(20).default(''),
});

/** `…/status` of a call. Callbacks come late, twice and out of order: `SequenceNumber` grows within a call. */
export const callStatusWebhook = z.object({
  CallSid: callSid,
  CallStatus: z.enum(callStatuses),
  AnsweredBy: answeredBy,
  SequenceNumber: z.coerce.number().int().nonnegative().optional(),
  ErrorCode: errorCode,
  SipResponseCode: z.string().optional(),
});

/** `…/messages/<attempt>/status`. */
export const messageStatusWebhook = z.object({
  MessageSid: messageSid,
  MessageStatus: z.enum(messageStatuses),
  ErrorCode: errorCode,
});

/** `/twilio/sms`: a client has written to us. `OptOutType` comes with a messaging service that handles STOP itself. */
export const smsWebhook = z.object({
  MessageSid: messageSid,
  From: z.string(),
  To: z.string(),
  Body: z.string().default(''),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional().catch(undefined),
});

/** Whoever is not known to be a machine is spoken to as a person. */
export function answeredByOf(value: string | undefined): AnsweredBy {
  if (value === 'fax') return 'fax';
  return value?.startsWith('machine') === true ? 'machine' : 'human';
}

/** Undefined while the call goes on. A fax counts as a mailbox: calling it again soon is of no use. */
export function outcomeOf(status: CallStatus, answeredBy: string | undefined): Outcome | undefined {
  switch (status) {
    case 'queued':
    case 'initiated':
    case 'ringing':
    case 'in-progress':
      return undefined;
    case 'completed':
      return answeredByOf(answeredBy) === 'human' ? 'picked_up' : 'voicemail';
    case 'busy':
      return 'busy';
    case 'no-answer':
      return 'no_answer';
    case 'failed':
      return 'failed';
    case 'canceled':
      return 'canceled';
  }
}

/** Undefined while the message is under way; `sent` is not yet `delivered`. */
export function outcomeOfMessage(status: MessageStatus): Outcome | undefined {
  switch (status) {
    case 'accepted':
    case 'scheduled':
    case 'queued':
    case 'sending':
    case 'sent':
      return undefined;
    case 'delivered':
    case 'read':
      return 'delivered';
    case 'undelivered':
    case 'failed':
      return 'failed';
    case 'canceled':
      return 'canceled';
  }
}
