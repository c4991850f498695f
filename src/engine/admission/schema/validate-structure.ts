import type { FieldPath } from '../../model/index.ts';
import { customResourceProblem } from './custom-resource-problem.ts';
import { fieldHint } from './field-hint.ts';
import { type SchemaViolation, validators } from './generated/validators.js';
import { goDecodeMessage } from './go-decode-message.ts';
import { findKnownKind, unknownKindProblem } from './kinds.ts';
import type { GroupVersionKind, KnownKind } from './schema-node.ts';
import { schemaPlaces } from './schema-places.ts';
import { compareProblems, type StructuralProblem } from './structural-problem.ts';

/**
 * Checks an object as the API server's strict decoding does: unknown fields, values of the wrong type, and for the
 * kinds of a CustomResourceDefinition its schema. All problems, sorted by path; none for a kind that Curlew does not
 * know, unless its name is a slip.
 *
 * Takes the object as written: a `null` stands for a field that is absent in a built-in kind, and is a value of the
 * wrong type in a custom one. https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
 */
export function validateStructure(object: unknown, gvk: GroupVersionKind): readonly StructuralProblem[] {
  const kind = findKnownKind(gvk);
  if (kind === undefined) {
    const problem = unknownKindProblem(gvk);
    return problem === undefined ? [] : [problem];
  }
  const validator = validators[kind.definition];
  if (validator === undefined || validator(object)) return [];
  const violations = (validator.errors ?? []).map((violation) => located(violation, object));
  return consequential(violations)
    .map((violation) => describe(violation, kind))
    .sort(compareProblems);
}

interface LocatedViolation extends SchemaViolation {
  readonly path: FieldPath;
  readonly value: unknown;
}

/** Turns ajv's JSON pointer into a path, with list positions as numbers, and fetches the value that it points at. */
function located(violation: SchemaViolation, object: unknown): LocatedViolation {
  const path: (string | number)[] = [];
  let value = object;
  for (const token of violation.instancePath.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(key) : key);
    value = Reflect.get(Object(value), key);
  }
  return { ...violation, path, value };
}

/** Drops violations that follow from another one of the same value, so that one mistake is one problem. */
function consequential(violations: readonly LocatedViolation[]): readonly LocatedViolation[] {
  const places = (keyword: string): ReadonlySet<string> =>
    new Set(violations.filter((violation) => violation.keyword === keyword).map(({ instancePath }) => instancePath));
  const mistyped = places('type');
  const misspelt = places('additionalProperties');
  return violations.filter(({ keyword, instancePath }) => {
    if (keyword === 'enum') return !mistyped.has(instancePath);
    return !keyword.endsWith('Properties') || keyword === 'additionalProperties' || !misspelt.has(instancePath);
  });
}

function describe(violation: LocatedViolation, kind: KnownKind): StructuralProblem {
  const { path, value } = violation;
  if (violation.keyword === 'additionalProperties') {
    return unknownField(kind, path, String(violation.params['additionalProperty']));
  }
  if (kind.custom && (kind.local || path[0] !== 'metadata')) {
    const node = schemaPlaces(kind.definition, path).at(-1)?.node ?? {};
    return customResourceProblem(violation, path, { node, value });
  }
  return { path, severity: 'error', ...goDecodeMessage(kind.definition, path, value) };
}

/** The text is that of sigs.k8s.io/json and of apimachinery pkg/runtime/error.go, NewStrictDecodingError. */
function unknownField(kind: KnownKind, parent: FieldPath, field: string): StructuralProblem {
  const path = [...parent, field];
  const hint = fieldHint(kind.definition, parent, field);
  // `kubectl create --dry-run` writes `status: {}` even for kinds that have no status.
  const severity = parent.length === 0 && field === 'status' ? 'warning' : 'error';
  const cause = `unknown field "${strictPath(path)}"`;
  const message = `strict decoding error: ${cause}`;
  return { path, severity, code: 'unknown-field', message, cause, ...(hint !== undefined && { hint }), onKey: true };
}

/** Unlike in field errors, map keys of any form stand bare between dots. */
function strictPath(path: FieldPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
