import { describe, expect, it } from 'vitest';
import {
  answeredByOf,
  callStatusWebhook,
  keyWebhook,
  messageStatusWebhook,
  outcomeOf,
  outcomeOfMessage,
  smsWebhook,
  voiceWebhook,
} from '../../telephony/webhooks';

const CallSid = 'CA0123456789abcdef0123456789ABCDEF';
const MessageSid = 'SM0123456789abcdef0123456789abcdef';

describe('how a call ended', () => {
  it.each([
    ['queued', undefined, undefined],
    ['initiated', undefined, undefined],
    ['ringing', undefined, undefined],
    ['in-progress', 'human', undefined],
    ['completed', 'human', 'picked_up'],
    ['completed', 'unknown', 'picked_up'],
    ['completed', undefined, 'picked_up'],
    ['completed', 'machine_end_beep', 'voicemail'],
    ['completed', 'machine_end_silence', 'voicemail'],
    ['completed', 'machine_start', 'voicemail'],
    ['completed', 'fax', 'voicemail'],
    ['busy', undefined, 'busy'],
    ['no-answer', undefined, 'no_answer'],
    ['failed', undefined, 'failed'],
    ['canceled', undefined, 'canceled'],
  ] as const)('%s, answered by %s: %s', (status, answeredBy, outcome) => {
    expect(outcomeOf(status, answeredBy)).toBe(outcome);
  });
});

it.each([
  ['queued', undefined],
  ['sent', undefined],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
] as const)('a text that is %s: %s', (status, outcome) => {
  expect(outcomeOfMessage(status)).toBe(outcome);
});

it('speaks to whoever is not known to be a machine as to a person', () => {
  const heard = ['human', 'unknown', undefined, 'new_kind', 'machine_end_beep', 'fax'].map(answeredByOf);
  expect(heard).toEqual(['human', 'human', 'human', 'human', 'machine', 'fax']);
});

describe('webhooks as Twilio sends them', () => {
  it.each([
    [voiceWebhook, { CallSid, CallStatus: 'in-progress', AnsweredBy: 'human', Direction: 'outbound-api' }],
    [keyWebhook, { CallSid, CallStatus: 'in-progress', Digits: '1', msg: 'Gather End' }],
    [callStatusWebhook, { CallSid, CallStatus: 'completed', SequenceNumber: '3', CallDuration: '12' }],
    [messageStatusWebhook, { MessageSid, MessageStatus: 'undelivered', ErrorCode: '30003' }],
    [smsWebhook, { MessageSid, From: '+12125550123', To: '+12125550100', Body: '1', NumMedia: '0' }],
  ])('%#', (schema, params) => {
    expect(schema.safeParse(params).success).toBe(true);
  });

  it('a missing key is no key', () => {
    expect(keyWebhook.parse({ CallSid }).Digits).toBe('');
  });

  it('the sequence number counts', () => {
    const parsed = callStatusWebhook.parse({ CallSid, CallStatus: 'ringing', SequenceNumber: '10' });
    expect(parsed.SequenceNumber).toBe(10);
  });

  it('an opt-out that Twilio has handled is seen, an unknown one does not cost us the text', () => {
    const text = { MessageSid, From: '+12125550123', To: '+12125550100', Body: 'STOP' };
    expect(smsWebhook.parse({ ...text, OptOutType: 'STOP' }).OptOutType).toBe('STOP');
    expect(smsWebhook.parse({ ...text, OptOutType: 'NEW' }).OptOutType).toBeUndefined();
  });

  it.each([
    [voiceWebhook, {}, 'CallSid'],
    [voiceWebhook, { CallSid: 'CA1' }, 'CallSid'],
    [keyWebhook, { CallSid, Digits: ['1', '2'] }, 'Digits'],
    [callStatusWebhook, { CallSid, CallStatus: 'lost' }, 'CallStatus'],
    [messageStatusWebhook, { MessageSid: CallSid, MessageStatus: 'sent' }, 'MessageSid'],
  ])('others are refused by the name of the field: %#', (schema, params, field) => {
    expect(schema.safeParse(params).error?.issues.map((issue) => issue.path.join('.'))).toEqual([field]);
  });
});
