import type { PageLine } from '../difference.ts';

/** A field of what `kubectl describe` prints. */
export interface Field {
  readonly key: string;
  readonly value: string;
  readonly line: number;
  readonly text: string;
  readonly fields: readonly Field[];
  /** Lines below it that are no fields: further labels, rows of a table. */
  readonly more: readonly PageLine[];
}

interface Growing {
  readonly key: string;
  readonly value: string;
  readonly line: number;
  readonly text: string;
  readonly fields: Growing[];
  readonly more: PageLine[];
  readonly indent: number;
}

/** Fields whose further lines are values, though they look like fields: `nginx.ingress.kubernetes.io/rewrite-target: /`. */
const OF_LINES =
  /^(?:Labels|Annotations|Selector|Tolerations|Args|Command|Environment|Mounts|Node-Selectors|Events|Data|Pod Selector|Taints|Rules)$/i;

/** The objects that are described, one after the other; each is its fields. */
export function readDescriptions(lines: readonly PageLine[]): readonly (readonly Field[])[] {
  const root: Growing = { key: '', value: '', line: 0, text: '', fields: [], more: [], indent: -1 };
  const objects: Growing[][] = [[]];
  let stack: Growing[] = [root];
  for (const { line, text } of lines) {
    if (text.trim() === '') continue;
    const indent = text.length - text.trimStart().length;
    const top = stack.at(-1) ?? root;
    const holder = stack.findLast((each) => OF_LINES.test(each.key) && indent > each.indent);
    const found = holder === undefined ? fieldOf(text.trim()) : undefined;
    if (found === undefined) {
      const target = holder ?? stack.findLast((each) => each.indent < indent) ?? top;
      target.more.push({ line, text: text.trim() });
      continue;
    }
    while (stack.length > 1 && (stack.at(-1)?.indent ?? -1) >= indent) stack.pop();
    const field: Growing = { ...found, line, text: text.trim(), fields: [], more: [], indent };
    if (stack.length === 1) {
      if (field.key === 'Name' && (objects.at(-1)?.length ?? 0) > 0) objects.push([]);
      objects.at(-1)?.push(field);
    } else stack.at(-1)?.fields.push(field);
    stack = stack.length < 20 ? [...stack, field] : stack;
  }
  return objects.filter((each) => each.length > 0);
}

function fieldOf(text: string): { readonly key: string; readonly value: string } | undefined {
  const found = /^([A-Za-z][\w /().-]*?)\s*:(?:\s+(.*))?$/.exec(text);
  return found === null ? undefined : { key: found[1] ?? '', value: (found[2] ?? '').trim() };
}
