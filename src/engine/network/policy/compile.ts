import type { ClusterView, Diagnostic, PolicyEnforcement, Resource } from '../../model/index.ts';
import type { AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy } from './admin-api.ts';
import { compileAdminPolicy } from './compile-admin-policy.ts';
import { compileNetworkPolicy, type Reading } from './compile-network-policy.ts';
import { HostNetworkNamespace } from './host-network-namespace.ts';
import { namespaceLabels, PodClasses } from './pod-class.ts';
import type { CompiledPolicy } from './policy.ts';
import { PolicySet } from './policy-set.ts';
import { PortNames } from './port-names.ts';
import { SelectorPool } from './selector-pool.ts';
import { PolicyTable } from './table.ts';

/**
 * Compiles every policy of the cluster, once for each snapshot; which pods they select is found when it is asked.
 * `plugin` is the cluster's own unless another reading is asked for.
 */
export function compilePolicies(
  view: ClusterView,
  plugin: PolicyEnforcement = view.spec.network.policies,
): {
  readonly table: PolicyTable;
  readonly diagnostics: readonly Diagnostic[];
} {
  const pool = new SelectorPool();
  const hostNetwork = new HostNetworkNamespace(view, (namespace) => namespaceLabels(view, namespace));
  const reading = { plugin, pool, hostNetwork, portNames: new PortNames(view) };
  const written = [...compileRanked(view, pool), ...compileUnranked(view, reading)];
  const enforced = written.filter(({ ref }) => {
    if (ref.kind === 'NetworkPolicy') return plugin.networkPolicy;
    return ref.kind === 'ClusterNetworkPolicy' ? plugin.clusterNetworkPolicy : plugin.adminNetworkPolicy;
  });
  const all = new PolicySet(written, plugin);
  const table = new PolicyTable({
    view,
    plugin,
    classes: new PodClasses(view, plugin, pool.podKeys),
    enforced: enforced.length === written.length ? all : new PolicySet(enforced, plugin),
    written: all,
  });
  return { table, diagnostics: [] };
}

function compileUnranked(view: ClusterView, reading: Reading): readonly CompiledPolicy[] {
  return view.list('NetworkPolicy').map((resource) => compileNetworkPolicy(resource, reading));
}

/**
 * The policies of the admin and baseline tiers, by priority. Kubernetes leaves open which of two with the same priority
 * comes first; here it is the AdminNetworkPolicy, then the first name. The BaselineAdminNetworkPolicy has no priority
 * and comes last.
 */
function compileRanked(view: ClusterView, pool: SelectorPool): readonly CompiledPolicy[] {
  const context = { pool, hosts: view.spec.externalHosts };
  const admin = view.listAny('AdminNetworkPolicy') as readonly Resource<AdminNetworkPolicy>[];
  const baseline = view.listAny('BaselineAdminNetworkPolicy') as readonly Resource<BaselineAdminNetworkPolicy>[];
  const cluster = view.listAny('ClusterNetworkPolicy') as readonly Resource<ClusterNetworkPolicy>[];
  const rankOf = ({ object: { spec } }: Resource<AdminNetworkPolicy | ClusterNetworkPolicy>) => {
    const tier = spec !== undefined && 'tier' in spec && spec.tier === 'Baseline' ? 'baseline' : 'admin';
    return { tier, priority: spec?.priority } as const;
  };
  return [
    ...[...admin, ...cluster].map((resource) => compileAdminPolicy(resource, rankOf(resource), context)),
    ...baseline.map((resource) => compileAdminPolicy(resource, { tier: 'baseline' }, context)),
  ].sort(comparePriorities);
}

/** Sorting is stable, and the cluster lists its objects by name. */
function comparePriorities({ priority: a = LAST }: CompiledPolicy, { priority: b = LAST }: CompiledPolicy): number {
  return a === b ? 0 : a - b;
}

const LAST = Number.POSITIVE_INFINITY;
