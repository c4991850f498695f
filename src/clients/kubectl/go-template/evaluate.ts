import { GoTemplateFault } from './fault.ts';
import { callFunction, isTrue } from './functions.ts';
import { goText } from './go-text.ts';
import type { Node, Operand, Pipeline } from './parse.ts';

/** The names of variables and what they hold; an inner scope sees the outer ones. */
class Scope {
  readonly #values = new Map<string, unknown>();
  readonly #outer: Scope | undefined;
  constructor(outer?: Scope) {
    this.#outer = outer;
  }
  get(name: string): unknown {
    if (this.#values.has(name)) return this.#values.get(name);
    if (this.#outer !== undefined) return this.#outer.get(name);
    throw new GoTemplateFault(`undefined variable "${name}"`);
  }
  declare(name: string, value: unknown): void {
    this.#values.set(name, value);
  }
  assign(name: string, value: unknown): void {
    if (this.#values.has(name)) this.#values.set(name, value);
    else if (this.#outer !== undefined) this.#outer.assign(name, value);
    else throw new GoTemplateFault(`undefined variable "${name}"`);
  }
}

interface Place {
  readonly dot: unknown;
  readonly scope: Scope;
}

/** What ends the round of a `range`. */
type Ending = 'break' | 'continue' | undefined;

/** Fills a template from an object, as Go's text/template does; a field that is not there is `<no value>`. */
export function evaluateGoTemplate(nodes: readonly Node[], value: unknown): string {
  const scope = new Scope();
  scope.declare('$', value);
  const output: string[] = [];
  walk(nodes, { dot: value, scope }, output);
  return output.join('');
}

function walk(nodes: readonly Node[], place: Place, output: string[]): Ending {
  for (const node of nodes) {
    const ending = step(node, place, output);
    if (ending !== undefined) return ending;
  }
  return undefined;
}

function step(node: Node, place: Place, output: string[]): Ending {
  switch (node.kind) {
    case 'text':
      output.push(node.text);
      return undefined;
    case 'print': {
      const value = resultOf(node.pipeline, place);
      if (node.pipeline.declared.length === 0) output.push(goText(value));
      return undefined;
    }
    case 'break':
    case 'continue':
      return node.kind;
    case 'range':
      return range(node, place, output);
    default: {
      const inner = { ...place, scope: new Scope(place.scope) };
      const value = resultOf(node.pipeline, inner);
      if (!isTrue(value)) return walk(node.otherwise, inner, output);
      return walk(node.body, node.kind === 'with' ? { ...inner, dot: value } : inner, output);
    }
  }
}

function range(
  node: Extract<Node, { readonly pipeline: Pipeline; readonly body: readonly Node[] }>,
  place: Place,
  output: string[],
): Ending {
  const value = resultOf({ ...node.pipeline, declared: [] }, place);
  const entries = entriesOf(value);
  if (entries.length === 0) return walk(node.otherwise, { ...place, scope: new Scope(place.scope) }, output);
  for (const [key, each] of entries) {
    const scope = new Scope(place.scope);
    const names = node.pipeline.declared;
    const [first, second] = names;
    if (first !== undefined) scope.declare(first, second === undefined ? each : key);
    if (second !== undefined) scope.declare(second, each);
    if (walk(node.body, { dot: each, scope }, output) === 'break') break;
  }
  return undefined;
}

/** Maps go by their keys in order. */
function entriesOf(value: unknown): readonly (readonly [unknown, unknown])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((each: unknown, index) => [index, each]);
  if (typeof value === 'object') return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  throw new GoTemplateFault(`range can't iterate over ${goText(value)}`);
}

function resultOf({ declared, assigns, commands }: Pipeline, place: Place): unknown {
  let value: unknown;
  for (const [index, command] of commands.entries()) {
    if (index > 0 && command.kind !== 'call') throw new GoTemplateFault('non executable command in pipeline');
    value = evaluate(command, place, index === 0 ? [] : [value]);
  }
  for (const name of declared) {
    if (assigns) place.scope.assign(name, value);
    else place.scope.declare(name, value);
  }
  return value;
}

function evaluate(operand: Operand, place: Place, last: readonly unknown[] = []): unknown {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'pipeline':
      return resultOf(operand.pipeline, place);
    case 'call': {
      const given = [...operand.given.map((each) => () => evaluate(each, place)), ...last.map((each) => () => each)];
      return callFunction(operand.name, given);
    }
    default: {
      const { of, variable, names } = operand;
      const start =
        of !== undefined ? evaluate(of, place) : variable !== undefined ? place.scope.get(variable) : place.dot;
      return names.reduce(fieldOf, start);
    }
  }
}

function fieldOf(value: unknown, name: string): unknown {
  if (value === undefined || value === null) {
    if (value === null) throw new GoTemplateFault(`nil data; no entry for key "${name}"`);
    throw new GoTemplateFault(`<.${name}>: nil pointer evaluating interface {}.${name}`);
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new GoTemplateFault(`<.${name}>: can't evaluate field ${name} in type interface {}`);
  }
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
