import { listeningOf } from '../../engine/control-plane/kubelet/index.ts';
import type { ClusterView, Pod, Protocol } from '../../engine/model/index.ts';
import { LISTENS_ANNOTATION, NotModelled, usesHostNetwork } from '../../engine/model/index.ts';
import type { Machine } from './machine.ts';

/** A port that somebody listens on in the machine's network namespace. */
export interface Socket {
  readonly port: number;
  readonly protocol: Protocol;
  /** Whether the socket is an IPv6 one, which takes IPv4 as well: `:::80`. */
  readonly family: 4 | 6;
  /** The program, where it is known. */
  readonly program: string | undefined;
}

/** kube-proxy held every node port open until 1.24 (kubernetes PR 108496). */
const LAST_WITH_OPEN_NODE_PORTS = 23;

/** The machine's listening sockets, by protocol and port. */
export function socketsOf({ view, client }: Machine): readonly Socket[] {
  if (client.kind === 'external') throw new NotModelled('the sockets of a client outside the cluster are not modelled');
  const node = client.kind === 'node' ? client.node.ref.name : undefined;
  const shared = client.kind === 'pod' && usesHostNetwork(client.pod.object) ? client.pod.object.spec.nodeName : node;
  const sockets =
    shared !== undefined ? ofNode(view, shared) : client.kind === 'pod' ? ofPod(view, client.pod.object) : [];
  return [...sockets].sort((a, b) => (a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : a.port - b.port));
}

function ofPod(view: ClusterView, pod: Pod): readonly Socket[] {
  const family = view.spec.network.podCIDRs[0]?.includes(':') === true ? 6 : 4;
  const { listeners, unknown } = listeningOf(view.spec, pod);
  if (unknown !== undefined) {
    throw new NotModelled(
      `what container ${unknown.name} listens on is not known: declare its ports, or annotate the pod with ${LISTENS_ANNOTATION}`,
    );
  }
  return listeners.map(({ port, protocol }) => ({
    port,
    protocol,
    family,
    program: undefined,
  }));
}

/** What the node's own daemons and its host-network pods listen on; the machine's other daemons are not known. */
function ofNode(view: ClusterView, node: string): readonly Socket[] {
  const spec = view.nodeSpec(node);
  const pods = view.list('Pod').filter(({ object }) => object.spec.nodeName === node && usesHostNetwork(object));
  const sockets: Socket[] = pods
    .flatMap(({ object }) => ofPod(view, object))
    .map((socket) => ({ ...socket, family: 6 }));
  sockets.push(daemon(10250, 'kubelet'));
  const { addresses, port } = view.spec.apiServer;
  if (addresses.length === 0 && spec?.roles.includes('control-plane') === true)
    sockets.push(daemon(port, 'kube-apiserver'));
  if (spec?.kubeProxy !== false) sockets.push(daemon(10256, 'kube-proxy'), ...nodePorts(view));
  return sockets;
}

function nodePorts(view: ClusterView): readonly Socket[] {
  const minor = Number(view.spec.kubernetesVersion.split('.')[1]);
  if (minor > LAST_WITH_OPEN_NODE_PORTS) return [];
  return view
    .list('Service')
    .flatMap(({ object }) =>
      (object.spec.ports ?? []).flatMap(({ nodePort, protocol }) =>
        nodePort === undefined ? [] : [{ ...daemon(nodePort, 'kube-proxy'), protocol: protocol as Protocol }],
      ),
    );
}

function daemon(port: number, program: string): Socket {
  return { port, protocol: 'TCP', family: 6, program };
}
