import type { Client, Cluster, From, Target } from '../../api/index.ts';
import type { Branch, ClusterView, Container, Outcome, Trace } from '../../engine/model/index.ts';
import { CurlewDefect, parseAddress, runningContainers } from '../../engine/model/index.ts';

/** Whoever runs a command: a container, a node or a machine outside, in a cluster. */
export interface Machine {
  readonly cluster: Cluster;
  readonly view: ClusterView;
  readonly client: Client;
  /** Hears of each connection that the command opens. */
  readonly connected?: (trace: Trace) => void;
  /** Its exported variables, where they are no longer those that it began with. */
  readonly variables?: ReadonlyMap<string, string>;
  /** What somebody wrote into its /etc/hosts: addresses by name. */
  readonly names?: ReadonlyMap<string, string>;
  /** Ports of its own loopback address that lead into pods, as `kubectl port-forward` opens them. */
  readonly forwards?: ReadonlyMap<number, Forward>;
  /** The C library, whose messages the tools print. */
  readonly libc: 'glibc' | 'musl';
  readonly luck: Luck;
}

/** A port of a pod's loopback address. */
export interface Forward {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

/** Decides where the real system chooses at random: each round takes another of the choices. */
export interface Luck {
  choose<T>(choices: readonly [T, ...T[]]): T;
}

/** What became of a connection that a command opened. */
export interface Connection {
  readonly outcome: Outcome;
  /** The address that the host stands for; `undefined` where it stands for none. */
  readonly ip: string | undefined;
  readonly port: number;
  readonly branch: Branch;
  /** Why it ended so. */
  readonly because: string;
}

/** Opens a connection from the machine. */
export function connect(machine: Machine, to: Target): Connection {
  const { host, port } = to;
  const trace = traceTo(machine, to);
  const [first, ...others] = trace.branches;
  if (first === undefined) throw new CurlewDefect(`a trace to ${host}:${port} has no branch`);
  const branch = machine.luck.choose([first, ...others]);
  const resolved = branch.hops.find(({ stage }) => stage === 'resolve')?.after.destination;
  const written = machine.names?.get(host) ?? host;
  const ip = parseAddress(written) === undefined ? resolved?.text : written;
  return { outcome: branch.outcome, ip, port, branch, because: branch.hops.at(-1)?.reason.text ?? '' };
}

/** Follows a connection from the machine. */
export function traceTo({ cluster, client, connected, names, forwards }: Machine, to: Target): Trace {
  const forward = LOOPBACK.test(to.host) ? forwards?.get(to.port) : undefined;
  const { namespace, pod, port } = forward ?? {};
  const trace =
    pod === undefined || namespace === undefined || port === undefined
      ? cluster.trace({ from: fromOf(client), to: { ...to, host: names?.get(to.host) ?? to.host } })
      : cluster.trace({ from: { pod, namespace }, to: { ...to, host: '127.0.0.1', port } });
  connected?.(trace);
  return trace;
}

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|::1|\[::1\]|0\.0\.0\.0)$/;

/** The machine as the library is asked about it. */
export function fromOf(client: Client): From {
  switch (client.kind) {
    case 'node':
      return { node: client.node.ref.name };
    case 'external': {
      const { addresses, entryNode } = client;
      // The client that nobody named an address for has a second one, and is known by the first.
      const [address] = addresses;
      return { external: address?.text ?? '', ...(entryNode === undefined ? {} : { entryNode }) };
    }
    case 'pod': {
      const { ref } = client.pod;
      const container = client.container === undefined ? {} : { container: client.container };
      return { pod: ref.name, namespace: ref.namespace, ...container };
    }
  }
}

/** The container that runs the command: the one that was named, else the pod's first, as kubectl exec takes it. */
export function containerOf(client: Client): Container | undefined {
  if (client.kind !== 'pod') return undefined;
  const containers = runningContainers(client.pod.object);
  return containers.find(({ name }) => name === client.container) ?? containers[0];
}
