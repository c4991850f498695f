import type { DnsServer, FieldPath, ObjectRef, Pod, Protocol } from '../../../engine/model/index.ts';
import {
  compareRefs,
  compareText,
  dnsServers,
  formatFieldPath,
  formatLabels,
  formatRef,
  podIPs,
  usesHostNetwork,
} from '../../../engine/model/index.ts';
import { connectionOf, decide, isDrop } from '../../../engine/network/policy/index.ts';
import type { Check, Problem } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { workloadNames } from '../nearest.ts';
import type { Actor, PodGroup, PolicyScene } from '../policy-scene.ts';
import type { Workload } from '../workloads.ts';

const API_RULE = 'egress:\n  - to: [{podSelector: {matchLabels: {app: api}}}]\n';

export const dnsBlocked: Check = {
  code: 'dns-blocked',
  severity: 'warning',
  title: "A policy allows connections, but keeps the pod from asking the cluster's DNS",
  why: 'A policy for egress admits only what it lists, and looking up a name is a connection too: over UDP to port 53 of the DNS pods, and over TCP for long answers. Without it the connections that the policy allows fail before they begin, unless the client knows addresses. Only TCP being blocked is a note, and so are policies that speak of addresses alone, or that deny and allow nothing. A NetworkPolicy without any egress rule is taken at its word. Policies for the DNS pods themselves can shut out everybody.',
  fix: 'Add an egress rule to the DNS pods (`namespaceSelector` kubernetes.io/metadata.name: kube-system with `podSelector` k8s-app: kube-dns) for port 53 over UDP and TCP.',
  example: {
    given: documents(podYaml('web'), podYaml('api')),
    wrong: policyYaml('web', `policyTypes: [Egress]\n${API_RULE}`),
    right: policyYaml(
      'web',
      `policyTypes: [Egress]
${API_RULE}  - to:
      - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
        podSelector: {matchLabels: {k8s-app: kube-dns}}
    ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
`,
    ),
  },
  *find(scene) {
    const servers = dnsServers(scene.view).flatMap((server) =>
      podIPs(server.pod.object).map((ip): Server => ({ ...server, ip })),
    );
    if (servers.length === 0) return;
    const found = new Map<string, Blocked>();
    for (const group of scene.policies.groups) collect(scene.policies, { group, servers }, found);
    for (const each of found.values()) yield problemOf(each, servers);
  },
};

/** One address of a DNS server. */
interface Server extends DnsServer {
  readonly ip: string;
}

/** What keeps questions from the DNS, and what it says of the connections in its way. */
interface Blocker {
  readonly policy: ObjectRef;
  readonly path: FieldPath;
  readonly why: string;
  /** Whether it may be meant so. */
  readonly minor: boolean;
}

interface Blocked extends Blocker {
  readonly protocols: readonly Protocol[];
  readonly workloads: Workload[];
}

interface Question {
  readonly group: PodGroup;
  readonly servers: readonly Server[];
}

function collect(policies: PolicyScene, { group, servers }: Question, found: Map<string, Blocked>): void {
  const clients = group.actors.filter(({ workload, pod }) => workload.written && asksCluster(pod.object));
  const [client] = clients;
  if (client === undefined) return;
  const own = new Map<string, Blocked>();
  for (const protocol of ['UDP', 'TCP'] as const) {
    const blocker = blockerOf(
      policies,
      { group, client },
      servers.filter((server) => server.protocol === protocol),
    );
    if (blocker === undefined) continue;
    const key = `${formatRef(blocker.policy)} ${formatFieldPath(blocker.path)}`;
    const protocols = [...(own.get(key)?.protocols ?? []), protocol];
    own.set(key, { ...blocker, protocols, workloads: clients.map(({ workload }) => workload) });
  }
  for (const [place, blocked] of own) {
    const key = `${place} ${blocked.protocols.join()} ${blocked.minor}`;
    const same = found.get(key);
    if (same === undefined) found.set(key, blocked);
    else same.workloads.push(...blocked.workloads);
  }
}

