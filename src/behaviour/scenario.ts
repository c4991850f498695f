import type { ClusterChange, ManifestText, Target } from '../api/index.ts';
import { type Cluster, findWorkload, parseRequest } from '../api/index.ts';
import { runKubectl } from '../clients/kubectl/index.ts';
import { type CommandOutput, joined, runCommand } from '../clients/net-tools/index.ts';
import type { KubernetesObject, PacketProtocol, Rcode, RecordType, Resolution, Trace } from '../engine/model/index.ts';
import { podIPs, SetupError } from '../engine/model/index.ts';
import { fileReader, Cluster as LoadedCluster, type LoadOptions, readManifestFiles } from '../files/index.ts';
import { currentCoverage } from '../questions/coverage/index.ts';
import type { Answer } from './answer.ts';
import { expectFailsToResolve } from './expect-resolution.ts';
import { expectOutcome, type Scope } from './expect-trace.ts';
import { ManifestError, SpecFailure } from './failure.ts';
import { asked, askedDuring, judged, judgedLookUp, lookedUp } from './judged.ts';
import { everyWorkload, nameOf } from './quantified.ts';
import { mutated, numberOf, remember, rememberChange } from './remember.ts';
import { type Run, runOf } from './run.ts';

/** What happens in a scenario; `become` is the cluster that a command made of the one before. */
export type ScenarioChange =
  | ClusterChange
  | { readonly apply: Pick<LoadOptions, 'manifests' | 'texts'> }
  | { readonly become: Cluster };

/** The run of scenarios that no host started: those of a test. */
const NO_HOST = runOf({});

/**
 * One scenario: what it was given, what happened, and what it asked last. The cluster is built at the first question;
 * scenarios that were given the same share it.
 */
