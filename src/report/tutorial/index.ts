export { type PageEditLines, pageEdits } from './page-edits.ts';
export { pageGithub } from './page-github.ts';
export { type DocJson, docJson, type PageJson, type PagePlaceJson, type StatementJson } from './page-json.ts';
export { pageJunit } from './page-junit.ts';
export {
  type PageBinding,
  type PageDifference,
  type PageLines,
  type PagePlace,
  type PageResult,
  type PageSummary,
  type StatementResult,
  type StatementStatus,
  summaryOf,
  totalOf,
} from './page-result.ts';
export { pageSarif } from './page-sarif.ts';
export { pageText } from './page-text.ts';
