export { pageFeature } from './page-feature.ts';
export { type PageEdit, type UpdatedPage, updatePage } from './update-page.ts';
