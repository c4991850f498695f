import type { Cluster } from '../../api/index.ts';
import type { Mutation } from '../../backends/index.ts';
import type { ClusterView, FieldPath, KubernetesObject, MutatedField, Resource } from '../../engine/model/index.ts';
import {
  compareText,
  edited,
  placedKey,
  ruleAt,
  type SourceLocation,
  sameRef,
  valueAt,
  writtenRule,
} from '../../engine/model/index.ts';
import { compilePolicies, dialectOf, policyKinds } from '../../engine/network/policy/index.ts';

/** A policy that says one thing otherwise; without `object` it is gone. */
export interface Mutant extends MutatedField {
  readonly policy: Resource;
  readonly object?: KubernetesObject;
}

/**
 * The mutants of all policies of the manifests of these clusters, by file and line; each once. Policies that no plugin
 * enforces are left out: nobody can notice what they say.
 */
export function mutantsOf(clusters: Iterable<Cluster>): readonly Mutant[] {
  const found = new Map<string, readonly Mutant[]>();
  for (const { view } of clusters) {
    for (const policy of enforcedPolicies(view)) {
      const rule = ruleAt(view, policy.ref);
      const key = placedKey(rule);
      if (rule.location !== undefined && !found.has(key)) found.set(key, mutantsOfPolicy(view, policy));
    }
  }
  return [...found.values()]
    .flat()
    .sort((a, b) => compareText(placeOf(a).file, placeOf(b).file) || placeOf(a).line - placeOf(b).line);
}

function placeOf({ rule }: Mutant): SourceLocation {
  return rule.location;
}

function enforcedPolicies(view: ClusterView): readonly Resource[] {
  return policyKinds.filter((kind) => enforces(view, kind)).flatMap((kind) => view.listAny(kind));
}

function enforces({ spec }: ClusterView, kind: string): boolean {
  return spec.network.policies.enforced.includes(kind);
}

function mutantsOfPolicy(view: ClusterView, policy: Resource): readonly Mutant[] {
  const { ref, object } = policy;
  const at = (path: FieldPath) => {
    const rule = writtenRule(ruleAt(view, ref, path));
    return rule === undefined ? [] : [rule];
  };
  const dropped = at([]).map((rule): Mutant => ({ rule, what: 'drops the policy', policy }));
  const changes = dialectOf(ref.kind).changes(policy, { orders: ordersBeside(view, policy) });
  const changed = changes.flatMap(({ path, what, set }) =>
    at(path).map((rule): Mutant => {
      const before = valueAt(object, set.path);
      return {
        rule,
        what,
        ...(before === undefined ? {} : { before }),
        ...(set.value === undefined ? {} : { after: set.value }),
        policy,
        object: edited(object, set.path, set.value) as KubernetesObject,
      };
    }),
  );
  return [...dropped, ...changed];
}

/** The orders of the other policies of the tier, of whatever kind. */
function ordersBeside(view: ClusterView, { ref }: Resource): readonly number[] {
  const { policies } = compilePolicies(view).enforced;
  const own = policies.filter((each) => sameRef(each.ref, ref));
  const others = policies.filter((each) => !sameRef(each.ref, ref) && own.some(({ tier }) => tier === each.tier));
  return others.map(({ order }) => order).filter(Number.isFinite);
}

/** Puts a mutant in the place of its policy in every cluster; the same cluster is mutated once. */
export function mutationBy(mutant: Mutant): Mutation {
  const made = new Map<Cluster, Promise<Cluster>>();
  return {
    clusters: new Map(),
    apply(cluster) {
      const known = made.get(cluster) ?? withMutant(cluster, mutant);
      made.set(cluster, known);
      return known;
    },
  };
}

/** The cluster with a mutant in the place of its policy; the cluster itself where it has no such policy. */
export async function withMutant(cluster: Cluster, mutant: Mutant): Promise<Cluster> {
  const { policy, object } = mutant;
  const found = policyIn(cluster, mutant);
  if (found === undefined) return cluster;
  if (object === undefined) return cluster.change([{ delete: policy.ref }], policy.ref.namespace);
  return cluster.write({ resources: [{ ...found, object }], diagnostics: [], files: new Map() });
}

/** The mutant's policy in a cluster: of two of one name, as scenarios may give them, only the one of the same place. */
export function policyIn({ view }: Cluster, { policy }: Pick<Mutant, 'policy'>): Resource | undefined {
  const { ref } = policy;
  const found = view.listAny(ref.kind, ref.namespace).find((each) => sameRef(each.ref, ref));
  return found !== undefined && isSame(found, policy) ? found : undefined;
}

function isSame(one: Resource, other: Resource): boolean {
  if (one === other) return true;
  if (one.origin.kind !== 'manifest' || other.origin.kind !== 'manifest') return false;
  const [a, b] = [one.origin.document.location, other.origin.document.location];
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/** Reports whether a cluster has a mutant's policy, and its plugin enforces it. */
export function isEnforced(cluster: Cluster, mutant: Mutant): boolean {
  return enforces(cluster.view, mutant.policy.ref.kind) && policyIn(cluster, mutant) !== undefined;
}
