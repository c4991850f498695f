export { NO_SETTINGS, type PageSettings } from './page-settings.ts';
