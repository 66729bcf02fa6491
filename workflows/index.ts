export { appointment } from './appointment';
export { importFile } from './import-file';
