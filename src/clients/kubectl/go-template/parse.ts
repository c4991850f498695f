import { GoTemplateFault } from './fault.ts';
import { isFunction } from './functions.ts';
import { type Action, splitActions } from './split-actions.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A part of an expression that stands for a value. */
export type Operand =
  | { readonly kind: 'value'; readonly value: unknown }
  /** `.a.b`, `$x.a`, `(…).a`: the fields of a value. */
  | {
      readonly kind: 'fields';
      readonly of: Operand | undefined;
      readonly variable?: string;
      readonly names: readonly string[];
    }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Operand[] }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline };

/** Commands, each given the value of the one before as its last argument. */
export interface Pipeline {
  readonly declared: readonly string[];
  /** Whether `=` stands there and not `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Operand[];
}

/** A node of a template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipeline: Pipeline }
  | { readonly kind: 'break' | 'continue' }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

/**
 * Reads a template of Go's text/template: actions, pipelines, variables, `if`, `with`, `range`. Throws a GoTemplateFault
 * for what Go refuses, and for definitions of further templates.
 */
export function parseGoTemplate(text: string): readonly Node[] {
  const queue = [...splitActions(text)];
  const { nodes, end } = parseList(queue);
  if (end !== undefined) throw new GoTemplateFault(`unexpected {{${end.text}}}`, end.line);
  return nodes;
}

interface Block {
  readonly nodes: readonly Node[];
  /** The action that the list ends with: `end`, or an `else`. */
  readonly end: Action | undefined;
}

function parseList(queue: (string | Action)[]): Block {
  const nodes: Node[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (typeof next === 'string') {
      if (next !== '') nodes.push({ kind: 'text', text: next });
      continue;
    }
    const [word = ''] = next.text.split(/[\s(]/, 1);
    if (word === 'end' || word === 'else') return { nodes, end: next };
    nodes.push(parseAction(next, word, queue));
  }
  return { nodes, end: undefined };
}

function parseAction(action: Action, word: string, queue: (string | Action)[]): Node {
  if (word === 'if' || word === 'with' || word === 'range') {
    return parseBlock(word, { ...action, text: action.text.slice(word.length) }, queue);
  }
  if (word === 'break' || word === 'continue') return { kind: word };
  if (['define', 'template', 'block'].includes(word)) {
    throw new GoTemplateFault(`{{${word}}} is not supported here`, action.line);
  }
  return { kind: 'print', pipeline: parsePipeline(action) };
}

function parseBlock(kind: 'if' | 'with' | 'range', action: Action, queue: (string | Action)[]): Node {
  const pipeline = parsePipeline(action);
  const { nodes: body, end } = parseList(queue);
  if (end === undefined) throw new GoTemplateFault('unexpected EOF', action.line);
  if (end.text === 'end') return { kind, pipeline, body, otherwise: [] };
  const chained = /^else\s+(if|with)\b/.exec(end.text);
  if (chained !== null) {
    const inner = { ...end, text: end.text.slice(chained[0].length) };
    return { kind, pipeline, body, otherwise: [parseBlock(chained[1] as 'if' | 'with', inner, queue)] };
  }
  const rest = parseList(queue);
  if (rest.end?.text !== 'end') throw new GoTemplateFault('unexpected EOF', action.line);
  return { kind, pipeline, body, otherwise: rest.nodes };
}

function parsePipeline({ text, line }: Action): Pipeline {
  const tokens = [...tokensOf(text, line)];
  const pipeline = readPipeline(tokens, line);
  const [left] = tokens;
  if (left !== undefined) throw new GoTemplateFault(`unexpected "${left.text}" in command`, line);
  return pipeline;
}

function readPipeline(tokens: Token[], line: number): Pipeline {
  const { declared, assigns } = readDeclaration(tokens);
  const commands: Operand[] = [readCommand(tokens, line)];
  while (tokens[0]?.text === '|') {
    tokens.shift();
    commands.push(readCommand(tokens, line));
  }
  return { declared, assigns, commands };
}

/** `$x :=`, `$i, $x :=`, `$x =`. */
function readDeclaration(tokens: Token[]): Pick<Pipeline, 'declared' | 'assigns'> {
  const end = tokens.findIndex(({ text, kind }) => kind === 'mark' && (text === ':=' || text === '='));
  const before = tokens.slice(0, Math.max(end, 0)).filter(({ text }) => text !== ',');
  if (end < 1 || end > 3 || !before.every(({ kind }) => kind === 'variable')) return { declared: [], assigns: false };
  const [last] = tokens.splice(0, end + 1).slice(-1);
  return { declared: before.map(({ text }) => text), assigns: last?.text === '=' };
}

/** A function with what it is given, or a single value. */
function readCommand(tokens: Token[], line: number): Operand {
  const [first] = tokens;
  if (first === undefined) throw new GoTemplateFault('missing value for command', line);
  const operand = readOperand(tokens, line);
  if (operand.kind !== 'call') return operand;
  if (!isFunction(operand.name)) throw new GoTemplateFault(`function "${operand.name}" not defined`, line);
  const given: Operand[] = [];
  while (tokens[0] !== undefined && ![')', '|'].includes(tokens[0].text)) given.push(readOperand(tokens, line));
  return { ...operand, given };
}

function readOperand(tokens: Token[], line: number): Operand {
  const token = tokens.shift();
  if (token === undefined) throw new GoTemplateFault('unexpected EOF', line);
  const { kind, text } = token;
  if (kind === 'value') return { kind: 'value', value: token.value };
  if (kind === 'variable') return { kind: 'fields', of: undefined, variable: text, names: fieldsBehind(token, tokens) };
  if (kind === 'fields') return { kind: 'fields', of: undefined, names: text.split('.').filter((name) => name !== '') };
  if (kind === 'word') return { kind: 'call', name: text, given: [] };
  if (text !== '(') throw new GoTemplateFault(`unexpected "${text}" in operand`, line);
  const pipeline = readPipeline(tokens, line);
  const close = tokens.shift();
  if (close?.text !== ')') throw new GoTemplateFault('unclosed left paren', line);
  const inner: Operand = { kind: 'pipeline', pipeline };
  const names = fieldsBehind(close, tokens);
  return names.length === 0 ? inner : { kind: 'fields', of: inner, names };
}

/** Fields that stand at once behind a variable or a parenthesis belong to it. */
function fieldsBehind(before: Token, tokens: Token[]): readonly string[] {
  const [next] = tokens;
  if (next?.kind !== 'fields' || next.start !== before.end || next.text === '.') return [];
  tokens.shift();
  return next.text.split('.').filter((name) => name !== '');
}
