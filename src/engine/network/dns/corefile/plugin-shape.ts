import type { WordCheck } from './go-values.ts';
import type { Directive } from './parse-corefile.ts';
import type { PluginContext } from './plugin-context.ts';

/** How many words may stand behind a name, and what each may be; the last check counts for all further words. */
export interface Words {
  readonly least: number;
  readonly most: number;
  readonly each: readonly (WordCheck | undefined)[];
}

/** What CoreDNS demands of a plugin's lines before it starts. */
export interface PluginShape {
  readonly words: Words;
  /** What may stand in its block; absent where nobody looks. */
  readonly properties?: Readonly<Record<string, Words>>;
  /** Whether a server block may have it once only. */
  readonly once?: true;
  /** Whether a line with any other name is a line of data. */
  readonly data?: true;
  /** Properties that CoreDNS has no more: Kubernetes before 1.19 comes with a CoreDNS that takes them. */
  readonly removed?: readonly string[];
}

export const ANY: Words = { least: 0, most: Number.POSITIVE_INFINITY, each: [] };
export const NONE: Words = { least: 0, most: 0, each: [] };

export function one(check?: WordCheck): Words {
  return { least: 1, most: 1, each: [check] };
}

export function atMost(most: number, ...each: readonly (WordCheck | undefined)[]): Words {
  return { least: 0, most, each };
}

export function between(least: number, most: number, ...each: readonly (WordCheck | undefined)[]): Words {
  return { least, most, each };
}

export function atLeast(least: number, ...each: readonly (WordCheck | undefined)[]): Words {
  return { least, most: Number.POSITIVE_INFINITY, each };
}

/** Refuses the first line of a plugin that CoreDNS would not start with; reports whether there is none. */
export function checkShape(directive: Directive, shape: PluginShape, context: PluginContext): boolean {
  const { properties } = shape;
  if (!checkWords(directive, shape.words, context)) return false;
  if (properties === undefined) return true;
  return directive.lines.every((line) => {
    const words = Object.hasOwn(properties, line.name) ? properties[line.name] : undefined;
    if (words !== undefined) return checkWords(line, words, context);
    if (shape.data === true || (context.isOld && shape.removed?.includes(line.name))) return true;
    context.refuse(line, `unknown property '${line.name}'`);
    return false;
  });
}

function checkWords(line: Directive, { least, most, each }: Words, context: PluginContext): boolean {
  const { args, name } = line;
  if (args.length < least || args.length > most) {
    const last = args.length > most ? args[most] : (args.at(-1) ?? name);
    context.refuse(line, `Wrong argument count or unexpected line ending after '${last}'`);
    return false;
  }
  const wrong = args.flatMap((word, index) => each[Math.min(index, each.length - 1)]?.(word) ?? [])[0];
  if (wrong === undefined) return true;
  context.refuse(line, `${name}: ${wrong}`);
  return false;
}
