import type { Deps } from './deps';
import { deliverWebhook, giveUpWebhook } from './deliver-webhook';
import { giveUp } from './give-up';
import { advanceImport, failImport } from './imports/advance';
import { placeCall } from './place-call';
import { recordAnswer } from './record-answer';
import { sendConfirmation, sendReminderText } from './send-texts';
import { settleCall } from './settle-call';
import { syncSource } from './sync/sync-source';
import { withdrawCall } from './withdraw-call';
import { writeBack } from './write-back';

/** The steps of an appointment's life. */
export function createActivities(deps: Deps) {
  return {
    placeCall: placeCall(deps),
    settleCall: settleCall(deps),
    withdrawCall: withdrawCall(deps),
    sendReminderText: sendReminderText(deps),
    sendConfirmation: sendConfirmation(deps),
    recordAnswer: recordAnswer(deps),
    giveUp: giveUp(deps),
  };
}

export type Activities = ReturnType<typeof createActivities>;

/** The steps of what is done beside the appointments' lives. */
export function createJobActivities(deps: Deps) {
  return {
    syncSource: syncSource(deps),
    writeBack: writeBack(deps),
    deliverWebhook: deliverWebhook(deps),
    giveUpWebhook: giveUpWebhook(deps),
    advanceImport: advanceImport(deps),
    failImport: failImport(deps),
  };
}

export type JobActivities = ReturnType<typeof createJobActivities>;
