import type { Container, Family, Pod, Resource } from '../../../model/index.ts';
import { namedPort, PROTOCOLS } from '../../../model/index.ts';
import type { PodClasses } from '../compile/pod-class.ts';
import type { BlockIndex, HeldBy } from './block-index.ts';
import type { ScopeIndex } from './scope-index.ts';

/** Pods that no rule of any policy tells apart, or what they do in one family of addresses. */
export interface ReachClass {
  readonly index: number;
  /** The numbers of the scopes that hold them. */
  readonly scopes: readonly number[];
  /** The numbers of the blocks that hold their addresses. */
  readonly blocks: readonly number[];
  /** The family of their connections; absent where policies treat all alike. There are no connections between two families. */
  readonly family?: Family;
  /** By `name/protocol`; only names that some rule uses. */
  readonly ports: ReadonlyMap<string, number>;
  /** The ports as text; equal for equal ports. */
  readonly portsText: string;
}

export interface ClassOptions {
  readonly namespaces: Pick<PodClasses, 'labelsOf'>;
  readonly scopes: ScopeIndex;
  readonly blocks: BlockIndex;
  readonly labelKeys: ReadonlySet<string>;
  readonly portNames: ReadonlySet<string>;
}

const NO_PORTS = { ports: new Map<string, number>(), text: '' };

/**
 * Sorts pods into classes. Policies are read as written, as if every pod had a network of its own: a pod on the host
 * network is like any other here.
 */
export class ReachClasses {
  readonly all: ReachClass[] = [];
  readonly #options: ClassOptions;
  readonly #byLabels = new Map<string, ReachClass>();
  readonly #byMeaning = new Map<string, ReachClass>();
  readonly #ports = new Map<readonly Container[], typeof NO_PORTS>();
  readonly #portsByText = new Map<string, typeof NO_PORTS>();

  constructor(options: ClassOptions) {
    this.#options = options;
  }

  /** The class of a pod; one for each family of its addresses where policies tell them apart. */
  of(pod: Resource<Pod>): readonly ReachClass[] {
    return this.#options.blocks.holding(pod).map((held) => this.#ofHeld(pod, held));
  }

  #ofHeld({ ref, object }: Resource<Pod>, held: HeldBy): ReachClass {
    const namespace = ref.namespace;
    const written = object.metadata.labels ?? {};
    const keys = Object.keys(written).filter((key) => this.#options.labelKeys.has(key));
    const ports = this.#portsOf(object);
    let text = `${namespace}\n${ports.text}\n${held.text}`;
    for (const key of keys.sort()) text += `\n${key}=${written[key]}`;
    const known = this.#byLabels.get(text);
    if (known !== undefined) return known;
    const labels = Object.fromEntries(keys.map((key) => [key, written[key] ?? '']));
    const { namespaces, scopes } = this.#options;
    const found = this.#meaning(scopes.holding(namespace, namespaces.labelsOf(namespace), labels), ports, held);
    this.#byLabels.set(text, found);
    return found;
  }

  #meaning(scopes: readonly number[], { ports, text }: typeof NO_PORTS, held: HeldBy): ReachClass {
    const key = `${scopes.join(' ')}\n${text}\n${held.text}`;
    const known = this.#byMeaning.get(key);
    if (known !== undefined) return known;
    const { blocks, family } = held;
    const own = { index: this.all.length, scopes, blocks, ports, portsText: text };
    const found = family === undefined ? own : { ...own, family };
    this.all.push(found);
    this.#byMeaning.set(key, found);
    return found;
  }

  #portsOf(pod: Pod): typeof NO_PORTS {
    const containers = pod.spec.containers;
    if (this.#options.portNames.size === 0) return NO_PORTS;
    const known = this.#ports.get(containers);
    if (known !== undefined) return known;
    const ports = this.#namedPorts(pod);
    this.#ports.set(containers, ports);
    return ports;
  }

  #namedPorts(pod: Pod): typeof NO_PORTS {
    const found: (readonly [string, number])[] = [];
    for (const name of this.#options.portNames) {
      for (const protocol of PROTOCOLS) {
        const port = namedPort(pod, name, protocol);
        if (port !== undefined) found.push([`${name}/${protocol}`, port]);
      }
    }
    if (found.length === 0) return NO_PORTS;
    const text = found.map(([name, port]) => `${name}=${port},`).join('');
    const known = this.#portsByText.get(text) ?? { ports: new Map(found), text };
    this.#portsByText.set(text, known);
    return known;
  }
}
