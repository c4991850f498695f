import { type Cluster, type ManifestText, refuseObjectTarget } from '../api/index.ts';
import { type Ability, type Backend, need } from '../backends/index.ts';
import type { KubernetesObject, PacketProtocol, Rcode, RecordType, Resolution, Trace } from '../engine/model/index.ts';
import { SetupError } from '../engine/model/index.ts';
import type { LoadOptions } from '../files/index.ts';
import {
  type From,
  type NamedObject,
  type Phrase,
  parseConnection,
  parseRequest,
  partyPhrase,
  queryOf,
  type TargetQuery,
  type WorkloadQuery,
} from '../grammar/index.ts';
import type { Answer, CommandAnswer, ConnectionsAnswer } from './answer.ts';
import { type AskedTarget, askedTarget, isTarget, type TargetLike } from './asked-target.ts';
import { clusterOf } from './cluster-of.ts';
import { commandLines, oneCommand } from './command-lines.ts';
import { connectEach } from './connect-each.ts';
import type { ComponentCalls } from './control-plane-calls.ts';
import { expectOutcome } from './expectations/connection.ts';
import { lookUpAddress } from './expectations/given-answers.ts';
import { expectFailsToResolve, expectUnknownName } from './expectations/resolution.ts';
import { expectUnresolvedName } from './expectations/unresolved-name.ts';
import { failTogether, failureOf } from './failure.ts';
import { type Heard, heardConnections, heardLookUp, tell } from './heard.ts';
import { judged } from './judged-backend.ts';
import { addressOf, clientsIn } from './pods-in-scope.ts';
import { Run, type RunSettings } from './run.ts';
import { foldersOf, raiseRejected, ScenarioBackend, type ScenarioChange } from './scenario-backend.ts';
import type { Scope } from './scope.ts';

/**
 * One scenario: what it was given, what happened, and what it asked last. What it asks is started at the first question;
 * simulated clusters are shared by the scenarios of a run that were given the same.
 */
export class Scenario {
  /** The answer to the last question; a Then without a When has none. */
  answer: Answer | undefined;
  /** Who connected last; nobody has yet where it is absent. */
  clients: readonly From[] | undefined;
  /** What the run's host said, and where relative paths start. */
  readonly settings: RunSettings & { readonly beside?: string };
  readonly #run: Run;
  readonly #backend: ScenarioBackend;

  /** `beside` is the folder of the feature file: relative paths are looked for there as well. */
  constructor(run: Run = new Run(), beside?: string) {
    this.#run = run;
    this.settings = { ...run.settings, ...(beside === undefined ? {} : { beside }) };
    this.#backend = new ScenarioBackend(run, foldersOf(this.settings));
  }

  /** Where names are looked for that name no namespace, and where such objects go. */
  get namespace(): string {
    return this.#backend.namespace;
  }

  givenNamespace(namespace: string): void {
    this.#backend.give({ namespace });
  }
  givenManifests(path: string): void {
    this.#backend.give({ manifests: [path] });
  }
  givenText(text: ManifestText): void {
    this.#backend.give({ texts: [text] });
  }
  givenObject(object: KubernetesObject): void {
    this.#backend.give({ objects: [object] });
  }
  givenCluster(cluster: string | ManifestText): void {
    this.#backend.give({ cluster });
  }
  givenOverride(override: NonNullable<LoadOptions['override']>): void {
    this.#backend.give({ override });
  }

