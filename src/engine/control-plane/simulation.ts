import { applyDefaults, prepareForWrite } from '../admission/index.ts';
import type { Change, ClusterSpec, Diagnostic, Resource, Service } from '../model/index.ts';
import { canonicalJson, formatRef } from '../model/index.ts';
import { isPolicyKind } from '../network/policy/index.ts';
import { ClusterState } from '../store/index.ts';
import { admitIngresses } from './admit-ingresses.ts';
import { builtinObjects } from './builtins.ts';
import type { IpamState } from './ipam/index.ts';
import { assignNodeCIDRs, assignServiceAddresses, freshIpam } from './ipam/index.ts';
import { missingNamespaces } from './missing-namespaces.ts';
import { settle } from './settle.ts';

/** A cluster at rest. Immutable: every change makes the next one. */
export interface Simulation {
  readonly state: ClusterState;
  readonly ipam: IpamState;
  /** Pods as somebody wrote them, before the cluster added its own, by `formatRef` (kubectl's last-applied-configuration). */
  readonly written: ReadonlyMap<string, Resource>;
  /** What was said when objects were written: those that were rejected are not in the state. */
  readonly admission: readonly Diagnostic[];
  /** What is wrong with the cluster as it is now: pods that no node takes, addresses that ran out … */
  readonly condition: readonly Diagnostic[];
}

/** The cluster before anyone applies a manifest, at rest. Its own pods take the first addresses. */
export function startCluster(spec: ClusterSpec): Simulation {
  const known = started.get(spec);
  if (known !== undefined) return known;
  const objects = builtinObjects(spec).map((each) => ({ ...each, object: applyDefaults(each.object) }));
  const empty: Simulation = {
    state: ClusterState.of(spec),
    ipam: freshIpam,
    written: new Map(),
    admission: [],
    condition: [],
  };
  const simulation = applyObjects(empty, objects);
  started.set(spec, simulation);
  return simulation;
}

const started = new WeakMap<ClusterSpec, Simulation>();

/**
 * Writes objects all at once to a cluster at rest, as `kubectl apply` would, and lets it come to rest again. Nothing in the
 * cluster reacts to policies: only packets meet them.
 */
export function applyObjects(simulation: Simulation, resources: readonly Resource[]): Simulation {
  const written = writeObjects(simulation, resources);
  const isInert = ({ ref }: Resource): boolean => isPolicyKind(ref.kind) && simulation.state.getAny(ref) !== undefined;
  return resources.length > 0 && resources.every(isInert)
    ? { ...written, condition: simulation.condition }
    : rest(written);
}

/** Writes objects all at once; nothing has reacted to them yet. */
export function writeObjects(simulation: Simulation, resources: readonly Resource[]): Simulation {
  const prepared = resources.map((resource) => preparedFor(simulation.state, resource));
  const namespaces = missingNamespaces(simulation.state, prepared);
  const written = simulation.state.apply(
    [...namespaces.resources, ...prepared].map((resource): Change => ({ kind: 'put', resource })),
  );
  const blocks = assignNodeCIDRs(written, simulation.ipam);
  const numbered = written.apply(blocks.changes);
  const addressed = assignServiceAddresses(numbered, prepared.filter(isService));
  const admitted = numbered.apply([...addressed.changes, ...admitIngresses(numbered, prepared)]);
  return {
    state: admitted,
    ipam: blocks.state,
    written: new Map([...simulation.written, ...podsByRef(resources)]),
    admission: [...simulation.admission, ...namespaces.diagnostics, ...blocks.diagnostics, ...addressed.diagnostics],
    condition: [],
  };
}

/** An object as it is to be stored. Where it equals the stored one, it is that one, with the place where that was written. */
function preparedFor(state: ClusterState, resource: Resource): Resource {
  const before = state.getAny(resource.ref);
  const prepared = prepareForWrite(before, resource);
  const isSame = before !== undefined && canonicalJson(before.object) === canonicalJson(prepared.object);
  return isSame ? { ...prepared, object: before.object } : prepared;
}

/** Writes changes as they stand, to a cluster whose machines may have changed too, and lets it come to rest. */
export function changeCluster(simulation: Simulation, changes: readonly Change[], spec?: ClusterSpec): Simulation {
  return rest(writeChanges(simulation, changes, spec));
}

/** Writes changes as they stand; nothing has reacted to them yet. */
export function writeChanges(simulation: Simulation, changes: readonly Change[], spec?: ClusterSpec): Simulation {
  const state = spec === undefined ? simulation.state : simulation.state.withSpec(spec);
  return { ...simulation, state: state.apply(changes) };
}

/** Lets the cluster come to rest. */
export function rest(simulation: Simulation): Simulation {
  const { state, ipam, diagnostics } = settle(simulation);
  return { ...simulation, state, ipam, condition: diagnostics };
}

function podsByRef(resources: readonly Resource[]): readonly (readonly [string, Resource])[] {
  return resources.filter(({ ref }) => ref.kind === 'Pod').map((each) => [formatRef(each.ref), each]);
}

function isService(resource: Resource): resource is Resource<Service> {
  return resource.ref.kind === 'Service';
}
