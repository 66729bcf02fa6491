export { appointment } from './appointment';
export { deliverWebhook } from './deliver-webhook';
export { syncSource } from './sync';
export { writeBack } from './write-back';
