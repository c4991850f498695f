import type { ClusterSpec, Matrix, MatrixConnection, MatrixPeer, PortRanges } from '../../../engine/model/index.ts';
import { formatPortRanges, formatRange, isEveryPort } from '../../../engine/model/index.ts';
import { stateOf, testSpec } from '../../../engine/testing/index.ts';
import { type Connectivity, connectivityOf as connectivityIn, type PodAddressReading } from '../connectivity.ts';

/** Three workloads of a shop, and one of an office that knows nothing of them; no policy. */
export const SHOP = `
{kind: Namespace, metadata: {name: shop, labels: {team: web}}}
---
{kind: Namespace, metadata: {name: office}}
---
kind: Deployment
metadata: {namespace: shop, name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
---
kind: StatefulSet
metadata: {namespace: shop, name: db}
spec:
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: c, ports: [{name: sql, containerPort: 3306}, {name: dns, containerPort: 53, protocol: UDP}]}]}
---
{kind: Pod, metadata: {namespace: office, name: desk, labels: {app: desk}}, spec: {containers: [{name: c}]}}
---
`;

/** A NetworkPolicy in flow style: `shop/db`, and its spec. */
export function policy(name: string, spec: string): string {
  const [namespace, own] = name.split('/');
  return `{kind: NetworkPolicy, metadata: {namespace: ${namespace}, name: ${own}}, spec: ${spec}}\n---\n`;
}

export function connectivityOf(
  yaml: string,
  spec: ClusterSpec = testSpec,
  podAddresses: PodAddressReading = 'known',
): Connectivity {
  return connectivityIn(stateOf(yaml, spec), podAddresses);
}

/** A connection as a line: `shop/web to shop/db: TCP 3306`. */
export function line({ from, to, allowed }: Pick<MatrixConnection, 'from' | 'to' | 'allowed'>): string {
  return `${nameOf(from)} to ${nameOf(to)}: ${portsOf(allowed)}`;
}

export function lines({ connections }: Matrix): readonly string[] {
  return connections.map(line);
}

export function portsOf(ports: readonly PortRanges[]): string {
  if (ports.length === 3 && ports.every(isEveryPort)) return 'all';
  return ports.map((each) => `${each.protocol} ${formatPortRanges(each)}`).join(' ');
}

function nameOf(peer: MatrixPeer): string {
  if (peer.kind === 'Workload') return `${peer.namespace}/${peer.name}`;
  const text = peer.ranges.map(formatRange).join('+');
  return text === '0.0.0.0-255.255.255.255' ? 'outside' : text;
}