export class Scenario {
  /** The answer to the last question; a Then without a When has none. */
  answer: Answer | undefined;
  namespace = 'default';
  /** Who connected last; nobody has yet where it is absent. */
  clients: readonly string[] | undefined;
  readonly #run: Run;
  readonly #folders: Pick<LoadOptions, 'cwd' | 'beside'>;
  readonly #given: Required<Pick<Mutable<LoadOptions>, 'manifests' | 'texts' | 'objects'>> & Mutable<LoadOptions> = {
    manifests: [],
    texts: [],
    objects: [],
  };
  #changes: ScenarioChange[] = [];
  /** Whether something was given, or happened, that no question has brought to light yet. */
  #pending = false;

  /** `beside` is the folder of the feature file: relative paths are looked for there as well. */
  constructor(run: Run = NO_HOST, beside?: string) {
    this.#run = run;
    this.#folders = {
      ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
      ...(beside === undefined ? {} : { beside }),
    };
  }

  givenManifests(path: string): void {
    this.#gives();
    this.#given.manifests = [...this.#given.manifests, path];
  }

  givenText(text: ManifestText): void {
    this.#gives();
    this.#given.texts = [...this.#given.texts, text];
  }

  givenObject(object: KubernetesObject): void {
    this.#gives();
    this.#given.objects = [...this.#given.objects, object];
  }

  givenCluster(cluster: string | ManifestText): void {
    this.#gives();
    this.#given.cluster = cluster;
  }

  givenOverride(override: LoadOptions['override']): void {
    this.#gives();
    const externalHosts = [...(this.#given.override?.externalHosts ?? []), ...(override?.externalHosts ?? [])];
    this.#given.override = {
      ...this.#given.override,
      ...override,
      ...(externalHosts.length === 0 ? {} : { externalHosts }),
    };
  }

  #gives(): void {
    if (this.#changes.some((change) => 'become' in change)) {
      throw new SetupError('the cluster is running, and a command has changed it: it is too late for a Given', {
        hint: 'give everything first, or write "When the manifests in PATH are applied"',
      });
    }
    this.#pending = true;
  }

  /** Builds the cluster if no question has: a scenario that is given what cannot be does not hold. */
  async conclude(): Promise<void> {
    if (this.#pending) await this.cluster();
  }

  /** Something that happens to the cluster, after everything that happened before. */
  happens(change: ScenarioChange): void {
    this.#pending = true;
    this.#changes = [...this.#changes, change];
    this.answer = undefined;
  }

  /** The cluster as it is now. Rejects with a ManifestError where the manifests are not all accepted. */
  async cluster(): Promise<Cluster> {
    const cluster = await this.clusterAsItIs();
    currentCoverage()?.load(cluster.view);
    const rejected = cluster.diagnostics.some(({ severity }) => severity === 'error');
    if (rejected) throw new ManifestError(cluster.diagnostics, (file) => cluster.textOf(file));
    return cluster;
  }

  /** The cluster with whatever was accepted, for sentences that speak of rejection. */
  clusterAsItIs(): Promise<Cluster> {
    this.#pending = false;
    const run = this.#run;
    const folders = this.#folders;
    const cluster = run.cluster ?? this.#given.cluster;
    const options: LoadOptions = { ...this.#given, ...(cluster === undefined ? {} : { cluster }), ...folders };
    const loaded = JSON.stringify([process.cwd(), options]);
    let current = mutated(remember(run, loaded, () => LoadedCluster.load(options)));
    let key = loaded;
    for (const change of this.#changes) {
      if ('become' in change) {
        key = `cluster ${numberOf(change.become)}`;
        current = mutated(Promise.resolve(change.become));
        continue;
      }
      const before = current;
      key += `\n${JSON.stringify(change)}`;
      const after = rememberChange(run, key, async () => applyChange(await before, change, this.namespace, folders));
      current = 'apply' in change ? mutated(after) : after;
    }
    return current;
  }

  /** Asks for a connection from each client; the answer is what Then sentences speak of. */
  async connect(clients: readonly string[], to: string | Target, protocol: PacketProtocol = 'TCP'): Promise<void> {
    const cluster = await this.cluster();
    const { namespace } = this;
    const traces = clients.map((from) => cluster.trace({ from, to, protocol, namespace }));
    asked(cluster, traces);
    this.clients = clients;
    this.answer = { kind: 'connections', traces, to };
  }

  /** Sends an HTTP request from each client, as curl would; `host` is the Host header, where it is not the URL's own. */
  async request(clients: readonly string[], url: string, host?: string): Promise<void> {
    const target = parseRequest(url, host);
    await this.connect(clients, target.http === undefined ? url : target);
  }

  /** Runs a command of a client image, simulated; where the real system chooses at random, every output that it may have counts. */
  async run(client: string, line: string): Promise<void> {
    const { namespace } = this;
    const cluster = await this.cluster();
    const { result, traces } = await askedDuring(() => runCommand(cluster, { client, command: line, namespace }));
    const { alternatives, ...first } = result;
    this.answer = { kind: 'command', line, outputs: [first, ...alternatives], traces };
  }

  /** Runs a kubectl command line; what it changes stays changed. `stdin` is what `-f -` reads. */
  async kubectl(line: string, stdin?: string): Promise<void> {
    const before = await this.cluster();
    const session = {
      namespace: this.namespace,
      files: fileReader(this.#folders),
      ...(stdin === undefined ? {} : { stdin }),
    };
    const { result, traces } = await askedDuring(() => runKubectl(before, line, session));
    const { cluster, alternatives, ...first } = result;
    if (cluster !== before) this.happens({ become: cluster });
    this.answer = { kind: 'command', line, outputs: [first, ...alternatives], traces };
  }

  /** Runs kubectl command lines one after the other; their outputs make one. */
  async kubectlScript(text: string): Promise<void> {
    let outputs: readonly CommandOutput[] = [];
    const traces: Trace[] = [];
    for (const line of commandLines(text)) {
      await this.kubectl(line);
      const { outputs: next, traces: found } = commandOf(this);
      traces.push(...found);
      outputs = outputs.length === 0 ? next : outputs.flatMap((before) => next.map((after) => joined([before, after])));
    }
    this.answer = { kind: 'command', line: text.trim(), outputs, traces };
  }

  /** The names of all workloads of the manifests, as clients. */
  async everyClient(namespace?: string): Promise<readonly string[]> {
    const clients = everyWorkload(await this.cluster(), namespace).map(nameOf);
    if (clients.length > 0) return clients;
    throw new SetupError(
      `the manifests have no workload${namespace === undefined ? '' : ` in namespace "${namespace}"`}`,
    );
  }

  /** A pod's own address. */
  async addressOf(pod: string): Promise<string> {
    const { view } = await this.cluster();
    const [name = '', namespace = this.namespace] = pod.split('/').reverse();
    const [found] = findWorkload(view, { kind: 'workload', name, namespace }, namespace).pods;
    const [ip] = found === undefined ? [] : podIPs(found.object);
    if (ip !== undefined) return ip;
    throw new SetupError(`pod ${pod} has no address`);
  }

  /** Where names in expectations are looked up. */
  async scope(): Promise<Scope> {
    return { view: (await this.cluster()).view, namespace: this.namespace };
  }

  /** Asks for a look-up. */
  async resolve(from: string, name: string, type: RecordType = 'A'): Promise<void> {
    const cluster = await this.cluster();
    const { namespace } = this;
    const resolution = cluster.lookUp({ from, name, type, namespace });
    lookedUp({ cluster, from, namespace }, resolution);
    this.answer = { kind: 'look-up', resolution };
  }

  /**
   * Holds every connection of the last question against an expectation, and reports all that do not meet it. Throws a
   * SetupError where nobody connected.
   */
  expectEach(expectation: (trace: Trace) => void): void {
    if (this.answer?.kind !== 'connections') {
      throw new SetupError('nobody connected to anything: write a step like "When busybox curls mariadb:3306" first');
    }
    for (const trace of this.answer.traces) judged(trace);
    const failures = this.answer.traces.flatMap((trace) => failureOf(() => expectation(trace)));
    if (failures.length > 0) throw new SpecFailure(failures.join('\n\n'));
  }

  /** Holds if the last question, a look-up or a connection, failed because the name gives no address. */
  expectUnresolved(code: Rcode | 'NODATA' | undefined): void {
    if (this.answer?.kind !== 'connections') expectFailsToResolve(this.resolution(), code);
    else if (code === undefined) this.expectEach((trace) => expectOutcome(trace, 'unresolved'));
    else throw new SetupError(`a connection does not tell ${code}: look the name up with "When busybox resolves NAME"`);
  }

  /** The last answer as a look-up, to be judged. Throws a SetupError where nobody resolved anything. */
  resolution(): Resolution {
    if (this.answer?.kind === 'look-up') {
      judgedLookUp(this.answer.resolution);
      return this.answer.resolution;
    }
    throw new SetupError('nobody resolved anything: write a step like "When busybox resolves mariadb" first');
  }
}

/** What the last command may have printed, to be judged. Throws a SetupError where none was run. */
export function outputsOf(scenario: Scenario): Extract<Answer, { kind: 'command' }> {
  const command = commandOf(scenario);
  for (const trace of command.traces) judged(trace);
  return command;
}

function commandOf({ answer }: Scenario): Extract<Answer, { kind: 'command' }> {
  if (answer?.kind === 'command') return answer;
  throw new SetupError('no command was run: write a step like \'When busybox runs "nslookup mariadb"\' first');
}

/** The lines of a script without comments and prompts, those that end in a backslash joined to the next. */
function commandLines(text: string): readonly string[] {
  const lines = text.replace(/\\\n\s*/g, ' ').split('\n');
  const commands = lines.map((line) => line.replace(/^\s*\$\s+/, '').trim()).filter((line) => !/^(#|$)/.test(line));
  if (commands.length > 0) return commands;
  throw new SetupError('no command was given');
}

function failureOf(check: () => void): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof SpecFailure) return [error.message];
    throw error;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

async function applyChange(
  cluster: Cluster,
  change: Exclude<ScenarioChange, { readonly become: Cluster }>,
  namespace: string,
  folders: Pick<LoadOptions, 'cwd' | 'beside'>,
): Promise<Cluster> {
  if (!('apply' in change)) return cluster.change([change], namespace);
  return cluster.apply(await readManifestFiles({ ...change.apply, ...folders }));
}
