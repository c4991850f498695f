export { type PageRun, runPage } from './run-page.ts';
export type { PageRunOptions, Sentences, SentencesJudged } from './scene.ts';
