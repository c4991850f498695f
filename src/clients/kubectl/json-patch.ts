import { canonicalJson } from '../../engine/model/index.ts';

/** A JSON patch that cannot be applied; the message is that of evanphx/json-patch, which the API server uses. */
export class JsonPatchFault extends Error {}

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

/** Applies a JSON patch (RFC 6902). Throws a JsonPatchFault where an operation has nowhere to go. The original stays. */
export function jsonPatch(original: unknown, operations: readonly unknown[]): unknown {
  let document: unknown = copyOf(original);
  for (const each of operations) document = applyOne(document, (each ?? {}) as Operation);
  return document;
}

function applyOne(document: unknown, { op, path, from, value }: Operation): unknown {
  const steps = stepsOf(path);
  switch (op) {
    case 'add':
      return put(document, steps, copyOf(value), 'add');
    case 'replace':
      return put(document, steps, copyOf(value), 'replace');
    case 'remove':
      return remove(document, steps);
    case 'move': {
      const moved = valueAt(document, stepsOf(from));
      return put(remove(document, stepsOf(from)), steps, moved, 'add');
    }
    case 'copy':
      return put(document, steps, copyOf(valueAt(document, stepsOf(from))), 'add');
    case 'test':
      if (canonicalJson(valueAt(document, steps)) === canonicalJson(value)) return document;
      throw new JsonPatchFault(`testing value ${String(path)} failed: test failed`);
    default:
      throw new JsonPatchFault(`Unexpected kind: ${String(op)}`);
  }
}

function copyOf(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

function stepsOf(path: unknown): readonly string[] {
  if (path === '') return [];
  if (typeof path !== 'string' || !path.startsWith('/')) throw new JsonPatchFault(`invalid path: ${String(path)}`);
  return path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function child(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return /^-?\d+$/.test(step) ? value.at(Number(step)) : undefined;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? Reflect.get(value, step)
    : undefined;
}

function valueAt(document: unknown, steps: readonly string[]): unknown {
  const found = steps.reduce(child, document);
  if (found === undefined) throw new JsonPatchFault(`the path /${steps.join('/')} is not there`);
  return found;
}

function parentOf(document: unknown, steps: readonly string[]): object {
  const parent = steps.slice(0, -1).reduce(child, document);
  if (typeof parent === 'object' && parent !== null) return parent;
  throw new JsonPatchFault(`add operation does not apply: doc is missing path: "/${steps.join('/')}": missing value`);
}

function put(document: unknown, steps: readonly string[], value: unknown, op: 'add' | 'replace'): unknown {
  const last = steps.at(-1);
  if (last === undefined) return value;
  const parent = parentOf(document, steps);
  if (op === 'replace' && child(parent, last) === undefined) {
    throw new JsonPatchFault(
      `replace operation does not apply: doc is missing key: /${steps.join('/')}: missing value`,
    );
  }
  if (!Array.isArray(parent)) {
    Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
    return document;
  }
  const index = last === '-' ? parent.length : Number(last);
  if (!Number.isInteger(index) || index < 0 || index > parent.length) {
    throw new JsonPatchFault(`${op} operation does not apply: doc is missing index: ${last}`);
  }
  parent.splice(index, op === 'replace' ? 1 : 0, value);
  return document;
}

function remove(document: unknown, steps: readonly string[]): unknown {
  const last = steps.at(-1) ?? '';
  const parent = parentOf(document, steps);
  if (child(parent, last) === undefined) {
    throw new JsonPatchFault(`remove operation does not apply: doc is missing key: /${steps.join('/')}: missing value`);
  }
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return document;
}
