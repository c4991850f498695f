import { KubectlError } from '../kubectl-error.ts';
import type { Operand, Operator, Path, Piece, Step } from './parse-template.ts';

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
  return path.reduce<readonly unknown[]>((values, step) => values.flatMap((each) => take(step, each)), [value]);
}

function take(step: Step, value: unknown): readonly unknown[] {
  switch (step.kind) {
    case 'field':
      return isMap(value) && Object.hasOwn(value, step.name) ? [Reflect.get(value, step.name)] : [];
    case 'wildcard':
      return childrenOf(value);
    case 'descend':
      return [value, ...childrenOf(value).flatMap((child) => take(step, child))];
    case 'slice':
      return sliceOf(step, value);
    case 'union':
      return step.paths.flatMap((path) => evaluatePath(path, value));
    case 'filter':
      return childrenOf(value).filter((child) => holds(step, child));
  }
}

function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isMap(value) ? Object.values(value) : [];
}

function sliceOf(slice: Extract<Step, { kind: 'slice' }>, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [];
  const { length } = value;
  const from = slice.from ?? 0;
  if (slice.single) {
    const index = from < 0 ? from + length : from;
    if (index >= 0 && index < length) return [value[index]];
    throw new KubectlError(`array index out of bounds: index ${from}, length ${length}`);
  }
  const step = slice.step ?? 1;
  if (step <= 0) throw new KubectlError(`step must be > 0`);
  return value.slice(from, slice.to).filter((_, index) => index % step === 0);
}

function holds({ left, operator, right }: Extract<Step, { kind: 'filter' }>, value: unknown): boolean {
  const [a, ...more] = valuesOf(left, value);
  if (operator === 'exists') return a !== undefined;
  const [b] = right === undefined ? [] : valuesOf(right, value);
  if (more.length > 0) throw new KubectlError("can only compare one element at a time");
  return a !== undefined && b !== undefined && compares(a, operator, b);
}

function valuesOf(operand: Operand, value: unknown): readonly unknown[] {
  return operand.kind === 'value' ? [operand.value] : evaluatePath(operand.path, value);
}

function compares(a: unknown, operator: Operator, b: unknown): boolean {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  const comparable = typeof a === typeof b && (typeof a === 'number' || typeof a === 'string');
  if (!comparable) throw new KubectlError('incompatible types for comparison');
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
