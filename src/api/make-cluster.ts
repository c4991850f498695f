import type { ManifestText } from '../engine/admission/index.ts';
import { applyObjects, type Simulation, startCluster } from '../engine/control-plane/index.ts';
import type { Diagnostic, RejectedObject, Resource } from '../engine/model/index.ts';
import type { ClusterFile, ClusterFileSpec } from '../engine/profiles/index.ts';
import { chooseCluster } from './choose-cluster.ts';
import { type ManifestTexts, readTexts } from './manifest-texts.ts';

/** What a cluster is made of. */
export interface ClusterOptions extends ManifestTexts {
  /** A profile's name, the text of a Cluster file, or the cluster itself. */
  readonly cluster?: string | ManifestText | ClusterFile | ClusterFileSpec;
  /** The text of the Cluster file that lies beside the manifests: it counts where `cluster` names none. */
  readonly found?: ManifestText;
  /** Replaces the nodes of the cluster that was chosen, and what becomes of removed versions; adds to the hosts outside that it knows. */
  readonly override?: Pick<
    ClusterFileSpec,
    'nodes' | 'externalHosts' | 'nameservers' | 'removedVersions' | 'kubernetesVersion'
  >;
}

/** A cluster at rest, with the manifests applied, and everything that was said on the way. */
export interface MadeCluster {
  readonly simulation: Simulation;
  /** That of what names none, where one was said. */
  readonly namespace?: string;
  /** What was rejected for values on which no policy depends, and pods of nodes that are not there. */
  readonly absent: readonly Resource[];
  /** What was written and is in no cluster, whatever depends on it. */
  readonly rejected: readonly RejectedObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The order of the verbs, from texts to a cluster at rest: choose the cluster, admit the manifests by its version's rules,
 * write them to the cluster, and let it come to rest. Throws a SetupError for a cluster that cannot be used, and for
 * manifests that hold nothing.
 */
export function makeCluster(options: ClusterOptions): MadeCluster {
  const { cluster: asked, found, override = {}, namespace } = options;
  const { spec, diagnostics } = chooseCluster({ asked, found, override });
  // Nothing is validated as an update: what the manifests say of a cluster's own objects takes their place.
  const { kubernetesVersion, removedVersions } = spec;
  const read = readTexts(options, { kubernetesVersion, removedVersions });
  const simulation = applyObjects(startCluster(spec), read.resources);
  return {
    simulation,
    ...(namespace !== undefined && { namespace }),
    diagnostics: [...diagnostics, ...read.diagnostics],
    absent: [...read.faulty, ...notTaken(simulation, read.resources)],
    rejected: [...read.rejected, ...notTaken(simulation, read.resources).map(untaken)],
    files: read.files,
  };
}

/**
 * What was written and is not there: pods that the cluster deleted, because the node that they name is not one of its
 * own, and Services that ask for an address or a node port that is taken.
 */
export function notTaken({ state }: Simulation, resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ ref }) => ['Pod', 'Service'].includes(ref.kind) && state.getAny(ref) === undefined);
}

/** What was accepted, and turned away by who gives out addresses and nodes. */
export function untaken({ ref, object, origin }: Resource): RejectedObject {
  const at = origin.kind === 'manifest' ? { at: origin.document.location } : {};
  return { kind: ref.kind, group: '', ref, written: object, message: 'the cluster does not take it', ...at };
}
