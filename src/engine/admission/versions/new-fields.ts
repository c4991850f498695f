import type { FieldPath, KubernetesObject } from '../../model/index.ts';
import type { Problem } from '../problem.ts';
import { type GroupVersionKind, typeAt } from '../schema/index.ts';
import { FIELD_RELEASES, type FieldRelease } from './field-releases.ts';

/** An object as a server of an older release reads it. */
export interface OlderReading {
  /** Without the fields that the server drops, since their feature gates are off. */
  readonly object: KubernetesObject;
  readonly problems: readonly Problem[];
}

/** Looks for fields that a release does not know yet, or that it drops. */
export function readByRelease(object: KubernetesObject, gvk: GroupVersionKind, minor: number): OlderReading {
  const names = newNames(minor);
  const found = [...pathsOf(object, names, [])].flatMap((path) => newField(path, gvk, minor));
  if (found.length === 0) return { object, problems: [] };
  const dropped = found.filter(({ severity }) => severity === 'warning');
  return { object: dropped.reduce((each, { path }) => without(each, path), object), problems: found };
}

function newField(path: FieldPath, gvk: GroupVersionKind, minor: number): readonly Problem[] {
  const name = String(path.at(-1));
  const type = typeAt(gvk, path.slice(0, -1));
  const release = type === undefined ? undefined : FIELD_RELEASES[type]?.[name];
  if (release === undefined || !isNew(release, minor)) return [];
  const [introduced, on = introduced] = release;
  const written = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  const field = written.replace(/^\./, '');
  if (introduced > minor) {
    const cause = `unknown field "${field}"`;
    const message = `strict decoding error: ${cause}`;
    const hint = `Kubernetes 1.${introduced} introduced it, and the cluster is of 1.${minor}`;
    return [{ path, code: 'unknown-field', message, cause, hint, onKey: true }];
  }
  const message = `${field} is dropped: a server of 1.${minor} has its feature gate off`;
  const hint = `it counts from 1.${on} on`;
  return [{ path, code: 'dropped-field', severity: 'warning', message, hint, onKey: true }];
}

function isNew([introduced, on = introduced]: FieldRelease, minor: number): boolean {
  return minor < on;
}

const known = new Map<number, ReadonlySet<string>>();

/** The names of all fields that are new to a release: most objects have none of them. */
function newNames(minor: number): ReadonlySet<string> {
  const names =
    known.get(minor) ??
    new Set(
      Object.values(FIELD_RELEASES).flatMap((fields) =>
        Object.entries(fields).flatMap(([name, release]) => (isNew(release, minor) ? [name] : [])),
      ),
    );
  known.set(minor, names);
  return names;
}

function* pathsOf(value: unknown, names: ReadonlySet<string>, path: FieldPath): Generator<FieldPath> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* pathsOf(item, names, [...path, index]);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (names.has(key)) yield [...path, key];
    yield* pathsOf(item, names, [...path, key]);
  }
}

function without<T>(value: T, [step, ...rest]: FieldPath): T {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (rest.length === 0) Reflect.deleteProperty(copy, step);
  else Reflect.set(copy, step, without(Reflect.get(value, step), rest));
  return copy as T;
}
