import type { Resource, Service, ServicePort } from '../../../engine/model/index.ts';
import { formatRef, targetOn } from '../../../engine/model/index.ts';
import type { TrafficRule } from '../../../engine/network/policy/index.ts';
import type { Check, Problem } from '../check.ts';
import { documents, podYaml, policyYaml, serviceYaml } from '../example-manifests.ts';
import { listensOn } from '../listening-ports.ts';
import type { UsedRule } from '../policy-rules.ts';
import { destinationsOf, leadsOutside, policyAdmits, usedRules } from '../policy-rules.ts';
import type { Actor } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';

type Range = Extract<TrafficRule, { kind: 'range' }>;

export const policyUsesServicePort: Check = {
  code: 'policy-uses-service-port',
  severity: 'warning',
  title: 'A policy rule names the port of a Service, not that of the pod',
  why: "Policies see a connection after the Service's address was translated: what counts is the port on which the pod listens (`targetPort`). A rule for the Service's `port` admits nothing where the two differ.",
  fix: 'Write the targetPort, or better the name of the container port.',
  example: {
    given: documents(
      podYaml('web', 'image: example/app, ports: [{name: http, containerPort: 8080}]'),
      serviceYaml('web', 'selector: {app: web}, ports: [{port: 80, targetPort: http}]'),
    ),
    wrong: policyYaml('web', 'ingress:\n  - ports: [{port: 80}]\n'),
    right: policyYaml('web', 'ingress:\n  - ports: [{port: http}]\n'),
  },
  *find(scene) {
    const seesServices = scene.view.spec.network.policies.reading.egressSeesServiceIP;
    for (const used of usedRules(scene.policies)) {
      if (leadsOutside(used) || (seesServices && meansServices(used))) continue;
      const pods = destinationsOf(scene.policies, used);
      for (const port of used.rule.traffic) {
        if (port.kind === 'range' && port.from === port.to) yield* judgePort(scene, used, { port, pods });
      }
    }
  },
};

/** Where a plugin looks before translation, a rule for egress means the ports of Services, unless it selects pods. */
function meansServices({ direction, rule }: UsedRule): boolean {
  return direction === 'egress' && !rule.peers.some(({ kind }) => kind === 'pods');
}

interface Asked {
  readonly port: Range;
  readonly pods: readonly Actor[];
}

function* judgePort(scene: Scene, used: UsedRule, { port, pods }: Asked): Generator<Problem> {
  const { from: number, protocol } = port;
  if (pods.some(({ pod }) => listensOn(scene.view, pod.object, number, protocol))) return;
  for (const { workload, pod } of pods) {
    const found = serviceWith(scene.servicesOf(workload), port);
    const target = found === undefined ? undefined : targetOn(pod.object, found.port);
    if (found === undefined || target === undefined || target === number) continue;
    if (policyAdmits(used.policy, used.direction, { destination: pod, port: target, protocol })) continue;
    yield {
      about: used.policy.ref,
      path: port.place.path,
      message: `${number}/${protocol} is the port of ${formatRef(found.service.ref)}; policies see the pod's own port, ${target} of ${formatRef(workload.ref)}`,
      fix: `write port: ${target}`,
    };
    return;
  }
}

function serviceWith(
  services: readonly Resource<Service>[],
  { from, protocol }: Range,
): { readonly service: Resource<Service>; readonly port: ServicePort } | undefined {
  for (const service of services) {
    const port = service.object.spec.ports?.find((each) => each.port === from && each.protocol === protocol);
    if (port !== undefined && service.object.spec.clusterIP !== 'None') return { service, port };
  }
  return undefined;
}
