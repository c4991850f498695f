import type { RuleRef } from '../../../model/index.ts';
import { absoluteName } from '../names.ts';
import { goRegExp } from './go-regexp.ts';
import type { Directive } from './parse-corefile.ts';
import type { PluginContext } from './plugin-context.ts';
import { rewriteFault } from './rewrite-words.ts';

/** Turns one name into another; `undefined` leaves it. Names are in lower case, with the final dot. */
export type Rename = (name: string) => string | undefined;

/** A rule of the rewrite plugin: what it makes of the question, and of the records of the answer. */
export interface RewriteRule {
  readonly rename: Rename;
  /** What the owner names of the answer become, for a question that was `asked` and became `renamed`. */
  readonly owners: (asked: string, renamed: string) => readonly Rename[];
  readonly values: (asked: string, renamed: string) => readonly Rename[];
  /** What the TTL of every record is raised or lowered to. */
  readonly ttl?: { readonly from: number; readonly to: number };
  /** Whether the rules behind it see the new name. */
  readonly goesOn: boolean;
  /** The only name that it matches, where there is one. */
  readonly exact?: string;
  readonly rule: RuleRef | undefined;
}

interface Matcher {
  readonly rename: Rename;
  /** Undoes it in an answer; absent where the names of the very question are to be exchanged. */
  readonly undo?: Rename;
  readonly exact?: string;
}

const NO_RENAMES = (): readonly Rename[] => [];

/**
 * Reads a rule (coredns plugin/rewrite/{rewrite,name,ttl}.go): the fields `name` and `ttl`; any other changes nothing
 * that a look-up shows, and is left out. `undefined` for a rule that was left out or refused.
 */
export function readRewrite(directive: Directive, context: PluginContext): RewriteRule | undefined {
  // Only a rule of less than two words goes on in a block, whose words each make one argument.
  const block = directive.args.length < 2 ? directive.lines.flatMap(({ name, args }) => [name, ...args]) : [];
  const words = [...directive.args, ...block];
  const fault = rewriteFault(words);
  if (fault !== undefined) {
    context.refuse(directive, fault);
    return undefined;
  }
  const goesOn = words[0]?.toLowerCase() === 'continue';
  if (goesOn || words[0]?.toLowerCase() === 'stop') words.shift();
  const field = words.shift()?.toLowerCase();
  if (field !== 'name' && field !== 'ttl') {
    context.skip(directive, `rewrite ${field ?? ''}: only rules for name and ttl are understood`);
    return undefined;
  }
  const type = words.length > 2 ? (words.shift()?.toLowerCase() ?? '') : 'exact';
  const [from = '', to = '', ...answer] = words;
  const matcher = readMatcher(directive, context, { type, from, to: field === 'ttl' ? '' : to });
  if (matcher === undefined) return undefined;
  const { rename, exact } = matcher;
  const rule = directive.place.source.rule(directive.place.line);
  if (field === 'ttl') {
    const same: Rename = (name) => (rename(name) === undefined ? undefined : name);
    return { rename: same, owners: NO_RENAMES, values: NO_RENAMES, ttl: readTtl(to), goesOn, rule };
  }
  const answers = readAnswer(directive, context, answer);
  if (answers === undefined) return undefined;
  const auto = answers.auto || type === 'exact';
  const undo = (asked: string, renamed: string): Rename[] => (auto ? [matcher.undo ?? exchange(renamed, asked)] : []);
  return {
    rename,
    owners: (asked, renamed) => [...undo(asked, renamed), ...answers.owners],
    values: (asked, renamed) => [...undo(asked, renamed), ...answers.values],
    goesOn,
    ...(exact === undefined ? {} : { exact }),
    rule,
  };
}

/** `30`, `30-60`, `-60` or `30-` (plugin/rewrite/ttl.go isValidTTL). */
function readTtl(text: string): { readonly from: number; readonly to: number } {
  const [from = '', to = from] = text.split('-');
  return { from: Number(from), to: to === '' ? 2 ** 31 - 1 : Number(to) };
}

interface Match {
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

function readMatcher(directive: Directive, context: PluginContext, match: Match): Matcher | undefined {
  const from = match.from.toLowerCase();
  const to = match.to.toLowerCase();
  switch (match.type) {
    case 'exact':
      return { rename: (name) => (name === absoluteName(from) ? absoluteName(to) : undefined), exact: from };
    case 'prefix':
      return { rename: (name) => (name.startsWith(from) ? to + name.slice(from.length) : undefined) };
    case 'suffix':
      return {
        rename: replaceSuffix(absoluteName(from), absoluteName(to)),
        undo: replaceSuffix(absoluteName(to), absoluteName(from)),
      };
    case 'substring':
      return { rename: (name) => (name.includes(from) ? name.replaceAll(from, to) : undefined) };
    case 'regex': {
      const rename = regexRename(directive, context, match.from, to);
      return rename === undefined ? undefined : { rename };
    }
    default:
      return undefined;
  }
}

function replaceSuffix(from: string, to: string): Rename {
  return (name) => (name.endsWith(from) ? name.slice(0, name.length - from.length) + to : undefined);
}

/** Exchanges a name, and its part in the names below it. */
function exchange(from: string, to: string): Rename {
  return (name) => (name === from ? to : name.endsWith(`.${from}`) ? name.slice(0, -from.length) + to : undefined);
}

function regexRename(directive: Directive, context: PluginContext, from: string, to: string): Rename | undefined {
  const pattern = goRegExp(from);
  if (typeof pattern === 'string') {
    context.skip(directive, `the regular expression ${from} is not understood`);
    return undefined;
  }
  return (name) => {
    const match = pattern.exec(name);
    if (match === undefined) return undefined;
    return absoluteName(match.texts.reduce((text, group, index) => text.replaceAll(`{${index}}`, () => group), to));
  };
}

interface AnswerRules {
  auto: boolean;
  readonly owners: Rename[];
  readonly values: Rename[];
}

/** Reads `answer auto`, `answer name FROM TO` and `answer value FROM TO`, several after another. */
function readAnswer(directive: Directive, context: PluginContext, words: readonly string[]): AnswerRules | undefined {
  const rules: AnswerRules = { auto: false, owners: [], values: [] };
  const rest = words.filter((word) => word !== 'answer');
  for (let index = 0; index < rest.length; ) {
    const kind = rest[index];
    if (kind === 'auto') {
      rules.auto = true;
      index++;
    } else {
      const rename = regexRename(directive, context, rest[index + 1] ?? '', (rest[index + 2] ?? '').toLowerCase());
      if (rename === undefined) return undefined;
      (kind === 'name' ? rules.owners : rules.values).push(rename);
      index += 3;
    }
  }
  return rules;
}
