import type { Cluster } from '../library/index.ts';
import type { FieldPath, KubernetesObject, Resource, RuleRef } from '../model/index.ts';
import { compareText, ruleAt, sameRef } from '../model/index.ts';
import { changesOf } from './changes-of.ts';
import { edited } from './edit.ts';

/** A policy that says one thing otherwise; without `object` it is gone. */
export interface Mutant {
  readonly rule: RuleRef & { readonly file: string; readonly line: number };
  /** `drops the rule`. */
  readonly what: string;
  readonly policy: Resource;
  readonly object?: KubernetesObject;
}

/** The kinds of policies, and what says whether a cluster's plugin enforces them. */
const POLICY_KINDS = {
  NetworkPolicy: 'networkPolicy',
  AdminNetworkPolicy: 'adminNetworkPolicy',
  BaselineAdminNetworkPolicy: 'adminNetworkPolicy',
  ClusterNetworkPolicy: 'clusterNetworkPolicy',
} as const;

/**
 * The mutants of all policies of the manifests of these clusters, by file and line; each once. Policies that no plugin
 * enforces are left out: nobody can notice what they say.
 */
export function mutantsOf(clusters: Iterable<Cluster>): readonly Mutant[] {
  const found = new Map<string, readonly Mutant[]>();
  for (const { view } of clusters) {
    const kinds = Object.entries(POLICY_KINDS).filter(([, enforces]) => view.spec.network.policies[enforces]);
    for (const policy of kinds.flatMap(([kind]) => view.listAny(kind))) {
      const place = (path: FieldPath) => ruleAt(view, policy.ref, path);
      const { file, line, object } = place([]);
      const key = `${file}:${line} ${object}`;
      if (file !== undefined && !found.has(key)) found.set(key, mutantsOfPolicy(policy, place));
    }
  }
  return [...found.values()].flat().sort((a, b) => compareText(a.rule.file, b.rule.file) || a.rule.line - b.rule.line);
}

function mutantsOfPolicy(policy: Resource, place: (path: FieldPath) => RuleRef): readonly Mutant[] {
  const mutant = (path: FieldPath, what: string, object?: KubernetesObject): readonly Mutant[] => {
    const rule = place(path);
    const { file, line } = rule;
    if (file === undefined || line === undefined) return [];
    return [{ rule: { ...rule, file, line }, what, policy, ...(object === undefined ? {} : { object }) }];
  };
  const { kind } = policy.ref;
  return [
    ...mutant([], 'drops the policy'),
    ...changesOf({ kind, ...policy.object }).flatMap(({ path, what, set }) =>
      mutant(path, what, edited(policy.object, set.path, set.value) as KubernetesObject),
    ),
  ];
}

/** The cluster with a mutant in the place of its policy; the cluster itself where it has no such policy. */
export async function withMutant(cluster: Cluster, { policy, object }: Mutant): Promise<Cluster> {
  const { ref } = policy;
  const found = cluster.view.listAny(ref.kind, ref.namespace).find((each) => sameRef(each.ref, ref));
  if (found === undefined || !isSame(found, policy)) return cluster;
  if (object === undefined) return cluster.change([{ delete: `${ref.kind}/${ref.name}` }], ref.namespace);
  return cluster.write({ resources: [{ ...found, object }], diagnostics: [], files: new Map() });
}

/** Of two policies of one name, as scenarios may give them, only the one that is written at the same place. */
function isSame(one: Resource, other: Resource): boolean {
  if (one.origin.kind !== 'manifest' || other.origin.kind !== 'manifest') return false;
  const [a, b] = [one.origin.document.location, other.origin.document.location];
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/**
 * Reports whether a mutant lets every workload reach what it reached before, the cluster's DNS too, and nothing else, in all
 * of the clusters.
 */
export async function isEquivalent(mutant: Mutant, clusters: Iterable<Cluster>): Promise<boolean> {
  for (const cluster of clusters) {
    const mutated = await withMutant(cluster, mutant);
    if (mutated === cluster) continue;
    const { opened, closed, changed } = cluster.diff(mutated);
    if (opened.length + closed.length + changed.length > 0) return false;
    if (waysToDns(cluster) !== waysToDns(mutated)) return false;
  }
  return true;
}

/** The pods of the cluster's DNS are in no matrix, since no manifest has them. */
function waysToDns(cluster: Cluster): string {
  const host = cluster.view.spec.dns.serviceIP;
  const pods = cluster.view.list('Pod').filter(({ origin }) => origin.kind !== 'builtin');
  const ways = pods.flatMap(({ ref: { name, namespace = 'default' } }) =>
    (['UDP', 'TCP'] as const).map(
      (protocol) => cluster.connect({ from: { pod: name, namespace }, to: { host, port: 53, protocol } }).reach,
    ),
  );
  return ways.join();
}
