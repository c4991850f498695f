import type { ClusterChange, LoadOptions, ManifestText } from '../library/index.ts';
import { Cluster } from '../library/index.ts';
import type { KubernetesObject, Resolution, Trace } from '../model/index.ts';
import { SetupError } from '../model/index.ts';
import { ManifestError } from './failure.ts';

/** What a scenario asked last. */
export type Answer =
  | { readonly kind: 'trace'; readonly trace: Trace }
  | { readonly kind: 'resolution'; readonly resolution: Resolution };

type Change = ClusterChange | { readonly apply: Pick<LoadOptions, 'manifests' | 'texts'> };

/**
 * One scenario: what it was given, what happened, and what it asked last. The cluster is built at the first question;
 * scenarios that were given the same share it.
 */
export class Scenario {
  /** The answer to the last question; a Then without a When has none. */
  answer: Answer | undefined;
  namespace = 'default';
  readonly #beside: string | undefined;
  readonly #given: Required<Pick<Mutable<LoadOptions>, 'manifests' | 'texts' | 'objects'>> & Mutable<LoadOptions> = {
    manifests: [],
    texts: [],
    objects: [],
  };
  #changes: Change[] = [];

  /** `beside` is the folder of the feature file: relative paths are looked for there as well. */
  constructor(beside?: string) {
    this.#beside = beside;
  }

  givenManifests(path: string): void {
    this.#given.manifests = [...this.#given.manifests, path];
  }

  givenText(text: ManifestText): void {
    this.#given.texts = [...this.#given.texts, text];
  }

  givenObject(object: KubernetesObject): void {
    this.#given.objects = [...this.#given.objects, object];
  }

  givenCluster(nameOrPath: string): void {
    this.#given.cluster = nameOrPath;
  }

  givenOverride(override: LoadOptions['override']): void {
    const externalHosts = [...(this.#given.override?.externalHosts ?? []), ...(override?.externalHosts ?? [])];
    this.#given.override = {
      ...this.#given.override,
      ...override,
      ...(externalHosts.length === 0 ? {} : { externalHosts }),
    };
  }

  /** Something that happens to the cluster, after everything that happened before. */
  happens(change: Change): void {
    this.#changes = [...this.#changes, change];
    this.answer = undefined;
  }

  /** The cluster as it is now. Rejects with a ManifestError where the manifests are not all accepted. */
  async cluster(): Promise<Cluster> {
    const cluster = await this.clusterAsItIs();
    const rejected = cluster.diagnostics.some(({ severity }) => severity === 'error');
    if (rejected) throw new ManifestError(cluster.diagnostics, (file) => cluster.textOf(file));
    return cluster;
  }

  /** The cluster with whatever was accepted, for sentences that speak of rejection. */
  clusterAsItIs(): Promise<Cluster> {
    const cluster = process.env['CURLEW_CLUSTER'] ?? this.#given.cluster;
    const options: LoadOptions = {
      ...this.#given,
      ...(cluster === undefined ? {} : { cluster }),
      ...(this.#beside === undefined ? {} : { beside: this.#beside }),
    };
    let key = JSON.stringify([process.cwd(), options]);
    let current = remember(key, () => Cluster.load(options));
    for (const change of this.#changes) {
      const before = current;
      key += `\n${JSON.stringify(change)}`;
      current = remember(key, async () => applyChange(await before, change, this.namespace, this.#beside));
    }
    return current;
  }

  /** The last answer as a connection. Throws a SetupError where nobody connected. */
  trace(): Trace {
    if (this.answer?.kind === 'trace') return this.answer.trace;
    throw new SetupError('nobody connected to anything: write a step like "When busybox curls mariadb:3306" first');
  }

  /** The last answer as a look-up. Throws a SetupError where nobody resolved anything. */
  resolution(): Resolution {
    if (this.answer?.kind === 'resolution') return this.answer.resolution;
    throw new SetupError('nobody resolved anything: write a step like "When busybox resolves mariadb" first');
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function applyChange(
  cluster: Cluster,
  change: Change,
  namespace: string,
  beside: string | undefined,
): Promise<Cluster> {
  if (!('apply' in change)) return cluster.change([change], namespace);
  return cluster.apply({ ...change.apply, ...(beside === undefined ? {} : { beside }) });
}

/** Clusters by what made them, most recently used last; enough for a run's scenarios to share, few enough to fit. */
const clusters = new Map<string, Promise<Cluster>>();
const KEPT = 32;

function remember(key: string, load: () => Promise<Cluster>): Promise<Cluster> {
  const known = clusters.get(key) ?? load();
  clusters.delete(key);
  clusters.set(key, known);
  const [oldest] = clusters.keys();
  if (clusters.size > KEPT && oldest !== undefined) clusters.delete(oldest);
  return known;
}
