export { appointment } from './appointment';
export { deliverWebhook } from './deliver-webhook';
export { importFile } from './import-file';
export { syncSource } from './sync';
export { writeBack } from './write-back';
