export { joinInside } from './inside-path.ts';
export { NO_SETTINGS, type PageSettings } from './page-settings.ts';
export { type ReadSettings, readPageSettings } from './read-settings.ts';
export { parseWhere, type Where } from './where.ts';
