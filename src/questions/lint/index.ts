import type { LintRule } from '../../engine/model/index.ts';
import { checks } from './checks.ts';
import { ruleOf } from './page.ts';

export { type LintOptions, lint } from './lint.ts';

/** Every check, with its page, by code. */
export const lintRules: readonly LintRule[] = checks.map(ruleOf);
