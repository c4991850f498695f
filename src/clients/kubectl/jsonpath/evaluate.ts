import { type Operand, type Operator, type Path, type Piece, type Step, TemplateFault } from './parse-template.ts';

/**
 * Prints a template filled from an object: the values of a path with spaces between them. Fields that are missing print
 * nothing, as kubectl allows them to; a list that is too short is an error (client-go util/jsonpath/jsonpath.go).
 */
export function evaluateTemplate(pieces: readonly Piece[], value: unknown): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      const found = evaluatePath(piece.path, value);
      if (piece.kind === 'path') return found.map(formatValue).join(' ');
      return found.map((each) => evaluateTemplate(piece.body, each)).join('');
    })
    .join('');
}

/** The values at the end of a path. */
export function evaluatePath(path: Path, value: unknown): readonly unknown[] {
  return follow(path, [value]);
}

/** Each path of a union goes through all the values before the next one does. */
function follow(path: Path, start: readonly unknown[]): readonly unknown[] {
  return path.reduce<readonly unknown[]>((values, step) => {
    if (step.kind === 'union') return step.paths.flatMap((each) => follow(each, values));
    return values.flatMap((value) => take(step, value));
  }, start);
}

function take(step: Exclude<Step, { kind: 'union' }>, value: unknown): readonly unknown[] {
  switch (step.kind) {
    case 'field':
      return isMap(value) && Object.hasOwn(value, step.name) ? [Reflect.get(value, step.name)] : [];
    case 'wildcard':
      return childrenOf(value);
    case 'descend':
      return [value, ...childrenOf(value).flatMap((child) => take(step, child))];
    case 'slice':
      return sliceOf(step, value);
    case 'filter':
      return childrenOf(value).filter((child) => holds(step, child));
  }
}

function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isMap(value) ? Object.values(value) : [];
}

function sliceOf(slice: Extract<Step, { kind: 'slice' }>, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw fault(`${goType(value)} is not array or slice`);
  const { length } = value;
  const from = slice.from ?? 0;
  if (slice.single) {
    const index = from < 0 ? from + length : from;
    if (index >= 0 && index < length) return [value[index]];
    throw fault(`array index out of bounds: index ${from}, length ${length}`);
  }
  const step = slice.step ?? 1;
  if (step <= 0) throw fault(`step must be > 0`);
  return value.slice(from, slice.to).filter((_, index) => index % step === 0);
}

function goType(value: unknown): string {
  if (typeof value === 'object') return 'map[string]interface {}';
  return typeof value === 'number' ? 'int64' : typeof value === 'boolean' ? 'bool' : 'string';
}

function holds({ left, operator, right }: Extract<Step, { kind: 'filter' }>, value: unknown): boolean {
  if (operator === 'exists') return exists(left, value);
  const [a, ...more] = valuesOf(left, value);
  const [b] = right === undefined ? [] : valuesOf(right, value);
  if (more.length > 0) throw fault('can only compare one element at a time');
  return a !== undefined && b !== undefined && compares(a, operator, b);
}

/** What cannot be looked up does not exist: here it is no fault. */
function exists(operand: Operand, value: unknown): boolean {
  try {
    return valuesOf(operand, value).length > 0;
  } catch (error) {
    if (error instanceof TemplateFault) return false;
    throw error;
  }
}

function valuesOf(operand: Operand, value: unknown): readonly unknown[] {
  return operand.kind === 'value' ? [operand.value] : evaluatePath(operand.path, value);
}

function compares(a: unknown, operator: Operator, b: unknown): boolean {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  const comparable = typeof a === typeof b && (typeof a === 'number' || typeof a === 'string');
  if (!comparable) throw fault('incompatible types for comparison');
  const [left, right] = [a as string, b as string];
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

/** Texts and numbers stand bare; maps and lists are printed as JSON. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault(reason: string): TemplateFault {
  return new TemplateFault(reason, 'executing');
}
