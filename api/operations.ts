import { batchOperations } from './appointments/batch';
import { changeOperations } from './appointments/change';
import { lookUpOperations } from './appointments/look-up';
import { previewOperations } from './appointments/preview';
import { registerOperations } from './appointments/register';
import { remindOperations } from './appointments/remind';
import { staffOperations } from './appointments/staff';
import { apiKeyOperations } from './api-keys';
import { calendarFeedOperations } from './calendars/feeds';
import { callingOperations } from './calling';
import { changesOperations } from './changes/operation';
import { conditionOperations } from './condition';
import { dayOperations } from './day';
import { deskListOperations } from './desk-list';
import { exportOperations } from './export';
import { importOperations } from './imports/operations';
import type { Operation } from './operation';
import { optOutOperations } from './opt-outs';
import { overviewOperations } from './overview';
import { rehearsalOperations } from './rehearsals';
import { sourceOperations } from './sources';
import { textsOperations } from './texts';
import { sessionOperations } from './session';
import { testCallOperations } from './test-call';
import { userOperations } from './users';
import { webhookDeliveryOperations } from './webhooks/deliveries';
import { webhookEndpointOperations } from './webhooks/endpoints';
import { webhookSecretOperations } from './webhooks/secrets';

/** The whole API, in the order of the document. */
export const operations: readonly Operation[] = [
  ...registerOperations,
  ...batchOperations,
  ...previewOperations,
  ...lookUpOperations,
  ...changeOperations,
  ...staffOperations,
  ...remindOperations,
  ...importOperations,
  ...exportOperations,
  ...testCallOperations,
  ...dayOperations,
  ...deskListOperations,
  ...optOutOperations,
  ...sourceOperations,
  ...callingOperations,
  ...textsOperations,
  ...rehearsalOperations,
  ...changesOperations,
  ...overviewOperations,
  ...conditionOperations,
  ...sessionOperations,
  ...userOperations,
  ...apiKeyOperations,
  ...webhookEndpointOperations,
  ...webhookSecretOperations,
  ...webhookDeliveryOperations,
  ...calendarFeedOperations,
];
