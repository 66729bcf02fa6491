export { appointment } from './appointment';
export { deliverWebhook } from './deliver-webhook';
