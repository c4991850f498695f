import type { Branch, ClusterSpec, Trace } from '../../model/index.ts';
import { CurlewDefect } from '../../model/index.ts';
import { nodeOf, stateOf, testSpec } from '../../testing/index.ts';
import type { Client } from './client.ts';
import { compile, type Snapshot } from './snapshot.ts';

const NODES = ['one', 'two', 'three'];

/** Three nodes: `two` is 192.168.0.2, and its pods have 10.244.2.0/24. */
export const SPEC: ClusterSpec = {
  ...testSpec,
  nodes: NODES.map((name, index) =>
    nodeOf({ name, addresses: [`192.168.0.${index + 1}`], podCIDRs: [`10.244.${index + 1}.0/24`] }),
  ),
};

function nodesYaml(): string {
  return NODES.map(
    (name, index) =>
      `{apiVersion: v1, kind: Node, metadata: {name: ${name}}, spec: {podCIDR: 10.244.${index + 1}.0/24}, status: {addresses: [{type: InternalIP, address: 192.168.0.${index + 1}}]}}`,
  ).join('\n---\n');
}

/** A running pod in namespace default that listens on 80. `ip` is on the node of that number: 10.244.2.5 is on `two`. */
export function podYaml(name: string, ip: string, more = ''): string {
  const node = NODES[Number(ip.split('.')[2]) - 1];
  return `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec: {nodeName: ${node}, containers: [{name: c, image: nginx}]${more}}
status: {phase: Running, podIPs: [{ip: ${ip}}]}
`;
}

/** A pod on the host network of a node, which listens on \`port\`. */
export function hostPodYaml(name: string, node: string, port: number): string {
  return `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {nodeName: ${node}, hostNetwork: true, containers: [{name: c, image: own, ports: [{containerPort: ${port}}]}]}
status: {phase: Running, podIPs: [{ip: 192.168.0.${NODES.indexOf(node) + 1}}]}
`;
}

/** A Service, and one endpoint for each socket: `10.244.2.5:80 two`; without a node it is nowhere local. */
export function serviceYaml(name: string, spec: string, sockets: readonly string[], status = '{}'): string {
  const endpoints = sockets.map((text, index) => {
    const [, ip, port, node] = /^(\S+):(\d+)(?: (\S+))?$/.exec(text) ?? [];
    const nodeName = node === undefined ? '' : `, nodeName: ${node}`;
    return `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-${index}, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{name: '', port: ${port}, protocol: TCP}]
endpoints: [{addresses: [${ip}], conditions: {ready: true}${nodeName}}]
`;
  });
  return `
---
{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {${spec}}, status: ${status}}
${endpoints.join('')}`;
}

/** The cluster's DNS: one pod on `one`, behind 10.96.0.10. */
export const DNS = `
---
apiVersion: v1
kind: Pod
metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns}}
spec: {nodeName: one, containers: [{name: c, image: coredns, ports: [{containerPort: 53, protocol: UDP}]}]}
status: {phase: Running, podIPs: [{ip: 10.244.1.53}]}
---
{apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system}, spec: {clusterIP: 10.96.0.10, clusterIPs: [10.96.0.10], selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP}]}}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: kube-dns-1, namespace: kube-system, labels: {kubernetes.io/service-name: kube-dns}}
addressType: IPv4
ports: [{name: '', port: 53, protocol: UDP}]
endpoints: [{addresses: [10.244.1.53], conditions: {ready: true}, nodeName: one}]
`;

export function snapshotOf(yaml: string, spec: ClusterSpec = SPEC): Snapshot {
  return compile(stateOf(nodesYaml() + yaml, spec));
}

export function podClient({ view }: Snapshot, name: string): Client {
  const pod = view.get('Pod', name, 'default');
  if (pod === undefined) throw new CurlewDefect(`no pod ${name}`);
  return { kind: 'pod', pod };
}

export function nodeClient({ view }: Snapshot, name: string): Extract<Client, { kind: 'node' }> {
  const node = view.get('Node', name);
  if (node === undefined) throw new CurlewDefect(`no node ${name}`);
  return { kind: 'node', node };
}

/** The one branch of a trace that has no other. */
export function only({ branches }: Trace): Branch {
  const [first, ...others] = branches;
  if (first === undefined || others.length > 0) throw new CurlewDefect(`${branches.length} branches`);
  return first;
}

/** `translate one, route one, deliver web`: what happened where. */
export function stations({ hops }: Branch): readonly string[] {
  return hops.map(({ stage, place }) => `${stage} ${place.pod?.name ?? place.node ?? 'outside'}`);
}
