export { lintGithub } from './lint-github.ts';
export { type FindingJson, type LintJson, lintJson } from './lint-json.ts';
export { lintSarif } from './lint-sarif.ts';
export { formatLint } from './lint-text.ts';
