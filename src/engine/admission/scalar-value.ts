import type { Scalar } from 'yaml';
import { resolveScalar, type ScalarValue } from './resolve-scalar.ts';

const STANDARD = 'tag:yaml.org,2002:';

/** The JSON value of a scalar node by its quotes and tag (goyaml.v2/decode.go, scalar, and resolve.go, resolve). */
export function scalarValue(node: Scalar): { readonly value: ScalarValue; readonly problem?: string } {
  const text = String(node.value);
  const tag = node.tag === '!' ? undefined : node.tag;
  if (tag === undefined) return finite(node.type === 'PLAIN' || node.tag === '!' ? resolveScalar(text) : text);
  const wanted = tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : '';
  if (wanted === 'binary') return { value: text, problem: '!!binary is not read: put the text itself in quotes' };
  if (!['bool', 'int', 'float', 'null'].includes(wanted)) return { value: text };
  const value = resolveScalar(text);
  const actual = typeOf(value, text);
  if (actual === wanted || (actual === 'int' && wanted === 'float')) return finite(value);
  return { value, problem: `cannot decode !!${actual} \`${text}\` as a !!${wanted}` };
}

function finite(value: ScalarValue): { readonly value: ScalarValue; readonly problem?: string } {
  if (typeof value !== 'number' || Number.isFinite(value)) return { value };
  const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  return { value: null, problem: `error converting YAML to JSON: json: unsupported value: ${name}` };
}

function typeOf(value: ScalarValue, text: string): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  return Number.isInteger(value) && !/^[^x]*[.eE]/.test(text) ? 'int' : 'float';
}
