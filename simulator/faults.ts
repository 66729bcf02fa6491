import { z } from 'zod';
import { E164 } from './script';

/** `times`: how often it strikes before it is spent (default once); `to` limits it to one number. */
const common = { times: z.number().int().positive().default(1), to: E164.optional() };
const error = {
  status: z.number().int().min(400).max(599),
  code: z.number().int().optional(),
  message: z.string().optional(),
};
const ms = z.number().int().nonnegative();

/** What goes wrong with an answer of the REST API. */
export const RestFault = z.discriminatedUnion('kind', [
  /** Answers an error and does nothing. */
  z.object({ kind: z.literal('answer'), ...error }),
  /** Does it, but answers an error. */
  z.object({ kind: z.literal('do_then_answer'), ...error }),
  /** Drops the connection and does nothing. */
  z.object({ kind: z.literal('drop') }),
  z.object({ kind: z.literal('do_then_drop') }),
  /** Waits, then does it. */
  z.object({ kind: z.literal('delay'), ms }),
  /** Does it at once, but answers late. */
  z.object({ kind: z.literal('do_then_delay'), ms }),
]);
export type RestFault = z.infer<typeof RestFault>;

/** What goes wrong with the delivery of a webhook. A delayed status callback is overtaken by the next. */
export const WebhookFault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lose') }),
  z.object({ kind: z.literal('duplicate') }),
  z.object({ kind: z.literal('delay'), ms }),
]);
export type WebhookFault = z.infer<typeof WebhookFault>;

export const REST_CALLS = ['calls.create', 'calls.update', 'calls.list', 'messages.create'] as const;
export type RestCall = (typeof REST_CALLS)[number];

export const WEBHOOKS = [
  'voice',
  'action',
  'initiated',
  'ringing',
  'answered',
  'completed',
  'amd',
  'sms',
  'message-status',
] as const;
export type WebhookKind = (typeof WEBHOOKS)[number];

export const Fault = z.union([
  z.object({ on: z.enum(REST_CALLS), ...common }).and(RestFault),
  z.object({ on: z.literal('webhook'), event: z.enum(WEBHOOKS).optional(), ...common }).and(WebhookFault),
]);
export type Fault = z.infer<typeof Fault>;

/** The faults in force. The first that fits strikes; one that is spent is gone. */
export class Faults {
  list: Fault[] = [];

  forRest(on: RestCall, to: string | undefined): RestFault | undefined {
    const fault = this.list.find((f) => f.on === on && (f.to === undefined || f.to === to));
    if (fault === undefined || fault.on === 'webhook') return undefined;
    this.spend(fault);
    return fault;
  }

  forWebhook(event: WebhookKind, to: string): WebhookFault | undefined {
    const fault = this.list.find(
      (f) =>
        f.on === 'webhook' &&
        (f.to === undefined || f.to === to) &&
        (f.event === undefined || f.event === event),
    );
    if (fault?.on !== 'webhook') return undefined;
    this.spend(fault);
    return fault;
  }

  private spend(fault: Fault): void {
    fault.times -= 1;
    if (fault.times === 0) this.list = this.list.filter((f) => f !== fault);
  }
}
