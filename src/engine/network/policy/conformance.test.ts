import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { KubernetesObject, Pod, PodTemplateSpec, Protocol, Resource } from '../../model/index.ts';
import { parseAddress } from '../../model/index.ts';
import { ClusterState } from '../../store/index.ts';
import { resourcesOf, testSpec } from '../../testing/index.ts';
import type { PolicyPeer, PolicyTable } from './index.ts';
import { compilePolicies, judge } from './index.ts';

interface Peer {
  readonly kind: 'Workload' | 'External';
  readonly namespace?: string;
  readonly name?: string;
  readonly ranges?: readonly string[];
}

interface Connection {
  readonly from: Peer;
  readonly to: Peer;
  readonly allowed: readonly { readonly protocol: Protocol; readonly ports: string }[];
}

/** An end of a connection: a workload's pod, or an address outside. */
interface End {
  readonly name: string;
  readonly peer: PolicyPeer;
}

const FOLDER = new URL('../../../../../shared/conformance/network-policy/', import.meta.url);
const cases = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];
const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

// A copy of the project without the cases says so: one skipped test, and no suite that passes for want of tests.
const missing = cases.length === 0 ? ` (no ${FOLDER.pathname})` : '';

describe.skipIf(cases.length === 0)(`the cases of np-guard/netpol-analyzer${missing}`, () => {
  test('all 49 cases are there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(49);
  });

  test.each(cases)('%s', (name) => {
    const text = readFileSync(new URL(`${name}/expected.json`, FOLDER), 'utf8');
    const { connections } = JSON.parse(text) as { readonly connections: readonly Connection[] };
    const objects = manifestsOf(new URL(`${name}/manifests/`, FOLDER));
    const pods = workloadPods(objects);
    const state = ClusterState.of(testSpec, [...objects, ...pods.values()]);
    const table = compilePolicies(state);
    // In these cases no pod has a known address, so no ipBlock and no networks match one.
    const workloads = [...pods].map(([owner, pod]): End => ({ name: owner, peer: { kind: 'pod', pod, ip: '' } }));
    const outside = addressesIn(connections).map((ip): End => ({ name: ip, peer: { kind: 'external', ip } }));
    const ports = portsIn(objects);
    const ends = [...workloads, ...outside];
    const pairs = ends.flatMap((from) => ends.filter((to) => isPair(from, to)).map((to) => ({ from, to })));
    expect(pairs).not.toEqual([]);
    const wrong = pairs.flatMap((pair) => differences(table, connections, { ...pair, ports }));
    expect(wrong.slice(0, 10)).toEqual([]);
  });
});

/** A workload's connections to itself, and those that never touch the cluster, are left out. */
function isPair(from: End, to: End): boolean {
  return from !== to && (from.peer.kind === 'pod' || to.peer.kind === 'pod');
}

function differences(
  table: PolicyTable,
  connections: readonly Connection[],
  { from, to, ports }: { readonly from: End; readonly to: End; readonly ports: readonly number[] },
): readonly string[] {
  const permits = permissions(connections, from, to);
  const asked = PROTOCOLS.flatMap((protocol) => ports.map((port) => ({ from, to, port, protocol })));
  const wrong = asked.filter((each) => isAllowed(table, each) !== permits(each.protocol, each.port));
  return wrong.map(({ port, protocol }) => `${from.name} to ${to.name}:${port}/${protocol}`);
}

function isAllowed(
  table: PolicyTable,
  {
    from,
    to,
    port,
    protocol,
  }: { readonly from: End; readonly to: End; readonly port: number; readonly protocol: Protocol },
): boolean {
  const leaves =
    from.peer.kind !== 'pod' ||
    judge(table, { direction: 'egress', pod: from.peer.pod, peer: to.peer, port, protocol }).action === 'pass';
  const arrives =
    to.peer.kind !== 'pod' ||
    judge(table, { direction: 'ingress', pod: to.peer.pod, peer: from.peer, port, protocol }).action === 'pass';
  return leaves && arrives;
}

