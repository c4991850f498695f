import { expect } from 'vitest';
import type {
  ClusterSpec,
  ObjectRef,
  Pod,
  PolicyReading,
  Protocol,
  Reason,
  Resource,
  RuleRef,
} from '../../../model/index.ts';
import { formatFieldPath, formatRef } from '../../../model/index.ts';
import type { ClusterState } from '../../../store/index.ts';
import { decidersTold, stateOf, testSpec } from '../../../testing/index.ts';
import type { Direction, PolicyDecision, PolicyPeer, PolicyTable } from '../index.ts';
import { compilePolicies, judge } from '../index.ts';

/** What one NetworkPolicy in namespace db, on its own, answers to one question. */
export interface Row {
  readonly rule: string;
  /** The policy's spec. */
  readonly policy: string;
  readonly asked: string;
  readonly answer: 'pass' | 'drop';
  readonly cluster?: ClusterSpec;
}

export const TITLE = '$rule: $asked, $answer';

export function holds({ policy, asked, answer, cluster }: Row): void {
  expect(ask(networkPolicy('db/p', policy), asked, cluster).action).toBe(answer);
}

/** A shop, its database, a developers' namespace without labels, and the cluster's DNS. */
const WORLD = `
{kind: Namespace, metadata: {name: shop, labels: {team: web}}}
---
{kind: Namespace, metadata: {name: db, labels: {team: data}}}
---
{kind: Node, metadata: {name: worker-1, labels: {zone: a}}}
---
{kind: Node, metadata: {name: worker-2, labels: {zone: b}}}
---
{kind: Pod, metadata: {namespace: shop, name: web, labels: {app: web}}, spec: {nodeName: worker-1}, status: {podIP: 10.244.1.2}}
---
{kind: Pod, metadata: {namespace: shop, name: cart, labels: {app: cart, tier: front}}, spec: {nodeName: worker-2}, status: {podIP: 10.244.2.2}}
---
{kind: Pod, metadata: {namespace: shop, name: proxy, labels: {app: web}}, spec: {nodeName: worker-2, hostNetwork: true}, status: {podIP: 192.168.0.12}}
---
{kind: Pod, metadata: {namespace: db, name: mysql, labels: {app: mysql}}, spec: {nodeName: worker-1, containers: [{name: c, ports: [{name: sql, containerPort: 3306}]}]}, status: {podIP: 10.244.1.3}}
---
{kind: Pod, metadata: {namespace: db, name: report, labels: {app: report}}, spec: {nodeName: worker-2, containers: [{name: c, ports: [{name: sql, containerPort: 5432}]}]}, status: {podIP: 10.244.2.3}}
---
{kind: Pod, metadata: {namespace: db, name: backup, labels: {app: web}}, spec: {nodeName: worker-2}, status: {phase: Succeeded, podIP: 10.244.2.9}}
---
{kind: Pod, metadata: {namespace: dev, name: web, labels: {app: web}}, spec: {nodeName: worker-2}, status: {podIP: 10.244.2.4}}
---
{kind: Pod, metadata: {namespace: kube-system, name: coredns, labels: {k8s-app: kube-dns}}, spec: {nodeName: worker-1, containers: [{name: c, ports: [{name: dns, containerPort: 53, protocol: UDP}, {name: dns-tcp, containerPort: 53, protocol: TCP}]}]}, status: {podIP: 10.244.1.4}}
---
`;

/** The test cluster with a plugin that enforces these kinds alone, or reads otherwise what Kubernetes leaves to plugins. */
export function pluginThat(
  { enforced, ...reading }: Partial<PolicyReading> & { readonly enforced?: readonly string[] },
  plugin = 'test',
): ClusterSpec {
  const { network } = testSpec;
  const { policies } = network;
  const own = { enforced: enforced ?? policies.enforced, reading: { ...policies.reading, ...reading } };
  return { ...testSpec, network: { ...network, plugin, policies: own } };
}

/** All kinds but one API's. */
export function allBut(prefix: string): readonly string[] {
  return testSpec.network.policies.enforced.filter((kind) => !kind.includes(prefix));
}

/** A NetworkPolicy in flow style. */
export function networkPolicy(name: string, spec: string): string {
  const [namespace, own] = name.split('/');
  return `{kind: NetworkPolicy, metadata: {namespace: ${namespace}, name: ${own}}, spec: ${spec}}\n---\n`;
}

/** A decision with its rules as people read them. */
interface Told {
  readonly action: PolicyDecision['action'];
  readonly reason: Reason;
  readonly rule?: Told['considered'][number]['rule'];
  readonly considered: readonly {
    readonly rule: { readonly object: string; readonly path: string; readonly line?: number };
    readonly mismatch: string;
  }[];
  /** A line for each, as `decidersTold` has it. */
  readonly decidedBy: readonly string[];
}

/**
 * Puts a question in words to the world with `policies`: `ingress to db/mysql from shop/web on 3306/TCP`, where the
 * peer is a pod, a node (`worker-1`) or an address. `… through 10.96.0.33:33` says what a plugin sees before translation.
 */
export function ask(policies: string, question: string, spec: ClusterSpec = testSpec): Told {
  const state = stateOf(policies + WORLD, spec);
  const words = /^(ingress|egress) (?:to|from) (\S+) (?:to|from) (\S+) on (\d+)\/(\S+)(?: through (\S+):(\d+))?$/.exec(
    question,
  );
  const [, direction, subject = '', peer = '', port, protocol, ip, before] = words ?? [];
  if (words === null) throw new Error(`not a question: ${question}`);
  const decision = judge(compilePolicies(state), {
    direction: direction as Direction,
    pod: podOf(state, subject),
    peer: peerOf(state, peer),
    port: Number(port),
    protocol: protocol as Protocol,
    asked: ip === undefined ? undefined : { ip, port: Number(before) },
  });
  const { action, reason, rule, considered } = decision;
  return {
    ...{ action, reason, decidedBy: decidersTold(decision) },
    ...(rule === undefined ? {} : { rule: printed(rule) }),
    considered: considered.map(({ rule: near, mismatch }) => ({ rule: printed(near), mismatch })),
  };
}

/** The policies that isolate a pod in a direction, by name; none where the plugin enforces none, and none on the host network. */
export function isolatingPolicies(table: PolicyTable, pod: Resource<Pod>, direction: Direction): readonly ObjectRef[] {
  const podClass = table.classes.of(pod);
  if (podClass === undefined) return [];
  return table.enforced.stepsFor(podClass, direction).flatMap(({ isolating }) => isolating.map(({ ref }) => ref));
}

function printed({ ref, path, location }: RuleRef): Told['considered'][number]['rule'] {
  return { object: formatRef(ref), path: formatFieldPath(path), ...location };
}

function peerOf(state: ClusterState, text: string): PolicyPeer {
  const node = state.nodeSpec(text);
  if (node !== undefined) return { kind: 'node', node: text, ip: node.addresses[0] ?? '' };
  if (!text.includes('/')) return { kind: 'external', ip: text };
  const pod = podOf(state, text);
  return { kind: 'pod', pod, ip: pod.object.status?.podIP ?? '' };
}

function podOf(state: ClusterState, text: string): Resource<Pod> {
  const [namespace, name = ''] = text.split('/');
  const pod = state.get('Pod', name, namespace);
  if (pod === undefined) throw new Error(`no pod ${text}`);
  return pod;
}
