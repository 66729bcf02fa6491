/** Who signed in, who could not, and who changed what others may do: one line each in the log, without secrets. */
import type { Request } from 'express';
import type { CallerId } from '../db/callers';
import type { ApiDeps } from './deps';

export type SecurityEvent =
  | 'signed_in'
  | 'sign_in_failed'
  | 'user_locked'
  | 'locked_user_tried'
  | 'signed_out'
  | 'signed_out_everywhere'
  | 'password_changed'
  | 'user_created'
  | 'user_changed'
  | 'api_key_created'
  | 'api_key_revoked'
  | 'webhook_endpoint_created'
  | 'webhook_endpoint_changed'
  | 'webhook_endpoint_deleted'
  | 'webhook_secret_rotated'
  | 'calendar_feed_created'
  | 'calendar_feed_revoked';

const alarming = new Set<SecurityEvent>(['sign_in_failed', 'user_locked', 'locked_user_tried']);

/** `by` did it; `detail` says to what or whom. */
export function logSecurity(
  { log }: Pick<ApiDeps, 'log'>,
  req: Request,
  event: SecurityEvent,
  by: CallerId | 'unknown',
  detail: Record<string, unknown> = {},
): void {
  log[alarming.has(event) ? 'warn' : 'info']({ security: event, by, address: req.ip, ...detail }, event);
}
