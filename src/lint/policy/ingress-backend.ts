import type { Ingress, Protocol, Resource } from '../../model/index.ts';
import { formatRef, repositoryOf } from '../../model/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml, serviceYaml } from '../example-manifests.ts';
import type { Backend } from '../ingress-backends.ts';
import { backendPort, backendsOf } from '../ingress-backends.ts';
import { admits } from '../policy-rules.ts';
import type { Candidate, PodGroup, PolicyScene } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';
import { targetOn } from '../scene.ts';
import type { Workload } from '../workloads.ts';

/** Images of ingress controllers whose own pods forward what comes in, by repository. */
const CONTROLLERS =
  /(^|\/)(ingress-nginx\/controller|nginx-ingress-controller|nginx-ingress|traefik|kubernetes-ingress|haproxy-ingress|kong|kubernetes-ingress-controller|emissary)$/;

export const ingressBackendBlocked: Check = {
  code: 'ingress-backend-blocked',
  severity: 'warning',
  title: 'Policies keep the ingress controller from the backend of an Ingress',
  why: "The pods behind an Ingress are reached by the ingress controller, from its own pods: neither the client's address nor the Ingress object plays a part. A policy that admits only the application's own pods lets the controller time out, and clients see 502, 503 or 504. Where the manifests hold no controller, a peer that matches none of their pods is taken for it.",
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
        yield {
          about: ingress.ref,
          path: backend.path,
          message: `no ingress rule lets ${who} reach ${formatRef(blocked.ref)}, the backend`,
          fix: "add a rule that admits the controller's namespace to a policy that selects the backend",
        };
      }
    }
  },
};

function isController({ pods: [pod] }: Workload): boolean {
  return (pod.object.spec?.containers ?? []).some(({ image = '' }) => CONTROLLERS.test(repositoryOf(image)));
}

interface Question {
  readonly backend: Backend;
  readonly controllers: readonly Workload[];
}

function blockedWorkload(
  scene: Scene,
  ingress: Resource<Ingress>,
  { backend, controllers }: Question,
): Workload | undefined {
  const service = scene.view.get('Service', backend.service, ingress.ref.namespace);
  const port = service === undefined ? undefined : backendPort(service.object, backend);
  if (service === undefined || port === undefined) return undefined;
  const clients = new Set(controllers.flatMap((workload) => scene.policies.groupsOf(workload)));
  // A controller on the host network comes with the address of its node: only blocks of addresses can tell.
  if (controllers.length > 0 && clients.size === 0) return undefined;
  return scene.selectedBy(service).find((workload) => {
    const target = targetOn(workload.pods[0].object, port);
    if (target === undefined) return false;
    const to = { port: target, protocol: (port.protocol ?? 'TCP') as Protocol, clients };
    const groups = scene.policies.groupsOf(workload);
    return groups.length > 0 && groups.every((group) => isClosed(scene.policies, group, to));
  });
}

interface Approach {
  readonly port: number;
  readonly protocol: Protocol;
  readonly clients: ReadonlySet<PodGroup>;
}

/** Pods that nobody reaches on the port at all are another check's. */
function isClosed(policies: PolicyScene, group: PodGroup, { port, protocol, clients }: Approach): boolean {
  const steps = policies.steps(group, 'ingress');
  const [step] = steps;
  if (step === undefined || steps.some(({ tier }) => tier === 'admin') || step.tier !== 'network') return false;
  const open = step.candidates.filter(({ rule }) =>
    group.actors.some(({ pod }) => admits(rule.ports, pod.object, port, protocol)),
  );
  return open.length > 0 && !open.some((candidate) => mayBeController(policies, candidate, clients));
}

function mayBeController(policies: PolicyScene, { peer }: Candidate, clients: ReadonlySet<PodGroup>): boolean {
  if (peer.kind !== 'pods') return true;
  const matched = policies.inScope(peer.scope);
  if (clients.size > 0) return matched.some((group) => clients.has(group));
  return matched.length === 0;
}
