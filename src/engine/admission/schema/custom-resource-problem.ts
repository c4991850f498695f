import { type FieldPath, formatFieldPath } from '../../model/index.ts';
import type { SchemaViolation } from './generated/validators.js';
import { typeHint } from './go-decode-message.ts';
import { nearestName } from './nearest-name.ts';
import type { SchemaNode } from './schema-node.ts';
import type { StructuralProblem } from './structural-problem.ts';

/**
 * Words a breach of a CustomResourceDefinition's schema as the API server does (kube-openapi
 * pkg/validation/errors/schema.go, apiextensions-apiserver pkg/apiserver/validation/validation.go).
 */
export function customResourceProblem(
  violation: SchemaViolation,
  path: FieldPath,
  { node, value }: { readonly node: SchemaNode; readonly value: unknown },
): StructuralProblem {
  const at = formatFieldPath(path);
  const invalid = (shown: unknown, rule: string): StructuralProblem => ({
    path,
    severity: 'error',
    code: 'not-allowed-value',
    message: `${at}: Invalid value: ${JSON.stringify(shown)}: ${at} in body ${rule}`,
  });
  switch (violation.keyword) {
    case 'required':
      return missing(path, String(violation.params['missingProperty']));
    case 'type': {
      const actual = openApiType(value);
      const hint = node.enum === undefined ? typeHint(node, value) : `supported values: ${quoted(node.enum)}`;
      const problem = invalid(actual, `must be of type ${[node.type].flat().join()}: "${actual}"`);
      return { ...problem, code: 'wrong-type', ...(hint !== undefined && { hint }) };
    }
    case 'enum':
      return unsupported(path, value, node.enum ?? []);
    case 'minimum':
      return invalid(value, `should be greater than or equal to ${node.minimum}`);
    case 'maximum':
      return invalid(value, `should be less than or equal to ${node.maximum}`);
    case 'pattern':
      return invalid(value, `should match '${node.pattern}'`);
    case 'minLength':
      return invalid(value, `should be at least ${node.minLength} chars long`);
    case 'minItems':
      return invalid(size(value), `should have at least ${node.minItems} items`);
    case 'minProperties':
      return invalid(size(value), `should have at least ${node.minProperties} properties`);
    case 'maxLength':
      return tooMuch(path, `Too long: may not be more than ${node.maxLength} bytes`);
    default:
      return tooMuch(path, `Too many: ${size(value)}: must have at most ${node.maxItems ?? node.maxProperties} items`);
  }
}

function missing(parent: FieldPath, field: string): StructuralProblem {
  const path = [...parent, field];
  const problem = { path, code: 'missing-field', message: `${formatFieldPath(path)}: Required value` } as const;
  if (field !== 'namespaceSelector' && field !== 'podSelector') return { ...problem, severity: 'error' };
  return { ...problem, severity: 'warning', hint: `it is taken as "${field}: {}", which selects all` };
}

function unsupported(path: FieldPath, value: unknown, allowed: readonly string[]): StructuralProblem {
  const nearest = typeof value === 'string' ? nearestName(value, allowed) : undefined;
  return {
    path,
    severity: 'error',
    code: 'not-allowed-value',
    message: `${formatFieldPath(path)}: Unsupported value: ${JSON.stringify(value)}: supported values: ${quoted(allowed)}`,
    ...(nearest !== undefined && { hint: `did you mean "${nearest.name}"?` }),
  };
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

function tooMuch(path: FieldPath, rule: string): StructuralProblem {
  return { path, severity: 'error', code: 'not-allowed-value', message: `${formatFieldPath(path)}: ${rule}` };
}

function openApiType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

function size(value: unknown): number {
  return Array.isArray(value) ? value.length : Object.keys(Object(value)).length;
}
