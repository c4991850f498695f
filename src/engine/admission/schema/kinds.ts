import { compareText } from '../../model/index.ts';
import { kinds } from './generated/validators.js';
import { nearestName } from './nearest-name.ts';
import type { GroupVersionKind, KnownKind } from './schema-node.ts';
import type { StructuralProblem } from './structural-problem.ts';

const byName: ReadonlyMap<string, KnownKind> = new Map(kinds.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]));

/** Groups whose kinds are known, and `extensions`, which Kubernetes 1.22 gave up. */
const groups: ReadonlySet<string> = new Set([...kinds.map((kind) => groupOf(kind.apiVersion)), 'extensions']);

/** Every kind of the API whose structure is known, sorted by apiVersion and kind. */
export function knownKinds(): readonly KnownKind[] {
  return kinds
    .filter(({ local }) => local !== true)
    .sort((a, b) => compareText(a.apiVersion, b.apiVersion) || compareText(a.kind, b.kind));
}

/** The facts about a kind; `undefined` where Curlew does not know its structure. */
export function findKnownKind({ apiVersion, kind }: GroupVersionKind): KnownKind | undefined {
  return byName.get(`${apiVersion}/${kind}`);
}

/** Reports whether Curlew knows the kind's structure. */
export function isKnownKind(gvk: GroupVersionKind): boolean {
  return findKnownKind(gvk) !== undefined;
}

/**
 * Judges a kind that is not known: a slip in a built-in kind, version or group is an error in kubectl's words
 * (apimachinery pkg/api/meta/errors.go, NoKindMatchError); a foreign group is none, for a
 * CustomResourceDefinition may add it.
 */
export function unknownKindProblem(gvk: GroupVersionKind): StructuralProblem | undefined {
  const group = groupOf(gvk.apiVersion);
  const sameKind = kinds.filter((known) => known.kind === gvk.kind);
  if (!groups.has(group)) {
    // The group of a CustomResourceDefinition has a dot in it, so that `app/v1` can only be a slip for `apps/v1`.
    const slip = sameKind.find((known) => (nearestName(group, [groupOf(known.apiVersion)])?.distance ?? 3) <= 2);
    if (group.includes('.') && slip === undefined) return undefined;
  }
  const message = `no matches for kind "${gvk.kind}" in version "${gvk.apiVersion}"`;
  const versions = sameKind.map((known) => known.apiVersion).sort(compareText);
  if (versions.length > 0) {
    const hint = `the apiVersion of ${gvk.kind} is ${versions.join(' or ')}`;
    return { path: ['apiVersion'], severity: 'error', code: 'unknown-kind', message, hint };
  }
  const siblings = kinds.filter((known) => groupOf(known.apiVersion) === group);
  const nearest = nearestKind(gvk.kind, siblings) ?? nearestKind(gvk.kind, kinds);
  return {
    path: ['kind'],
    severity: 'error',
    code: 'unknown-kind',
    message,
    ...(nearest !== undefined && { hint: nearest }),
  };
}

/**
 * Reports whether a newer release than those that Curlew knows may have the kind: its group is one of Kubernetes' own, and
 * the name is no slip.
 */
export function mayBeNewer(gvk: GroupVersionKind): boolean {
  const siblings = kinds.filter((known) => groupOf(known.apiVersion) === groupOf(gvk.apiVersion));
  const isThere = siblings.some(({ kind }) => kind === gvk.kind);
  return (
    siblings.length > 0 && (isThere || (nearestKind(gvk.kind, siblings) ?? nearestKind(gvk.kind, kinds)) === undefined)
  );
}

function nearestKind(written: string, among: readonly KnownKind[]): string | undefined {
  const name = nearestName(
    written,
    among.map((known) => known.kind),
  )?.name;
  return name && `did you mean "${name}"?`;
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