function manifestsOf(folder: URL): readonly Resource[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(ya?ml|json)$/.test(file),
  );
  return files.sort().flatMap((file) => resourcesOf(readFileSync(new URL(file, folder), 'utf8')).flatMap(unroll));
}

/** The items of a PodList need not say that they are Pods. */
function unroll(resource: Resource): readonly Resource[] {
  const { items } = resource.object as { readonly items?: readonly KubernetesObject[] };
  if (items === undefined) return [resource];
  const kind = resource.ref.kind.replace(/List$/, '');
  return items.flatMap((item) => resourcesOf(JSON.stringify({ kind, ...item })).flatMap(unroll));
}

/** One pod for each workload, by `namespace/name`; to netpol-analyzer, a pod on the host network is like any other. */
function workloadPods(objects: readonly Resource[]): ReadonlyMap<string, Resource<Pod>> {
  const pods = new Map<string, Resource<Pod>>();
  for (const resource of objects) {
    const template = templateOf(resource);
    if (template === undefined) continue;
    const namespace = resource.ref.namespace ?? 'default';
    const owner = resource.object.metadata?.ownerReferences?.[0]?.name ?? resource.ref.name;
    const ref = { kind: 'Pod', namespace, name: resource.ref.kind === 'Pod' ? resource.ref.name : `${owner}-0` };
    const object: Pod = {
      metadata: { ...template.metadata, name: ref.name, namespace },
      spec: { ...template.spec, containers: template.spec.containers, hostNetwork: false },
    };
    if (!pods.has(`${namespace}/${owner}`)) pods.set(`${namespace}/${owner}`, { ...resource, ref, object });
  }
  return pods;
}

function templateOf({ ref, object }: Resource): PodTemplateSpec | undefined {
  if (ref.kind === 'Pod') return { metadata: object.metadata ?? {}, spec: (object as Pod).spec };
  interface Templated {
    readonly template?: PodTemplateSpec;
    readonly jobTemplate?: { readonly spec?: Templated };
  }
  const { spec: of } = object as { readonly spec?: Templated };
  return of?.template ?? of?.jobTemplate?.spec?.template;
}

/** Both ends of every range that the case tells apart. */
function addressesIn(connections: readonly Connection[]): readonly string[] {
  const ranges = connections.flatMap(({ from, to }) => [...(from.ranges ?? []), ...(to.ranges ?? [])]);
  return [...new Set([...ranges.flatMap((range) => range.split('-')), '1.2.3.4', '0.0.0.0', '255.255.255.255'])];
}

/** Every number in the manifests that could be a port, and its neighbours. */
function portsIn(objects: readonly Resource[]): readonly number[] {
  const numbers = [...JSON.stringify(objects.map(({ object }) => object)).matchAll(/\b\d{1,5}\b/g)].map(Number);
  const near = numbers.flatMap((number) => [number - 1, number, number + 1]);
  return [...new Set([1, 65535, ...near])].filter((port) => port >= 1 && port <= 65535);
}

function permissions(
  connections: readonly Connection[],
  from: End,
  to: End,
): (protocol: Protocol, port: number) => boolean {
  const about = connections.filter((each) => isEnd(each.from, from) && isEnd(each.to, to));
  const allowed = about.flatMap((each) => each.allowed);
  return (protocol, port) =>
    allowed.some((each) => each.protocol === protocol && each.ports.split(',').some((range) => inRange(range, port)));
}

function inRange(range: string, port: number): boolean {
  const [first, last = first] = range.split('-').map(Number);
  return first !== undefined && last !== undefined && first <= port && port <= last;
}

function isEnd(written: Peer, end: End): boolean {
  if (written.kind === 'Workload') return end.name === `${written.namespace}/${written.name}`;
  const value = end.peer.kind === 'external' ? parseAddress(end.peer.ip)?.value : undefined;
  return (written.ranges ?? []).some((range) => {
    const [first, last] = range.split('-').map((text) => parseAddress(text)?.value);
    return value !== undefined && first !== undefined && last !== undefined && first <= value && value <= last;
  });
}
