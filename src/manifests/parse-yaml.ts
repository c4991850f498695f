import { Composer, type CST, type Document, Parser } from 'yaml';
import { joinFlowLines } from './join-flow-lines.ts';
import { MAX_DEPTH, nestingDepth } from './nesting-depth.ts';
import type { TextProblem } from './split-documents.ts';
import { syntaxProblem, templateHint, tooDeep } from './syntax-problem.ts';

interface ParsedYaml {
  readonly document: Document | undefined;
  readonly problems: readonly TextProblem[];
}

/** Reads one YAML document into nodes that know their offsets; scalars stay text (`failsafe`), resolved later. */
export function parseYaml(text: string): ParsedYaml {
  const parsed = parseStrictly(text);
  const joined = parsed.problems.length === 0 ? undefined : joinFlowLines(text);
  return joined === undefined ? parsed : parseStrictly(joined);
}

function parseStrictly(text: string): ParsedYaml {
  const tokens = [...new Parser().parse(text)];
  const deep = mayNestDeep(text) ? tokens.find((token) => nestingDepth(token) > MAX_DEPTH) : undefined;
  if (deep !== undefined) return { document: undefined, problems: [tooDeep(offsetOf(deep), MAX_DEPTH)] };
  const composer = new Composer({ schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false });
  const [document] = [...composer.compose(tokens, true, text.length)];
  const problems = document?.errors.map((error) => syntaxProblem(error, text)) ?? [];
  // A template breaks the syntax in many places; where it is first seen says enough.
  const template = problems.find(({ hint }) => hint === templateHint);
  return { document, problems: template === undefined ? problems : [template] };
}

/** A cheap upper bound: brackets for flow collections, the indentation of lines for block collections. */
function mayNestDeep(text: string): boolean {
  return (text.match(/[[{]/g)?.length ?? 0) + longestIndentation(text) > MAX_DEPTH;
}

function longestIndentation(text: string): number {
  let longest = 0;
  for (const [indentation] of text.matchAll(/^[ ?:-]+/gm)) longest = Math.max(longest, indentation.length);
  return longest;
}

function offsetOf(token: CST.Token): number {
  return 'offset' in token ? token.offset : 0;
}
