import type { Cluster, ClusterChange, HealthCheck, HealthQuestion, Repetition } from '../api/index.ts';
import type { CommandOutput } from '../clients/net-tools/index.ts';
import type { Branch, ClusterView, Diagnostic, RecordType, Resolution, Trace } from '../engine/model/index.ts';
import type { HttpReply, HttpRequest } from '../engine/network/servers/index.ts';
import type { LoadOptions, ManifestOptions } from '../files/index.ts';
import type { PartyQuery, Target } from '../grammar/index.ts';
import type { Able } from './ability.ts';

/** A connection that somebody asks for. */
export interface Connection {
  readonly from: PartyQuery;
  readonly to: Target;
  /** Where the client is looked for unless it names a namespace itself. */
  readonly namespace: string;
}

/** A name that somebody looks up, as the client's resolver does. */
export interface LookUp {
  readonly from: PartyQuery;
  readonly name: string;
  readonly type: RecordType;
  readonly namespace: string;
}

/** A file of a client's container. */
export interface FileLookUp {
  readonly from: PartyQuery;
  readonly path: string;
  readonly namespace: string;
}

/** A command, and who runs it: a pod or workload (its first pod), a container of a pod, a node, an external client. */
export interface Command {
  readonly client: PartyQuery;
  /** A line for a shell. */
  readonly line: string;
  readonly namespace: string;
}

/** What a command may print, each way that chance may have it, and the connections that it opened. */
export interface CommandAnswer {
  readonly outputs: readonly CommandOutput[];
  readonly traces: readonly Trace[];
}

/** A kubectl command line. Relative paths start at `cwd`, else at `beside`; `-f -` reads `stdin`. */
export interface KubectlCommand extends Pick<ManifestOptions, 'cwd' | 'beside' | 'stdin'> {
  readonly line: string;
  readonly namespace: string;
}

/** `after` is the backend once the command was run; the same one where it changed nothing. */
export interface KubectlAnswer extends CommandAnswer {
  readonly after: Backend;
}

/**
 * A cluster that sentences ask: the simulated one, or a real one. It was given manifests, and is at rest.
 *
 * Whatever changes it answers with the backend to ask from then on. A simulated cluster answers with another one, and
 * keeps what it was; a real one, which cannot be kept, with itself. So nobody asks a backend that was changed.
 *
 * A method whose ability is not in `can` rejects with a {@link BackendCannot}; so does `connect` for a client whom the
 * backend cannot ask from. Beyond that questions reject with a SetupError for names that are not there, and for nothing
 * that a cluster would answer.
 */
export interface Backend extends Able {
  /** What of the manifests was rejected, or looks wrong; errors first. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of a manifest file that diagnostics or rules point into. */
  textOf(file: string): string | undefined;
  /** Every object, status included, as it is now. The same view each time, as long as nothing changed. */
  objects(): Promise<ClusterView>;
  /** What becomes of a connection. A workload asks from each of its pods. */
  connect(connection: Connection): Promise<Trace>;
  /** Ability `enumerate`: two connections, one after the other, from each of the pods that the question speaks of. */
  connectTwice(connection: Connection): Promise<readonly Repetition[]>;
  resolve(lookUp: LookUp): Promise<Resolution>;
  /** Ability `files`. Rejects with a SetupError for a client that is no pod, and a file that the kubelet does not write. */
  readFile(file: FileLookUp): Promise<string>;
  /** Ability `health checks`: `undefined` where nothing listens. */
  healthCheck(question: HealthQuestion): Promise<HealthCheck | undefined>;
  /** Ability `responses`: what comes back on one way of a connection; `undefined` where nobody answers. */
  reply(branch: Branch, request: Omit<HttpRequest, 'source'>): Promise<HttpReply | undefined>;
  /** Ability `commands`. */
  run(command: Command): Promise<CommandAnswer>;
  /** Ability `kubectl`. */
  kubectl(command: KubectlCommand): Promise<KubectlAnswer>;
  /** Ability `change`: the backend after more manifests were applied, at rest. */
  apply(manifests: ManifestOptions): Promise<Backend>;
  /** Ability `change`, or `faults`: the backend after something happened to it, at rest. */
  change(change: ClusterChange, namespace: string): Promise<Backend>;
  /** Ability `moments`: the backends that this one passes through meanwhile, in order; the last one is at rest. */
  moments(change: ClusterChange, namespace: string): AsyncIterable<Backend>;
  /** Ability `library`; absent without it. */
  readonly cluster?: Cluster;
  /** The scenario is over: what was made for it may go. */
  end(): Promise<void>;
}

/** A kind of backend: what starts one for each scenario of a run. */
export interface BackendKind {
  readonly name: string;
  /** Applies what a scenario is given. Rejects as `Cluster.load` does, and with a {@link BackendCannot}. */
  start(given: LoadOptions): Promise<Backend>;
}
