import type { Cluster, ClusterChange, HealthCheck, HealthQuestion, Repetition } from '../api/index.ts';
import { type KubectlContext, runKubectl } from '../clients/kubectl/index.ts';
import { type CommandResult, runCommand } from '../clients/net-tools/index.ts';
import type { Branch, ClusterView, Diagnostic, Resolution, Trace } from '../engine/model/index.ts';
import { type HttpReply, type HttpRequest, replyOn } from '../engine/network/servers/index.ts';
import {
  digestOf,
  fileReader,
  Cluster as LoadedCluster,
  type ManifestOptions,
  readClusterFiles,
  readManifestFiles,
} from '../files/index.ts';
import { ABILITIES, type Ability } from './ability.ts';
import type {
  Backend,
  BackendKind,
  Command,
  CommandAnswer,
  Connection,
  FileLookUp,
  KubectlAnswer,
  KubectlCommand,
  LookUp,
} from './backend.ts';
import { Recent } from './recent.ts';

/** What becomes of every simulated cluster of a run to which manifests were applied (`curlew mutate`). */
export interface Mutation {
  /** Gives the same for the same. */
  apply(cluster: Cluster): Promise<Cluster>;
  /** What happened to its clusters later, by what made them: the clusters of one mutant are not those of another. */
  readonly clusters: Map<string, Promise<Cluster>>;
}

export interface SimulationOptions {
  /** Asked each time that a scenario starts. The clusters of all scenarios are kept. */
  readonly mutation?: () => Mutation;
}

/** Enough clusters for a run's scenarios to share, few enough to fit. */
const KEPT = 32;

/**
 * The simulated clusters of one run. Clusters are values, so scenarios that were given the same share one, and to those
 * to which the same happened next it happens once.
 */
export function simulated({ mutation }: SimulationOptions = {}): BackendKind {
  const clusters = new Recent<Promise<Cluster>>(mutation === undefined ? KEPT : Number.POSITIVE_INFINITY);
  return {
    name: NAME,
    async start(given) {
      // A file may be another one since: a step may have written it. While policies are mutated, files stay as they are.
      const read = mutation === undefined ? await readClusterFiles(given) : undefined;
      const key = digestOf(read ?? given);
      const load = async () => (read === undefined ? LoadedCluster.load(given) : LoadedCluster.of(read));
      const loaded = await clusters.get(key, load);
      const memory = new Memory(clusters, mutation?.());
      return new SimulatedBackend(await memory.mutated(loaded), { key, memory });
    },
  };
}

const NAME = 'simulated';
const EVERYTHING: ReadonlySet<Ability> = new Set(ABILITIES);

/** The backend for a simulated cluster that somebody has at hand; a backend as it is. */
export function backendOf(asked: Backend | Cluster): Backend {
  return 'can' in asked ? asked : new SimulatedBackend(asked);
}

/** What scenarios of a run share, as far as one of them sees it. */
class Memory {
  readonly #clusters: Recent<Promise<Cluster>>;
  readonly #mutation: Mutation | undefined;

  constructor(clusters: Recent<Promise<Cluster>>, mutation: Mutation | undefined) {
    this.#clusters = clusters;
    this.#mutation = mutation;
  }

  /** The cluster that the same change made before, of the same mutant where there is one. */
  changed(key: string, happen: () => Promise<Cluster>): Promise<Cluster> {
    if (this.#mutation === undefined) return this.#clusters.get(key, happen);
    const known = this.#mutation.clusters.get(key) ?? happen();
    this.#mutation.clusters.set(key, known);
    return known;
  }

  async mutated(cluster: Cluster): Promise<Cluster> {
    return this.#mutation === undefined ? cluster : this.#mutation.apply(cluster);
  }
}

/** Where a cluster comes from: `key` says what made it; absent where nothing else could make the same. */
interface Source {
  readonly key?: string;
  readonly memory: Memory;
}

/** The first backend: a cluster in memory. It can do everything. */
class SimulatedBackend implements Backend {
  readonly name: string = NAME;
  readonly can: ReadonlySet<Ability> = EVERYTHING;
  /** The cluster itself, for steps that ask it by the library. */
  readonly cluster: Cluster;
  readonly #source: Source | undefined;
  /** As `kubectl config` left it. */
  readonly #kubeconfig: KubectlContext['kubeconfig'];

