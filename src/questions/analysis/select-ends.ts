import { compareText, firstNames, parseAddress, SetupError } from '../../engine/model/index.ts';
import type { End } from './connectivity.ts';

/** Whom a flag speaks of: a workload by name, everyone outside, or whoever has an address outside. */
export type EndQuery = WorkloadQuery | { readonly kind: 'outside' } | { readonly kind: 'address'; readonly ip: string };

interface WorkloadQuery {
  readonly kind: 'workload';
  readonly workloadKind?: string;
  readonly namespace?: string;
  readonly name: string;
  /** Another reading of the same words: of `jobs/a`, whatever is called a in the namespace jobs. */
  readonly otherwise?: { readonly namespace: string; readonly name: string };
}

/** The ends that a query means. Throws a SetupError where it is a workload that is not there. */
export function selectEnds<E extends End>(ends: readonly E[], query: EndQuery): readonly E[] {
  const found = ends.filter((end) => isMeant(end, query));
  if (query.kind !== 'workload') return found;
  const { otherwise } = query;
  const others = otherwise === undefined ? [] : ends.filter((end) => isMeant(end, { kind: 'workload', ...otherwise }));
  if (found.length > 0 && others.some((end) => !found.includes(end))) throw twoReadings(query, [...found, ...others]);
  if (found.length > 0 || others.length > 0) return found.length > 0 ? found : others;
  const names = ends.flatMap((end) => (end.kind === 'workload' ? [nameOf(end)] : [])).sort(compareText);
  throw new SetupError(
    `no workload named "${query.namespace === undefined ? '' : `${query.namespace}/`}${query.name}"`,
    {
      hint: names.length === 0 ? 'the manifests hold no workloads' : `there are: ${firstNames(names)}`,
    },
  );
}

function twoReadings({ name, otherwise }: WorkloadQuery, ends: readonly End[]): SetupError {
  const names = [...new Set(ends.flatMap((end) => (end.kind === 'workload' ? [nameOf(end)] : [])))].sort(compareText);
  return new SetupError(`"${otherwise?.namespace}/${name}" is ambiguous: it may be a kind or a namespace`, {
    hint: `say which: ${firstNames(names)}`,
  });
}

function nameOf({ workload }: End & { readonly kind: 'workload' }): string {
  const { kind, namespace, name } = workload.ref;
  return `${kind.toLowerCase()} ${namespace}/${name}`;
}

/** A workload is also meant by the name of one of its pods. */
function isMeant(end: End, query: EndQuery): boolean {
  if (query.kind === 'outside') return end.kind === 'outside';
  if (query.kind === 'address') return end.kind === 'outside' && holds(end, query.ip);
  if (end.kind === 'outside') return false;
  const { workloadKind, namespace, name } = query;
  const refs = [end.workload.ref, ...end.workload.pods.map(({ ref }) => ref)];
  return refs.some(
    (ref) =>
      ref.name === name &&
      (namespace === undefined || ref.namespace === namespace) &&
      (workloadKind === undefined || ref.kind === workloadKind),
  );
}

function holds({ addresses }: End & { readonly kind: 'outside' }, ip: string): boolean {
  const address = parseAddress(ip);
  if (address === undefined) return false;
  const { family, value } = address;
  return addresses.some((range) => range.family === family && range.first <= value && value <= range.last);
}
