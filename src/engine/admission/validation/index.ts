export { validateObject } from './validate-object.ts';
