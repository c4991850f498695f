import { SetupError, type Trace } from '../engine/model/index.ts';

/** What a backend may or may not be able to do, beyond connecting, looking names up and telling its objects. */
export type Ability =
  /** Traces have hops with reasons and rules, and say how the destination was addressed. */
  | 'explain'
  /** Traces have a branch for every way that a connection may take, with its probability. */
  | 'enumerate'
  /** Traces tell the source address that the listener sees. */
  | 'source'
  /** Nodes, and clients outside the cluster, may ask. */
  | 'from nodes'
  | 'from outside'
  /** It can be the cluster that the scenario describes: a profile, a Cluster file, other nodes, hosts outside. */
  | 'choose cluster'
  /** Manifests are applied, objects deleted, workloads scaled, restarted and rolled out, nodes cordoned and drained. */
  | 'change'
  /** Nodes go down and come back, and pods are or are not ready, at will. */
  | 'faults'
  /** The states that the cluster passes through while a change takes its course. */
  | 'moments'
  /** Files that the kubelet writes into containers. */
  | 'files'
  /** The health check node ports of kube-proxy. */
  | 'health checks'
  /** What an HTTP server answers. */
  | 'responses'
  /** Commands of client images, and kubectl. */
  | 'commands'
  | 'kubectl'
  /** The library's own `Cluster`, for steps that ask it by themselves. */
  | 'library';

const PHRASES: Readonly<Record<Ability, string>> = {
  explain: 'tell why a connection ends as it does',
  enumerate: 'follow every way that a connection may take',
  source: 'tell which source address a listener sees',
  'from nodes': 'connect from a node',
  'from outside': 'connect from outside the cluster',
  'choose cluster': 'be another cluster than the one that is there',
  change: 'change the cluster',
  faults: 'take nodes down, or keep pods from being ready',
  moments: 'stop on the way from one state to the next',
  files: 'read the files of a container',
  'health checks': 'ask the health check of a node',
  responses: 'tell what a server answers',
  commands: 'run commands',
  kubectl: 'run kubectl',
  library: 'be asked by the library: it is no simulated cluster',
};

/** All of them. */
export const ABILITIES: readonly Ability[] = Object.keys(PHRASES).filter(isAbility);

function isAbility(name: string): name is Ability {
  return Object.hasOwn(PHRASES, name);
}

/** What has abilities: a backend, or the kind that starts one. */
export interface Able {
  readonly name: string;
  readonly can: ReadonlySet<Ability>;
}

/** Thrown where a sentence needs what a backend cannot do: the step is skipped for that reason, and does not pass. */
export class BackendCannot extends SetupError {
  override readonly name = 'BackendCannot';
  readonly ability: Ability;

  /** `backend` is absent where only its answer is at hand. */
  constructor(ability: Ability, backend?: string) {
    super(`the backend ${backend === undefined ? 'that was asked' : `"${backend}"`} cannot ${PHRASES[ability]}`);
    this.ability = ability;
  }
}

/** Throws a {@link BackendCannot} for a connection that was only observed: its trace does not tell why it ended. */
export function needExplained({ evidence }: Pick<Trace, 'evidence'>): void {
  if (evidence === 'observed') throw new BackendCannot('explain');
}

/** Throws a {@link BackendCannot} unless the backend has the ability. */
export function need({ name, can }: Able, ability: Ability): void {
  if (!can.has(ability)) throw new BackendCannot(ability, name);
}
