import type { Deps } from './deps';
import { giveUp } from './give-up';
import { advanceImport, failImport } from './imports/advance';
import { placeCall } from './place-call';
import { recordAnswer } from './record-answer';
import { sendConfirmation, sendReminderText } from './send-texts';
import { settleCall } from './settle-call';
import { withdrawCall } from './withdraw-call';

export function createActivities(deps: Deps) {
  return {
    placeCall: placeCall(deps),
    settleCall: settleCall(deps),
    withdrawCall: withdrawCall(deps),
    sendReminderText: sendReminderText(deps),
    sendConfirmation: sendConfirmation(deps),
    recordAnswer: recordAnswer(deps),
    giveUp: giveUp(deps),
    advanceImport: advanceImport(deps),
    failImport: failImport(deps),
  };
}

export type Activities = ReturnType<typeof createActivities>;
