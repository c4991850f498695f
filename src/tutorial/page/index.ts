export { type FileTexts, fileOfReader } from './markup/files.ts';
export type {
  Annotations,
  CommandStatement,
  Comparison,
  GherkinStatement,
  ManifestObject,
  ManifestStatement,
  OutputStatement,
  Page,
  PageLine,
  PageProblem,
  Printed,
  Prompt,
  Statement,
  Tab,
} from './page.ts';
export { readPage } from './read-page.ts';
