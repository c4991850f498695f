import type { ClusterView, Ingress, Protocol, Resource } from '../../../engine/model/index.ts';
import { formatRef, overlaps, parseCidr, podIPs, repositoryOf, targetOn } from '../../../engine/model/index.ts';
import type { AddressBlocks, Candidate, Direction } from '../../../engine/network/policy/index.ts';
import { connectionOf, decide, isDrop } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml, serviceYaml } from '../example-manifests.ts';
import type { Backend } from '../ingress-backends.ts';
import { backendPort, backendsOf } from '../ingress-backends.ts';
import { ruleAdmits } from '../policy-rules.ts';
import type { PodGroup } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';
import type { Workload } from '../workloads.ts';

/** Images of ingress controllers whose own pods forward what comes in, by repository. */
const CONTROLLERS =
  /(^|\/)(ingress-nginx\/controller|nginx-ingress-controller|nginx-ingress|traefik|kubernetes-ingress|haproxy-ingress|kong|kubernetes-ingress-controller|emissary)$/;

export const ingressBackendBlocked: Check = {
  code: 'ingress-backend-blocked',
  severity: 'warning',
  title: 'Policies keep the ingress controller from the backend of an Ingress',
  why: "The pods behind an Ingress are reached by the ingress controller, from its own pods: neither the client's address nor the Ingress object plays a part. A policy that admits only the application's own pods lets the controller time out, and clients see 502, 503 or 504; so does one that restricts the egress of the controller itself. Where the manifests hold no controller, a peer that matches none of their pods is taken for it.",
  fix: 'Add an ingress rule for the namespace, or the pods, of the ingress controller, for the port of the pod.',
  example: {
    given: documents(
      podYaml('web', 'image: nginx'),
      podYaml('api'),
      serviceYaml('web', 'selector: {app: web}, ports: [{port: 80}]'),
      `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
`,
    ),
    wrong: policyYaml('web', 'ingress:\n  - from: [{podSelector: {matchLabels: {app: api}}}]\n'),
    right: policyYaml(
      'web',
      `ingress:
  - from: [{podSelector: {matchLabels: {app: api}}}]
  - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]
    ports: [{port: 80}]
`,
    ),
  },
  *find(scene) {
    const controllers = scene.workloads.filter(isController);
    const [controller] = controllers;
    const who = controller === undefined ? 'an ingress controller' : formatRef(controller.ref);
    for (const ingress of scene.written('Ingress')) {
      for (const backend of backendsOf(ingress.object)) {
        const blocked = blockedWorkload(scene, ingress, { backend, controllers });
        if (blocked === undefined) continue;
        const { workload, direction } = blocked;
        yield {
          about: ingress.ref,
          path: backend.path,
          message: `no ${direction} rule lets ${who} reach ${formatRef(workload.ref)}, the backend`,
          fix:
            direction === 'ingress'
              ? "add a rule that admits the controller's namespace to a policy that selects the backend"
              : 'add a rule that leads to the backend to a policy that selects the controller',
        };
      }
    }
  },
};

function isController({ pods: [pod] }: Workload): boolean {
  return pod.object.spec.containers.some(({ image = '' }) => CONTROLLERS.test(repositoryOf(image)));
}

interface Question {
  readonly backend: Backend;
  readonly controllers: readonly Workload[];
}

interface Blocked {
  readonly workload: Workload;
  readonly direction: Direction;
}

function blockedWorkload(
  scene: Scene,
  ingress: Resource<Ingress>,
  { backend, controllers }: Question,
): Blocked | undefined {
  const service = scene.view.get('Service', backend.service, ingress.ref.namespace);
  const port = service === undefined ? undefined : backendPort(service.object, backend);
  if (service === undefined || port === undefined) return undefined;
  const clients = new Set(controllers.flatMap((workload) => scene.policies.groupsOf(workload)));
  const onHost = controllers.length > 0 && clients.size === 0;
  for (const workload of scene.selectedBy(service)) {
    const target = targetOn(workload.pods[0].object, port);
    const groups = scene.policies.groupsOf(workload);
    if (target === undefined || groups.length === 0) continue;
    const to = { port: target, protocol: port.protocol as Protocol, clients, onHost };
    if (groups.every((group) => isClosed(scene, group, to))) return { workload, direction: 'ingress' };
    if (groups.every((group) => isOutOfReach(scene, group, to))) return { workload, direction: 'egress' };
  }
  return undefined;
}

interface Approach {
  readonly port: number;
  readonly protocol: Protocol;
  readonly clients: ReadonlySet<PodGroup>;
  /** Whether all controllers are on the host network. */
  readonly onHost: boolean;
}

/**
 * Reports whether rules open the port to others, and to no pod that may be the controller. A port that no rule opens is left
 * to `target-blocked`.
 */
function isClosed(scene: Scene, group: PodGroup, approach: Approach): boolean {
  const { port, protocol } = approach;
  const [step] = scene.policies.steps(group, 'ingress');
  if (step === undefined || step.isolating.length === 0) return false;
  const open = step.candidates.filter(({ rule }) =>
    group.actors.some(({ pod }) => ruleAdmits(rule, { destination: pod, port, protocol })),
  );
  return open.length > 0 && !open.some((candidate) => mayBeController(scene, candidate, approach));
}

function mayBeController({ view, policies }: Scene, { peer }: Candidate, { clients, onHost }: Approach): boolean {
  // A controller on the host network comes with an address of its node: no pod is meant, and blocks may hold it.
  if (onHost) return peer.kind !== 'pods' || peer.nodesToo === true;
  if (peer.kind === 'blocks' && clients.size > 0) return mayHoldPods(view, peer);
  if (peer.kind !== 'pods') return true;
  const matched = policies.inScope(peer.scope);
  if (clients.size > 0) return matched.some((group) => clients.has(group));
  return matched.length === 0;
}

function mayHoldPods({ spec }: ClusterView, { cidrs, blindTo }: AddressBlocks): boolean {
  if (blindTo.includes('pod')) return false;
  const ranges = spec.network.podCIDRs.flatMap((text) => parseCidr(text) ?? []);
  return ranges.some((range) => cidrs.some((cidr) => overlaps(cidr, range)));
}

/** Reports whether the policies of every controller that is there keep it from the pods. */
function isOutOfReach({ policies }: Scene, group: PodGroup, { port, protocol, clients }: Approach): boolean {
  const [backend] = group.actors;
  if (backend === undefined || clients.size === 0) return false;
  const [ip = ''] = podIPs(backend.pod.object);
  const peer = { kind: 'pod', pod: backend.pod, ip } as const;
  return [...clients].every((client) => {
    const [actor] = client.actors;
    const candidates = policies.steps(client, 'egress').flatMap((step) => step.candidates);
    if (actor === undefined || candidates.some((candidate) => candidate.peer.kind === 'blocks')) return false;
    const connection = connectionOf(policies.table, { direction: 'egress', pod: actor.pod, peer, port, protocol });
    return isDrop(decide(policies.table.written, client.podClass, connection));
  });
}
