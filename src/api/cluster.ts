import { applyObjects, type Simulation } from '../engine/control-plane/index.ts';
import type {
  Change,
  ClusterView,
  Diagnostic,
  DnsRecord,
  KindMap,
  KubernetesObject,
  LintReport,
  Matrix,
  MatrixDiff,
  Observer,
  RejectedObject,
  Resolution,
  Resource,
  Trace,
} from '../engine/model/index.ts';
import { SetupError } from '../engine/model/index.ts';
import type { Client, Snapshot } from '../engine/network/datapath/index.ts';
import { compile, type Repetition, resolveName, trace, traceTwice } from '../engine/network/datapath/index.ts';
import type { HealthCheck } from '../engine/network/kube-proxy/index.ts';
import { type From, parseConnection, queryOf } from '../grammar/index.ts';
import { type Connectivity, connectivityOf, diffMatrices, matrixNotes, matrixOf } from '../questions/analysis/index.ts';
import { type LintOptions, lint } from '../questions/lint/index.ts';
import type { DiffJson, MatrixJson, ResolutionJson, TraceJson } from '../report/index.ts';
import { diffJson, matrixJson, resolutionJson, traceJson } from '../report/index.ts';
import { askDns, type DnsQuestion, type DnsReply, dnsRecords } from './ask-dns.ts';
import { bySeverity } from './by-severity.ts';
import { applyChanges, type ClusterChange, momentsOf } from './changes.ts';
import type { ClusterParts, Reading, Written } from './cluster-parts.ts';
import { doubtResolution, doubtTraces } from './doubt-rejected.ts';
import { findClients } from './find-clients.ts';
import { type HealthQuestion, healthOf } from './health-check.ts';
import { type ClusterOptions, makeCluster, notTaken, untaken } from './make-cluster.ts';
import { managedFile } from './managed-file.ts';
import { type ManifestTexts, readTexts, rejectionOf, serverOf } from './manifest-texts.ts';
import { type MatrixOptions, matrixQuery, type PodAddressOptions } from './matrix.ts';
import { mergeTraces } from './merge-traces.ts';
import { refuseObjectTarget } from './object-target.ts';
import { proxyRules, type RulesQuestion } from './proxy-rules.ts';
import type { ConnectQuestion, FileQuestion, ResolveQuestion } from './questions.ts';

/**
 * A simulated cluster at rest, with the manifests applied. Immutable: `change` answers with a new one.
 *
 * Questions never throw for what a cluster would answer; they throw a SetupError for a client that does not exist.
 */
export class Cluster {
  readonly #simulation: Simulation;
  readonly #read: Reading;
  #snapshot: Snapshot | undefined;
  #diagnostics: readonly Diagnostic[] | undefined;
  #asWritten: ClusterView | undefined;

  /** @internal */
  protected constructor({ simulation, ...read }: ClusterParts) {
    this.#simulation = simulation;
    this.#read = read;
  }

  /**
   * A cluster of these manifests: a fresh one, to which they are applied, at rest. What the API server would reject is
   * left out and stands in `diagnostics`. Throws a SetupError for a profile that is not there, and for a Cluster file
   * that cannot be used.
   */
  static of(options: ClusterOptions): Cluster {
    return new Cluster(makeCluster(options));
  }

  /** Everything that was rejected or looks wrong, with its place; errors first. */
  get diagnostics(): readonly Diagnostic[] {
    const { admission, condition } = this.#simulation;
    const { diagnostics } = this.#compiled();
    this.#diagnostics ??= bySeverity([...this.#read.diagnostics, ...admission, ...condition, ...diagnostics]);
    return this.#diagnostics;
  }

  /** Where names are looked for that name no namespace, and where such objects go: `default` unless said otherwise. */
  get namespace(): string {
    return this.#read.namespace ?? 'default';
  }

  /** The objects as the components see them; read-only. */
  get view(): ClusterView {
    return this.#simulation.state;
  }

  /** Follows a connection through the cluster: the JSON of `curlew trace`. A workload asks from each of its pods. */
  connect(question: ConnectQuestion): TraceJson {
    return traceJson(this.trace(question));
  }

