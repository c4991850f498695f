import { NotModelled } from '../../../engine/model/index.ts';

/** One step along a path. */
export type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  /** `[1]`, `[-1]`, `[0:2]`, `[::2]`. */
  | {
      readonly kind: 'slice';
      readonly from?: number;
      readonly to?: number;
      readonly step?: number;
      readonly single: boolean;
    }
  | { readonly kind: 'union'; readonly paths: readonly Path[] }
  | { readonly kind: 'filter'; readonly left: Operand; readonly operator: Operator; readonly right?: Operand };

export type Path = readonly Step[];
export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: unknown };
export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'exists';

/** A piece of a template: text, a path whose values are printed, or a loop. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'range'; readonly path: Path; readonly body: readonly Piece[] };

/**
 * Reads a template such as `{range .items[*]}{.metadata.name}{"\n"}{end}`. Throws a TemplateFault where it is malformed.
 *
 * https://kubernetes.io/docs/reference/kubectl/jsonpath/ and client-go util/jsonpath/parser.go.
 */
export function parseTemplate(template: string): readonly Piece[] {
  const open: { path: Path; body: Piece[] }[] = [];
  const root: Piece[] = [];
  const add = (piece: Piece): void => void (open.at(-1)?.body ?? root).push(piece);
  let index = 0;
  while (index < template.length) {
    const brace = template.indexOf('{', index);
    const end = brace < 0 ? template.length : brace;
    if (end > index) add({ kind: 'text', text: template.slice(index, end) });
    if (brace < 0) break;
    const close = closingBrace(template, brace);
    const action = template.slice(brace + 1, close).trim();
    index = close + 1;
    if (action.startsWith('range')) open.push({ path: parsePath(action.slice(5).trim()), body: [] });
    else if (action === 'end') {
      const loop = open.pop();
      if (loop === undefined) throw new TemplateFault('not in range, nothing to end', 'executing');
      add({ kind: 'range', ...loop });
    } else for (const piece of piecesOf(action)) add(piece);
  }
  if (open.length > 0) throw new NotModelled('a jsonpath {range} without its {end} is not modelled');
  return root;
}

function closingBrace(template: string, from: number): number {
  let quote: string | undefined;
  for (let index = from; index < template.length; index++) {
    const character = template[index] ?? '';
    if (character === '\\') index++;
    else if (quote !== undefined) quote = character === quote ? undefined : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '}') return index;
  }
  throw malformed('unclosed action');
}

function piecesOf(action: string): readonly Piece[] {
  if (/^["']/.test(action)) return [{ kind: 'text', text: unquote(action) }];
  const identifier = /^\w+/.exec(action)?.[0];
  if (identifier !== undefined) throw new TemplateFault(`unrecognized identifier ${identifier}`, 'executing');
  return [{ kind: 'path', path: parsePath(action) }];
}

/** Reads a quoted text with Go's escapes: `"\n"`, `'\t'`. */
function unquote(text: string): string {
  const body = text.slice(1, -1);
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return body.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}

const FIELD = /^(?:\\.|[^\s.[\]{}()|,"'*#\\])+/;

/** Reads a path: `.status.podIP`, `$.items[0]`, `@.type`, `['a','b']`. */
export function parsePath(text: string): Path {
  const steps: Step[] = [];
  let rest = text.replace(/^[$@]/, '');
  while (rest !== '') {
    const { step, length } = nextStep(rest);
    if (step !== undefined) steps.push(step);
    rest = rest.slice(length);
  }
  return steps;
}

function nextStep(rest: string): { readonly step?: Step; readonly length: number } {
  if (rest.startsWith('..')) return { step: { kind: 'descend' }, length: rest[2] === '[' ? 2 : 1 };
  if (rest.startsWith('.*')) return { step: { kind: 'wildcard' }, length: 2 };
  if (rest.startsWith('[')) return bracketStep(rest);
  const dot = rest.startsWith('.') ? 1 : 0;
  const name = FIELD.exec(rest.slice(dot))?.[0];
  if (name !== undefined) {
    return { step: { kind: 'field', name: name.replace(/\\(.)/g, '$1') }, length: dot + name.length };
  }
  if (dot === 1 && (rest.length === 1 || rest[1] === '[')) return { length: 1 };
  throw malformed(`unrecognized character in action: U+${hex(rest)} '${rest[0]}'`);
}

function hex(text: string): string {
  return (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

function bracketStep(rest: string): { readonly step: Step; readonly length: number } {
  const close = closingBracket(rest);
  if (close < 0) throw malformed(rest.startsWith('[?(') ? 'unterminated filter' : 'unterminated array');
  return { step: bracketed(rest.slice(1, close).trim()), length: close + 1 };
}

function closingBracket(text: string): number {
  let depth = 0;
  let quote: string | undefined;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote !== undefined) quote = character === quote ? undefined : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return index;
  }
  return -1;
}

function bracketed(inner: string): Step {
  if (inner === '*') return { kind: 'wildcard' };
  if (inner.startsWith('?(')) {
    if (!inner.endsWith(')')) throw malformed('unterminated filter');
    return filterStep(inner.slice(2, -1).trim());
  }
  if (/^'.*'$/s.test(inner)) {
    // A dot separates fields inside of quotes too, unless a backslash stands before it.
    const names = inner.match(/'[^']*'/g) ?? [];
    return { kind: 'union', paths: names.map((name) => parsePath(`.${name.slice(1, -1)}`)) };
  }
  // Of nothing client-go's `sliceOperatorRex` makes a slice whose end is behind its start (`util/jsonpath/parser.go`): the first item.
  if (inner === '') return { kind: 'slice', from: 0, to: 1, single: false };
  const single = /^-?\d+$/.exec(inner);
  if (single !== null) return { kind: 'slice', from: Number(inner), single: true };
  const slice = /^(-?\d*)(?::(-?\d*))(?::(-?\d*))?$/.exec(inner);
  if (slice !== null) {
    const [from, to, step] = [slice[1], slice[2], slice[3]].map((each) => (each ? Number(each) : undefined));
    return {
      kind: 'slice',
      single: false,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(step === undefined ? {} : { step }),
    };
  }
  const parts = inner.split(',').map((each) => each.trim());
  if (parts.length > 1) return { kind: 'union', paths: parts.map((part): Path => [bracketed(part)]) };
  throw malformed(`invalid array index ${inner}`);
}

function filterStep(condition: string): Step {
  const match = /^(.+?)\s*(==|!=|<=|>=|<|>)\s*(.+)$/s.exec(condition);
  const [, left, operator, right] = match ?? [];
  if (left === undefined || right === undefined)
    return { kind: 'filter', left: operand(condition), operator: 'exists' };
  return { kind: 'filter', left: operand(left), operator: operator as Operator, right: operand(right) };
}

function operand(text: string): Operand {
  const word = text.trim();
  if (/^["']/.test(word)) return { kind: 'value', value: unquote(word) };
  if (/^-?\d+(\.\d+)?$/.test(word)) return { kind: 'value', value: Number(word) };
  if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
  return { kind: 'path', path: parsePath(word) };
}

/** What is wrong with a template, and when kubectl notices it. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
  readonly when: 'parsing' | 'executing';
  constructor(message: string, when: 'parsing' | 'executing') {
    super(message);
    this.when = when;
  }
}

function malformed(reason: string): TemplateFault {
  return new TemplateFault(reason, 'parsing');
}
