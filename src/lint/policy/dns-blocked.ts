import type { ObjectRef, Pod, Protocol, Resource } from '../../model/index.ts';
import { compareRefs, compareText, formatRef, podIPs, usesHostNetwork } from '../../model/index.ts';
import { judge } from '../../network-policy/index.ts';
import type { Check, Problem } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { workloadNames } from '../nearest.ts';
import type { Actor, PodGroup, PolicyScene } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';
import { targetOn } from '../scene.ts';
import type { Workload } from '../workloads.ts';

const API_RULE = 'egress:\n  - to: [{podSelector: {matchLabels: {app: api}}}]\n';

export const dnsBlocked: Check = {
  code: 'dns-blocked',
  severity: 'warning',
  title: "A policy allows connections, but keeps the pod from asking the cluster's DNS",
  why: 'A policy for egress admits only what it lists, and looking up a name is a connection too: over UDP to port 53 of the DNS pods, and over TCP for long answers. Without it the connections that the policy allows fail before they begin, unless the client knows addresses. Only TCP being blocked is a note, and so are policies that speak of addresses alone. A policy without any egress rule is taken at its word.',
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
    const servers = dnsServers(scene);
    if (servers.length === 0) return;
    const blocked = new Map<string, Blocked>();
    for (const group of scene.policies.groups) collect(scene.policies, group, servers, blocked);
    for (const each of blocked.values()) yield problemOf(each);
  },
};

interface Server {
  readonly pod: Resource<Pod>;
  readonly ip: string;
  readonly port: number;
  readonly protocol: Protocol;
}

interface Blocked {
  readonly policy: ObjectRef;
  readonly protocols: readonly Protocol[];
  readonly byAddressAlone: boolean;
  readonly workloads: Workload[];
}

/** Where the DNS Service leads: one entry for each pod, address and protocol. */
function dnsServers({ view }: Scene): readonly Server[] {
  const { installed, name } = view.spec.dns;
  const service = installed ? view.get('Service', name, 'kube-system') : undefined;
  const selector = service?.object.spec?.selector;
  if (selector === undefined) return [];
  return view.labelled('Pod', 'kube-system', selector).flatMap((pod) =>
    podIPs(pod.object).flatMap((ip) =>
      (service?.object.spec?.ports ?? [])
        .filter(({ port }) => port === 53)
        .flatMap((port): Server[] => {
          const target = targetOn(pod.object, port);
          const protocol = (port.protocol ?? 'TCP') as Protocol;
          return target === undefined ? [] : [{ pod, ip, port: target, protocol }];
        }),
    ),
  );
}

function collect(
  policies: PolicyScene,
  group: PodGroup,
  servers: readonly Server[],
  blocked: Map<string, Blocked>,
): void {
  const clients = group.actors.filter(({ workload, pod }) => workload.written && asksCluster(pod.object));
  const step = policies.networkStep(group, 'egress');
  const [client] = clients;
  if (client === undefined || step === undefined || step.candidates.length === 0) return;
  const protocols = (['UDP', 'TCP'] as const).filter((protocol) => isBlocked(policies, client, servers, protocol));
  if (protocols.length === 0) return;
  const byAddressAlone = step.candidates.every(({ peer }) => peer.kind === 'blocks');
  const [policy] = [...new Set(step.candidates.map((candidate) => candidate.policy.ref))].sort(compareRefs);
  if (policy === undefined) return;
  const key = `${formatRef(policy)} ${protocols.join()} ${byAddressAlone}`;
  const same = blocked.get(key) ?? { policy, protocols, byAddressAlone, workloads: [] };
  same.workloads.push(...clients.map(({ workload }) => workload));
  blocked.set(key, same);
}

/** Pods with another dnsPolicy, and those on the host network, ask the node's nameservers. */
function asksCluster(pod: Pod): boolean {
  const { dnsPolicy = 'ClusterFirst' } = pod.spec ?? {};
  return dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !usesHostNetwork(pod));
}

function isBlocked({ table }: PolicyScene, { pod }: Actor, servers: readonly Server[], asked: Protocol): boolean {
  const speaking = servers.filter(({ protocol }) => protocol === asked);
  return (
    speaking.length > 0 &&
    speaking.every(({ pod: server, ip, port, protocol }) => {
      const peer = usesHostNetwork(server.object)
        ? ({ kind: 'node', node: server.object.spec?.nodeName ?? '', ip } as const)
        : ({ kind: 'pod', pod: server, ip } as const);
      const { action, reason } = judge(table, { direction: 'egress', pod, peer, port, protocol });
      return action === 'drop' || reason.code === 'not-enforced';
    })
  );
}

function problemOf({ policy, protocols, byAddressAlone, workloads }: Blocked): Problem {
  const who = workloadNames([...new Set(workloads)].sort((a, b) => compareText(formatRef(a.ref), formatRef(b.ref))));
  const minor = byAddressAlone || !protocols.includes('UDP');
  return {
    about: policy,
    path: ['spec', 'egress'],
    message: `${who} cannot ask the cluster's DNS over ${protocols.join(' and ')}: no egress rule leads to it`,
    fix: `allow egress to pods k8s-app=kube-dns in namespace kube-system on port 53 over ${protocols.join(' and ')}`,
    ...(minor ? { severity: 'note' } : {}),
  };
}
