import { changeOperations } from './appointments/change';
import { lookUpOperations } from './appointments/look-up';
import { previewOperations } from './appointments/preview';
import { registerOperations } from './appointments/register';
import { remindOperations } from './appointments/remind';
import { staffOperations } from './appointments/staff';
import { apiKeyOperations } from './api-keys';
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
import { textsOperations } from './texts';
import { sessionOperations } from './session';
import { testCallOperations } from './test-call';
import { userOperations } from './users';

/** The whole API, in the order of the document. */
export const operations: readonly Operation[] = [
  ...registerOperations,
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
  ...callingOperations,
  ...textsOperations,
  ...rehearsalOperations,
  ...changesOperations,
  ...overviewOperations,
  ...conditionOperations,
  ...sessionOperations,
  ...userOperations,
  ...apiKeyOperations,
];
