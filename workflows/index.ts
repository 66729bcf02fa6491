export { appointment } from './appointment';