  /** Asks for the backend if no question has: a scenario that is given what cannot be does not hold. */
  async conclude(): Promise<void> {
    if (this.#backend.pending) await this.backend();
  }

  /** Lets go of what the scenario asked. */
  end(): Promise<void> {
    return this.#backend.end();
  }

  /** Something that happens to the cluster, after everything that happened before. */
  happens(change: ScenarioChange): void {
    this.#backend.happens(change);
    this.answer = undefined;
  }

  /** From now on the scenario asks this one: a page has made it, say. */
  become(backend: Backend): void {
    this.#backend.become(backend);
    this.answer = undefined;
  }

  /** What the scenario asks, as it is now. Rejects with a ManifestError where the manifests are not all accepted. */
  async backend(): Promise<Backend> {
    const [backend, { observer }] = [await this.backendAsItIs(), this.#run];
    if (observer !== undefined) {
      // An observer counts the rules that decide connections: a backend that cannot name them has nothing to count.
      need(backend, 'explain');
      observer.asked?.(await backend.objects());
    }
    this.#run.hear(backend.diagnostics);
    raiseRejected(backend);
    return backend;
  }

  /** The backend with whatever was accepted, for sentences that speak of rejection. */
  backendAsItIs(): Promise<Backend> {
    return this.#backend.current();
  }

  /** The backend for an expectation that asks by itself: whatever it asks is judged. */
  async judgedBackend(): Promise<Backend> {
    return judged(await this.backend(), this.#run.observer);
  }

  /** The simulated cluster as it is now, for steps that ask it by the library. Rejects as `backend` does. */
  async cluster(): Promise<Cluster> {
    return clusterOf(await this.backend());
  }

  /** The simulated cluster with whatever was accepted. */
  async clusterAsItIs(): Promise<Cluster> {
    return clusterOf(await this.backendAsItIs());
  }

  /** Asks for a connection from each client; the answer is what Then sentences speak of. */
  async connect(clients: readonly From[], to: TargetLike, protocol: PacketProtocol = 'TCP'): Promise<void> {
    const backend = await this.backend();
    if (!isTarget(to)) refuseObjectTarget(await backend.objects(), to);
    await this.#connect(backend, clients, askedTarget(to, isTarget(to) ? to : parseConnection(to, protocol)));
  }

  /** Sends an HTTP request from each client, as curl would; `host` is the Host header, where it is not the URL's own. */
  async request(clients: readonly From[], url: string | Phrase<TargetQuery>, host?: string): Promise<void> {
    const backend = await this.backend();
    refuseObjectTarget(await backend.objects(), url);
    const target = parseRequest(url, host);
    const to = askedTarget(target.http === undefined ? url : target, target);
    await this.#connect(backend, clients, to);
  }

  /** The same several times, one after the other, from one client. */
  async requestRepeatedly(client: From, url: string | Phrase<TargetQuery>, times: number): Promise<void> {
    await this.request([client], url);
    const { answer, namespace } = this;
    if (answer?.kind !== 'connections') return;
    const backend = await this.backend();
    const repetitions = await backend.connectTwice({ from: queryOf(client), to: answer.to.target, namespace });
    const heard = await this.#heard(
      backend,
      repetitions.flatMap(({ next }) => next),
    );
    this.answer = { ...answer, heard: [...answer.heard, ...heard], repeated: { times, repetitions } };
  }

  /** Connects as a component of the cluster does: each of its machines to each of the targets. */
  async call(text: string, calls: (scope: Scope) => ComponentCalls): Promise<void> {
    const { clients, targets } = calls(await this.scope());
    const [target] = targets;
    if (target !== undefined) {
      await this.#connect(await this.backend(), clients.map(partyPhrase), { text, target }, [...targets]);
    }
  }

  async #connect(backend: Backend, clients: readonly From[], to: AskedTarget, targets = [to.target]): Promise<void> {
    const traces = await connectEach(backend, { clients, targets, namespace: this.namespace });
    this.clients = clients;
    this.answer = { kind: 'connections', traces, to, of: backend, heard: await this.#heard(backend, traces) };
  }

  /** Runs a command of a client image; where the real system chooses at random, every output that it may have counts. */
  async run(client: From, line: string): Promise<void> {
    const backend = await this.backend();
    const { outputs, traces } = await backend.run({ client: queryOf(client), line, namespace: this.namespace });
    this.answer = { kind: 'command', line, outputs, traces, heard: await this.#heard(backend, traces) };
  }

  /** Runs a kubectl command line; what it changes stays changed. `stdin` is what `-f -` reads. */
  async kubectl(line: string, stdin?: string): Promise<void> {
    this.answer = await this.#kubectl(line, stdin);
  }

  async #kubectl(line: string, stdin?: string): Promise<CommandAnswer> {
    const backend = await this.backend();
    const { namespace } = this;
    const command = { line, namespace, ...this.#backend.folders, ...(stdin !== undefined && { stdin }) };
    const { after, outputs, traces } = await backend.kubectl(command);
    if (after !== backend) this.#backend.become(after);
    return { kind: 'command', line, outputs, traces, heard: await this.#heard(backend, traces) };
  }

  /** Runs kubectl command lines one after the other; their outputs make one. */
  async kubectlScript(text: string): Promise<void> {
    const answers: CommandAnswer[] = [];
    for (const line of commandLines(text)) answers.push(await this.#kubectl(line));
    this.answer = oneCommand(text.trim(), answers);
  }

  /** All workloads of the manifests, as clients. */
  async everyClient(namespace?: string): Promise<readonly Phrase<WorkloadQuery>[]> {
    return clientsIn(await this.scope(), namespace);
  }

  /** A pod's own address. */
  async addressOf(pod: NamedObject): Promise<string> {
    return addressOf(await this.scope(), pod);
  }

  /** Where names in expectations are looked up. */
  async scope(): Promise<Scope> {
    const backend = await this.backend();
    return { view: await backend.objects(), namespace: this.namespace };
  }

  /** Asks for a look-up; without a type, of what a connection would go to: an address of either family. */
  async resolve(from: From, name: string | Phrase<TargetQuery>, type?: RecordType): Promise<void> {
    const backend = await this.backend();
    const asked = { from: queryOf(from), name: String(name), namespace: this.namespace };
    const resolution = await (type ? backend.resolve({ ...asked, type }) : lookUpAddress(backend, asked));
    const heard = this.#run.observer === undefined ? [] : await heardLookUp(backend, resolution);
    this.answer = { kind: 'look-up', resolution, heard };
  }

  /**
   * Holds every connection of the last question against an expectation, and reports all that do not meet it. Throws a
   * SetupError where nobody connected, and a BackendCannot where whoever was asked lacks an ability that the expectation needs.
   */
  expectEach(expectation: (trace: Trace) => void, ...needs: readonly Ability[]): void {
    const missing = 'nobody connected to anything: write a step like "When busybox curls mariadb:3306" first';
    const { of, traces } = this.judgedConnections(missing);
    for (const ability of needs) need(of, ability);
    failTogether(traces.flatMap((trace) => failureOf(() => expectation(trace))));
  }

  /** Holds if the last question, a look-up or a connection, failed because the name gives no address. */
  async expectUnresolved(code: Rcode | 'NODATA' | undefined): Promise<void> {
    if (this.answer?.kind !== 'connections') return expectFailsToResolve(this.resolution(), code);
    const { view } = await this.scope();
    this.expectEach((trace) => expectUnresolvedName(view, trace, code));
  }

  /** Holds if what became of the last question, a look-up or a connection, is outside the model. */
  expectUnknown(): void {
    if (this.answer?.kind === 'connections') this.expectEach((trace) => expectOutcome(trace, 'unknown'));
    else expectUnknownName(this.resolution());
  }

  /** Holds the last question, a look-up or connections, against the expectation of its kind. */
  expectEither(ofTrace: (trace: Trace) => void, ofLookUp: (resolution: Resolution) => void): void {
    if (this.answer?.kind === 'look-up') ofLookUp(this.resolution());
    else this.expectEach(ofTrace);
  }

  /** The last answer as a look-up, to be judged. Throws a SetupError where nobody resolved anything. */
  resolution(): Resolution {
    const { answer } = this;
    if (answer?.kind === 'look-up') {
      this.#tell(answer.heard);
      return answer.resolution;
    }
    throw new SetupError('nobody resolved anything: write a step like "When busybox resolves mariadb" first');
  }

  /** The last answer as connections, to be judged. Throws a SetupError, which says what is missing, where nobody connected. */
  judgedConnections(missing: string): ConnectionsAnswer {
    const { answer } = this;
    if (answer?.kind !== 'connections') throw new SetupError(missing);
    this.#tell(answer.heard);
    return answer;
  }

  /** What the last command may have printed, to be judged. Throws a SetupError where none was run. */
  judgedCommand(): CommandAnswer {
    const { answer } = this;
    if (answer?.kind !== 'command') {
      throw new SetupError('no command was run: write a step like \'When busybox runs "nslookup mariadb"\' first');
    }
    this.#tell(answer.heard);
    return answer;
  }

  /** What an observer would hear of connections; nothing is gathered where there is none. */
  async #heard(backend: Backend, traces: readonly Trace[]): Promise<readonly Heard[]> {
    return this.#run.observer === undefined ? [] : heardConnections(backend, traces);
  }

  #tell(heard: readonly Heard[]): void {
    if (this.#run.observer !== undefined) tell(this.#run.observer, heard);
  }
}
