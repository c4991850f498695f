export { validateUpdate } from './update/validate-update.ts';
export { validateObject } from './validate-object.ts';
