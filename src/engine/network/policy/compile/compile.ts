import type { ClusterView, PolicyEnforcement } from '../../../model/index.ts';
import { namespaceLabels } from '../../../model/index.ts';
import type { CompiledPolicy } from '../contract/policy.ts';
import { dialects } from '../dialects/index.ts';
import { HostNetworkNamespace } from './host-network-namespace.ts';
import { PodClasses } from './pod-class.ts';
import { PolicySet } from './policy-set.ts';
import { PortNames } from './port-names.ts';
import { SelectorPool } from './selector-pool.ts';
import { PolicyTable } from './table.ts';

const known = new WeakMap<ClusterView, WeakMap<PolicyEnforcement, PolicyTable>>();

/**
 * Every policy of the cluster, compiled: once for each state of it and each reading, whoever asks. Which pods they select
 * is found when that is asked. `enforcement` is the cluster's own unless another is asked for.
 */
export function compilePolicies(
  view: ClusterView,
  enforcement: PolicyEnforcement = view.spec.network.policies,
): PolicyTable {
  const ofView = known.get(view) ?? new WeakMap<PolicyEnforcement, PolicyTable>();
  known.set(view, ofView);
  const table = ofView.get(enforcement) ?? compile(view, enforcement);
  ofView.set(enforcement, table);
  return table;
}

function compile(view: ClusterView, enforcement: PolicyEnforcement): PolicyTable {
  const { reading } = enforcement;
  const pool = new SelectorPool();
  const hostNetwork = new HostNetworkNamespace(view, (namespace) => namespaceLabels(view, namespace));
  const context = { view, reading, pool, hostNetwork, portNames: new PortNames(view) };
  const written = dialects
    .flatMap((dialect) =>
      dialect.kinds.flatMap((kind) => view.listAny(kind).flatMap((policy) => dialect.compile(policy, context))),
    )
    .sort(compareOrder);
  const enforced = written.filter(({ ref }) => enforcement.enforced.includes(ref.kind));
  const all = new PolicySet(written, reading);
  return new PolicyTable({
    view,
    reading,
    classes: new PodClasses(view, reading, pool.podKeys),
    enforced: enforced.length === written.length ? all : new PolicySet(enforced, reading),
    written: all,
  });
}

/** Sorting is stable, and the cluster lists the objects of a kind by name. */
function compareOrder(a: CompiledPolicy, b: CompiledPolicy): number {
  if (a.tier !== b.tier) return a.tier.order - b.tier.order;
  return a.order === b.order ? 0 : a.order - b.order;
}