  constructor(cluster: Cluster, source?: Source, kubeconfig?: KubectlContext['kubeconfig']) {
    this.cluster = cluster;
    this.#source = source;
    this.#kubeconfig = kubeconfig;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.cluster.diagnostics;
  }

  textOf(file: string): string | undefined {
    return this.cluster.textOf(file);
  }

  async objects(): Promise<ClusterView> {
    return this.cluster.view;
  }

  async connect(connection: Connection): Promise<Trace> {
    return this.cluster.trace(connection);
  }

  async connectTwice(connection: Connection): Promise<readonly Repetition[]> {
    return this.cluster.traceTwice(connection);
  }

  async resolve(lookUp: LookUp): Promise<Resolution> {
    return this.cluster.lookUp(lookUp);
  }

  async readFile(file: FileLookUp): Promise<string> {
    return this.cluster.readFile(file);
  }

  async healthCheck(question: HealthQuestion): Promise<HealthCheck | undefined> {
    return this.cluster.healthCheck(question);
  }

  async reply(branch: Branch, request: Omit<HttpRequest, 'source'>): Promise<HttpReply | undefined> {
    return replyOn(this.cluster.view, branch, request);
  }

  async run({ client, line, namespace }: Command): Promise<CommandAnswer> {
    const traces: Trace[] = [];
    const connected = (trace: Trace) => void traces.push(trace);
    return answerOf(runCommand(this.cluster, { client, command: line, namespace, connected }), traces);
  }

  async kubectl({ line, cwd, beside, ...rest }: KubectlCommand): Promise<KubectlAnswer> {
    const folders = { ...(cwd === undefined ? {} : { cwd }), ...(beside === undefined ? {} : { beside }) };
    const kubeconfig = this.#kubeconfig === undefined ? {} : { kubeconfig: this.#kubeconfig };
    const session = { ...rest, ...kubeconfig, files: fileReader(folders) };
    const traces: Trace[] = [];
    const connected = (trace: Trace) => void traces.push(trace);
    const { cluster, ...result } = await runKubectl(this.cluster, line, { ...session, connected });
    const changed = cluster === this.cluster ? this : await this.#changedByHand(cluster);
    return { ...answerOf(result, traces), after: changed.#with(result.kubeconfig) };
  }

  async apply(manifests: ManifestOptions): Promise<Backend> {
    const read = await readManifestFiles(manifests);
    const { cluster, source } = await this.#changed({ apply: digestOf(read) }, () => this.cluster.apply(read));
    return new SimulatedBackend((await source?.memory.mutated(cluster)) ?? cluster, source, this.#kubeconfig);
  }

  async change(change: ClusterChange, namespace: string): Promise<Backend> {
    const { cluster, source } = await this.#changed([change, namespace], () =>
      this.cluster.change([change], namespace),
    );
    return new SimulatedBackend(cluster, source, this.#kubeconfig);
  }

  async *moments(change: ClusterChange, namespace: string): AsyncGenerator<Backend> {
    for (const cluster of this.cluster.moments(change, namespace)) {
      yield new SimulatedBackend(cluster, undefined, this.#kubeconfig);
    }
  }

  async end(): Promise<void> {}

  async #changed(
    what: object,
    happen: () => Promise<Cluster>,
  ): Promise<{ readonly cluster: Cluster; readonly source: Source | undefined }> {
    const source = this.#source;
    if (source?.key === undefined) return { cluster: await happen(), source };
    const key = `${source.key}\n${JSON.stringify(what)}`;
    return { cluster: await source.memory.changed(key, happen), source: { ...source, key } };
  }

  /** What a command made of the cluster, nobody else will make again. */
  async #changedByHand(cluster: Cluster): Promise<SimulatedBackend> {
    if (this.#source === undefined) return new SimulatedBackend(cluster, undefined, this.#kubeconfig);
    const { memory } = this.#source;
    return new SimulatedBackend(await memory.mutated(cluster), { memory }, this.#kubeconfig);
  }

  #with(kubeconfig: KubectlContext['kubeconfig']): SimulatedBackend {
    return kubeconfig === undefined ? this : new SimulatedBackend(this.cluster, this.#source, kubeconfig);
  }
}

function answerOf({ alternatives, ...first }: CommandResult, traces: readonly Trace[]): CommandAnswer {
  return { outputs: [first, ...alternatives], traces };
}