  /** As `connect`, with references to objects and fields in the place of their printed names. */
  trace(question: ConnectQuestion): Trace {
    const { clients, target } = this.#asked(question);
    const traces = clients.map((client) => trace(this.#compiled(), { client, ...target }));
    return mergeTraces(doubtTraces(traces, this));
  }

  /** Follows two connections, one after the other, from each of the pods that the question speaks of. */
  traceTwice(question: ConnectQuestion): readonly Repetition[] {
    const { clients, target } = this.#asked(question);
    return clients.map((client) => {
      const { first, next } = traceTwice(this.#compiled(), { client, ...target });
      return { first: mergeTraces(doubtTraces([first], this)), next: doubtTraces(next, this) };
    });
  }

  /**
   * What a node's kube-proxy answers at the health check node port of a Service with `externalTrafficPolicy: Local`;
   * `undefined` where nothing listens. Throws a SetupError for a node or a Service that is not there.
   */
  healthCheck(question: HealthQuestion): HealthCheck | undefined {
    return healthOf(this.#compiled(), { namespace: this.namespace, ...question });
  }

  /** Looks a name up as the client's resolver would: the JSON of `curlew resolve`. */
  resolve(question: ResolveQuestion): ResolutionJson {
    return resolutionJson(this.lookUp(question));
  }

  /** As `resolve`, with references to objects and fields in the place of their printed names. */
  lookUp(question: ResolveQuestion): Resolution {
    const [client] = this.#clients(question.from, question.namespace);
    if (client === undefined) throw new SetupError('nobody asks');
    return doubtResolution(resolveName(this.#compiled(), client, question.name, question.type ?? 'A'), this.rejected);
  }

  /** Puts a question to the cluster's DNS server itself; `from` a pod it goes over the cluster's network. */
  askDns(question: DnsQuestion & { readonly from?: From; readonly namespace?: string }): DnsReply {
    const [client] = question.from === undefined ? [] : this.#clients(question.from, question.namespace);
    return askDns(this.#compiled(), client, { name: question.name, type: question.type });
  }

  /** Every record that the cluster's DNS server can list; names of pods without a Service have no end, and are left out. */
  dnsRecords(): readonly DnsRecord[] {
    return dnsRecords(this.#compiled());
  }

  /** A file that the kubelet writes into containers: `/etc/resolv.conf`, `/etc/hosts`, `/etc/hostname`. */
  readFile(question: FileQuestion): string {
    const [client] = this.#clients(question.from, question.namespace);
    if (client?.kind === 'pod') return managedFile(this.view, client.pod, question.path);
    throw new SetupError(`only pods have files that are known: "${question.path}" was asked of another client`);
  }

  /** The rules that the kube-proxy of a node would program, as text; empty where none runs. */
  rules(question: RulesQuestion): string {
    return proxyRules(this.#compiled().services, question);
  }

  /** Checks the manifests for what the API server accepts and nobody means: the findings of `curlew lint`. */
  lint(options: LintOptions = {}): LintReport {
    return lint(this.view, this.diagnostics, options);
  }

  /**
   * Who may reach whom, on which ports, as policies are written: the JSON of `curlew matrix`. It counts the objects of
   * `absent` too. Throws a SetupError for a workload that is not there.
   */
  matrix(options: MatrixOptions = {}): MatrixJson {
    return matrixJson(this.permitted(options));
  }

  /** As `matrix`, with ports and addresses as numbers. */
  permitted(options: MatrixOptions = {}): Matrix {
    return matrixOf(this.#permitted(options), matrixQuery(options, this.#read.namespace));
  }

  /** Where a cluster may do otherwise than the matrix says. */
  matrixNotes(options: PodAddressOptions = {}): readonly Diagnostic[] {
    return matrixNotes(this.#permitted(options));
  }

  /** What the change from this cluster to another one opens and closes: the JSON of `curlew diff`. */
  diff(after: Cluster, options: PodAddressOptions = {}): DiffJson {
    return diffJson(this.changesTo(after, options));
  }

  /** As `diff`, with ports and addresses as numbers. */
  changesTo(after: Cluster, options: PodAddressOptions = {}): MatrixDiff {
    return diffMatrices(this.#permitted(options), after.#permitted(options));
  }

  /**
   * Objects that were written and are not in `view`: those that the API server rejects for values on which no policy
   * depends, and pods of nodes that are not there.
   */
  get absent(): readonly Resource[] {
    return (this.#read.absent ?? []).filter(({ ref }) => this.view.getAny(ref) === undefined);
  }

  /** What was written and is in no cluster: an answer that it may change is `unknown`. */
  get rejected(): readonly RejectedObject[] {
    // A namespace that a manifest names is there without its own manifest.
    return (this.#read.rejected ?? []).filter(
      ({ ref }) => ref === undefined || this.view.getAny(ref)?.origin.kind !== 'manifest',
    );
  }

  /** The objects of a kind, status included, sorted by namespace and name. */
  get<K extends keyof KindMap>(kind: K, namespace?: string): readonly KindMap[K][];
  get(kind: string, namespace?: string): readonly KubernetesObject[];
  get(kind: string, namespace?: string): readonly KubernetesObject[] {
    return this.view.listAny(kind, namespace).map(({ object }) => object);
  }

  /** The cluster after some changes, applied in order, each to the cluster at rest. This one stays as it is. */
  async change(changes: readonly ClusterChange[], namespace: string = this.namespace): Promise<this> {
    return this.#next({ ...this.#read, simulation: applyChanges(this.#simulation, changes, namespace) });
  }

  /**
   * The clusters that this one passes through while a change takes its course, in order; the last one is at rest. Pods
   * become ready one by one, and everyone reacts to each; some stop before anybody has heard that they are deleted.
   */
  *moments(change: ClusterChange, namespace: string = this.namespace): Generator<this, void> {
    for (const simulation of momentsOf(this.#simulation, change, namespace)) {
      yield this.#next({ ...this.#read, simulation });
    }
  }

  /**
   * The cluster after more manifests were applied to it, as `kubectl apply` would: what is there already is updated, and
   * an update that the API server forbids is rejected and stands in `diagnostics`. This one stays as it is.
   */
  async apply(manifests: ManifestTexts): Promise<this> {
    return this.write(readTexts({ namespace: this.namespace, ...manifests }, serverOf(this.view)));
  }

  /**
   * The cluster after objects that were read before were written to it: created, or replaced. This one stays as it is.
   *
   * @internal
   */
  write({ resources, faulty = [], rejected = [], diagnostics, files }: Written): this {
    const simulation = applyObjects(this.#simulation, resources);
    return this.#next({
      ...this.#read,
      simulation,
      absent: [...(this.#read.absent ?? []), ...faulty, ...notTaken(simulation, resources)],
      rejected: [...this.rejected, ...rejected, ...notTaken(simulation, resources).map(untaken)],
      diagnostics: [...this.#read.diagnostics, ...diagnostics],
      files: new Map([...this.#read.files, ...files]),
    });
  }

  /** What the API server of this cluster says where it rejects an object; `undefined` where it takes it. */
  rejection(object: object): string | undefined {
    return rejectionOf(this.view, object);
  }

  /** The text of a manifest file that diagnostics or rules point into. */
  textOf(file: string): string | undefined {
    return this.#read.files.get(file);
  }

  /**
   * A client to hold expectations against: `expect(cluster.from('busybox')).toReach('mariadb:3306')`. An observer hears of
   * each connection that is judged: coverage, for one.
   */
  from(client: From, observer?: Observer): ClusterClient {
    return { cluster: this, from: client, ...(observer === undefined ? {} : { observer }) };
  }

  /** Another cluster of the same class: one that was loaded from files can read more of them. */
  #next(parts: ClusterParts): this {
    const Same = this.constructor as typeof Cluster;
    return new Same(parts) as this;
  }

  #compiled(): Snapshot {
    this.#snapshot ??= compile(this.view);
    return this.#snapshot;
  }

  #asked({ from, to, protocol = 'TCP', namespace }: ConnectQuestion) {
    if (typeof to === 'string') refuseObjectTarget(this.view, to);
    const target = typeof to === 'string' ? parseConnection(to, protocol) : to;
    return { clients: this.#clients(from, namespace), target };
  }

  #permitted({ podAddresses }: PodAddressOptions): Connectivity {
    const written = this.absent.map((resource): Change => ({ kind: 'put', resource }));
    this.#asWritten ??= written.length === 0 ? this.view : this.#simulation.state.apply(written);
    return connectivityOf(this.#asWritten, podAddresses, this.rejected);
  }

  #clients(from: From, namespace = this.namespace): readonly Client[] {
    return findClients(this.view, queryOf(from), namespace);
  }
}

/** A client of a cluster, for matchers. */
export interface ClusterClient {
  readonly cluster: Cluster;
  readonly from: From;
  readonly observer?: Observer;
}
