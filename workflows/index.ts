export { appointment } from './appointment';
export { syncSource } from './sync';
export { writeBack } from './write-back';
