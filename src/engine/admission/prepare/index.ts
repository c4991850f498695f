export { prepareForWrite } from './prepare-for-write.ts';
