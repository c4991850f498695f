import type { ClusterChange, HealthCheck, HealthQuestion, Repetition } from '../api/index.ts';
import type {
  Backend,
  Command,
  CommandAnswer,
  Connection,
  FileLookUp,
  KubectlAnswer,
  KubectlCommand,
  LookUp,
} from '../backends/index.ts';
import type { Branch, ClusterView, Diagnostic, Observer, Resolution, Trace } from '../engine/model/index.ts';
import type { HttpReply, HttpRequest } from '../engine/network/servers/index.ts';
import type { ManifestOptions } from '../files/index.ts';
import { heardConnections, heardLookUp, tell, tracesOf } from './heard.ts';

/**
 * A backend as an expectation asks it: whatever it is asked is judged at once, so an observer hears of each connection and
 * each look-up. The backend itself where nobody observes.
 */
export function judged(backend: Backend, observer: Observer | undefined): Backend {
  return observer === undefined ? backend : new JudgedBackend(backend, observer);
}

/** The backend to ask for what no expectation judges: how else the question could be put, say. */
export function unjudged(backend: Backend): Backend {
  return backend instanceof JudgedBackend ? backend.asked : backend;
}

class JudgedBackend implements Backend {
  readonly asked: Backend;
  readonly #observer: Observer;

  constructor(asked: Backend, observer: Observer) {
    this.asked = asked;
    this.#observer = observer;
  }

  async connect(connection: Connection): Promise<Trace> {
    const trace = await this.asked.connect(connection);
    tell(this.#observer, await heardConnections(this.asked, [trace]));
    return trace;
  }

  async connectTwice(connection: Connection): Promise<readonly Repetition[]> {
    const repetitions = await this.asked.connectTwice(connection);
    tell(this.#observer, await heardConnections(this.asked, tracesOf(repetitions)));
    return repetitions;
  }

  async resolve(lookUp: LookUp): Promise<Resolution> {
    const resolution = await this.asked.resolve(lookUp);
    tell(this.#observer, await heardLookUp(this.asked, resolution));
    return resolution;
  }

  get name(): string {
    return this.asked.name;
  }

  get can(): Backend['can'] {
    return this.asked.can;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.asked.diagnostics;
  }

  textOf(file: string): string | undefined {
    return this.asked.textOf(file);
  }

  objects(): Promise<ClusterView> {
    return this.asked.objects();
  }

  readFile(file: FileLookUp): Promise<string> {
    return this.asked.readFile(file);
  }

  healthCheck(question: HealthQuestion): Promise<HealthCheck | undefined> {
    return this.asked.healthCheck(question);
  }

  reply(branch: Branch, request: Omit<HttpRequest, 'source'>): Promise<HttpReply | undefined> {
    return this.asked.reply(branch, request);
  }

  async run(command: Command): Promise<CommandAnswer> {
    const answer = await this.asked.run(command);
    tell(this.#observer, await heardConnections(this.asked, answer.traces));
    return answer;
  }

  async kubectl(command: KubectlCommand): Promise<KubectlAnswer> {
    const answer = await this.asked.kubectl(command);
    tell(this.#observer, await heardConnections(this.asked, answer.traces));
    return answer;
  }

  apply(manifests: ManifestOptions): Promise<Backend> {
    return this.asked.apply(manifests);
  }

  change(change: ClusterChange, namespace: string): Promise<Backend> {
    return this.asked.change(change, namespace);
  }

  moments(change: ClusterChange, namespace: string): AsyncIterable<Backend> {
    return this.asked.moments(change, namespace);
  }

  end(): Promise<void> {
    return this.asked.end();
  }
}