/** Pods with another dnsPolicy, and those on the host network, ask the node's nameservers. */
function asksCluster(pod: Pod): boolean {
  const { dnsPolicy = 'ClusterFirst' } = pod.spec;
  return dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !usesHostNetwork(pod));
}

interface Client {
  readonly group: PodGroup;
  readonly client: Actor;
}

/** What keeps a client from every server; `undefined` where one answers, or where it is meant so. */
function blockerOf(policies: PolicyScene, asking: Client, servers: readonly Server[]): Blocker | undefined {
  const blockers = servers.map(
    (server) => egressBlocker(policies, asking, server) ?? ingressBlocker(policies, asking, server),
  );
  const [first] = blockers;
  return first === undefined || blockers.includes(undefined) || first === 'meant' ? undefined : first;
}

function egressBlocker(
  policies: PolicyScene,
  { group, client }: Client,
  { pod: server, ip, port, protocol }: Server,
): Blocker | 'meant' | undefined {
  const { table } = policies;
  const connection = connectionOf(table, {
    direction: 'egress',
    pod: client.pod,
    peer: { kind: 'pod', pod: server, ip },
    port,
    protocol,
  });
  const verdict = decide(table.written, group.podClass, connection);
  if (!isDrop(verdict)) return undefined;
  const candidates = policies.steps(group, 'egress').flatMap((step) => step.candidates);
  if (verdict.kind === 'denied') {
    const { policy, rule } = verdict.by;
    const minor = !candidates.some(({ rule: { verdict: own } }) => own === 'allow');
    return { policy: policy.ref, path: rule.place.path, why: 'this rule denies it', minor };
  }
  const listed = candidates.filter(({ policy }) => verdict.by.includes(policy));
  const [policy] = listed.map((candidate) => candidate.policy.ref).sort(compareRefs);
  if (policy === undefined) return 'meant';
  const minor = listed.every(({ peer }) => peer.kind === 'blocks');
  return { policy, path: ['spec', 'egress'], why: 'no egress rule leads to it', minor };
}

/** The policies of the DNS pods themselves. */
function ingressBlocker(
  { table }: PolicyScene,
  { client }: Client,
  { pod: server, port, protocol }: DnsServer,
): Blocker | undefined {
  const podClass = table.classes.of(server);
  if (podClass === undefined) return undefined;
  const [ip = ''] = podIPs(client.pod.object);
  const connection = connectionOf(table, {
    direction: 'ingress',
    pod: server,
    peer: { kind: 'pod', pod: client.pod, ip },
    port,
    protocol,
  });
  const verdict = decide(table.written, podClass, connection);
  if (!isDrop(verdict)) return undefined;
  if (verdict.kind === 'denied') {
    const { policy, rule } = verdict.by;
    return { policy: policy.ref, path: rule.place.path, why: 'this rule denies it to the DNS pods', minor: false };
  }
  const [policy] = verdict.by.map(({ ref }) => ref).sort(compareRefs);
  const why = 'no ingress rule of the DNS pods admits it';
  return policy === undefined ? undefined : { policy, path: ['spec', 'ingress'], why, minor: false };
}

function problemOf(
  { policy, path, why, protocols, minor, workloads }: Blocked,
  servers: readonly DnsServer[],
): Problem {
  const who = workloadNames([...new Set(workloads)].sort((a, b) => compareText(formatRef(a.ref), formatRef(b.ref))));
  const over = protocols.join(' and ');
  const ports = [...new Set(servers.map(({ port }) => port))].join(' and ');
  const namespace = servers[0]?.pod.ref.namespace ?? '';
  const pods = `pods ${formatLabels(servers[0]?.labels ?? {})} in namespace ${namespace} on port ${ports} over ${over}`;
  return {
    about: policy,
    path,
    message: `${who} cannot ask the cluster's DNS over ${over}: ${why}`,
    fix: path.at(-1) === 'egress' ? `allow egress to ${pods}` : `let connections through to ${pods}`,
    ...(minor || !protocols.includes('UDP') ? { severity: 'note' } : {}),
  };
}
