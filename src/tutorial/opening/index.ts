export { type OpenedPage, type OpenOptions, openPage, type RunOpenedOptions } from './open-page.ts';
