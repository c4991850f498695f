import type { FieldPath } from '../../model/index.ts';
import { formatFieldPath } from '../../model/index.ts';
import type { Container, ContainerPort, PodSpec } from '../written.ts';
import type { Report } from './report.ts';
import { warn, warnAt } from './report.ts';

interface PlacedPort {
  readonly path: FieldPath;
  readonly port: ContainerPort;
}

const DEPRECATED_NODE_LABELS: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
  ['node-role.kubernetes.io/master', 'use "node-role.kubernetes.io/control-plane" instead'],
]);

/**
 * Collects the API server's warnings about a pod's nodes, hosts, environment and ports; `path` is the spec's. Those
 * about volumes, seccomp and AppArmor are left out.
 *
 * pkg/api/pod/warnings.go
 */
export function warnOfPod(report: Report, path: FieldPath, spec: PodSpec): void {
  warnOfNodeLabels(report, path, spec);
  warnOfHostAliases(report, [...path, 'hostAliases'], spec.hostAliases ?? []);
  const ports: PlacedPort[] = [];
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      const at = [...path, list, index];
      if ((container.env ?? []).length > 1) warnOfEnvironment(report, at, container);
      for (const [item, port] of (container.ports ?? []).entries()) ports.push({ path: [...at, 'ports', item], port });
    }
  }
  warnOfPorts(report, ports);
  warnOfPortNames(report, ports);
}

function warnOfNodeLabels(report: Report, path: FieldPath, spec: PodSpec): void {
  for (const key of Object.keys(spec.nodeSelector ?? {})) {
    const message = DEPRECATED_NODE_LABELS.get(key);
    const at = [...path, 'nodeSelector', key];
    if (message !== undefined) warn(report, at, `${formatFieldPath([...path, 'nodeSelector'])}[${key}]: ${message}`);
  }
  for (const [index, { topologyKey, labelSelector }] of (spec.topologySpreadConstraints ?? []).entries()) {
    const at = [...path, 'topologySpreadConstraints', index];
    const message = DEPRECATED_NODE_LABELS.get(topologyKey);
    if (message !== undefined) warnAt(report, [...at, 'topologyKey'], `${topologyKey} is ${message}`);
    if (labelSelector === undefined) {
      warnAt(report, [...at, 'labelSelector'], 'a null labelSelector results in matching no pod');
    }
  }
}

function warnOfHostAliases(report: Report, path: FieldPath, aliases: NonNullable<PodSpec['hostAliases']>): void {
  const seen = new Set<string>();
  for (const [index, { ip = '' }] of aliases.entries()) {
    if (seen.has(ip)) warnAt(report, [...path, index, 'ip'], `duplicate ip ${JSON.stringify(ip)}`);
    seen.add(ip);
  }
}

/** A variable may be written twice where the second value builds on the first: `PATH=$(PATH):/opt`. */
function warnOfEnvironment(report: Report, at: FieldPath, container: Container): void {
  const seen = new Set<string>();
  for (const [index, { name, value = '', valueFrom }] of (container.env ?? []).entries()) {
    const reference = `$(${name})`;
    const builds = valueFrom === undefined && value !== reference && value.includes(reference);
    if (seen.has(name) && !builds) {
      const text = `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`;
      warnAt(report, [...at, 'env', index], text);
    }
    seen.add(name);
  }
}

function warnOfPorts(report: Report, ports: readonly PlacedPort[]): void {
  const earlier = new Map<string, PlacedPort[]>();
  for (const each of ports) {
    const { containerPort, protocol, hostIP = '', hostPort = 0 } = each.port;
    if (hostIP !== '' && hostPort === 0) warnAt(report, each.path, 'hostIP set without hostPort');
    const key = `${containerPort}/${protocol}`;
    const others = earlier.get(key);
    for (const other of others ?? []) {
      const relation = portRelation(each.port, other.port);
      if (relation !== undefined) {
        warnAt(report, each.path, `${relation} port definition with ${formatFieldPath(other.path)}`);
      }
    }
    if (others === undefined) earlier.set(key, [each]);
    else others.push(each);
  }
}

function portRelation(port: ContainerPort, other: ContainerPort): string | undefined {
  const [ip, otherIP] = [port.hostIP ?? '', other.hostIP ?? ''];
  const [host, otherHost] = [port.hostPort ?? 0, other.hostPort ?? 0];
  if (ip === otherIP && host === otherHost) return 'duplicate';
  if (host === 0 || otherHost === 0) return 'overlapping';
  return host === otherHost && (ip === '') !== (otherIP === '') ? 'dangerously ambiguous' : undefined;
}

function warnOfPortNames(report: Report, ports: readonly PlacedPort[]): void {
  const earlier = new Map<string, string>();
  for (const { path, port } of ports) {
    const { name = '' } = port;
    const first = earlier.get(name);
    if (name === '') continue;
    if (first === undefined) earlier.set(name, formatFieldPath(path));
    else {
      const text = `duplicate port name ${JSON.stringify(name)} with ${first}, services and probes that select ports by name will use ${first}`;
      warnAt(report, path, text);
    }
  }
}
