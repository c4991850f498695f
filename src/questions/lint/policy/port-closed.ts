import { listeningOf } from '../../../engine/control-plane/kubelet/index.ts';
import { formatRef } from '../../../engine/model/index.ts';
import type { TrafficRule } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { podYaml, policyYaml } from '../example-manifests.ts';
import { listenersText } from '../listening-ports.ts';
import { destinationsOf, leadsOutside, usedRules } from '../policy-rules.ts';
import type { Actor } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';

type Range = Extract<TrafficRule, { kind: 'range' }>;

export const policyPortClosed: Check = {
  code: 'policy-port-closed',
  severity: 'note',
  title: 'A policy rule admits a port on which none of its pods listens',
  why: 'The rule opens a port that nobody answers, so it is a left-over, or it should name another port. A process that starts to listen there later is open at once.',
  fix: 'Write the port on which the pods listen, or declare it in their container ports if they do listen there.',
  example: {
    given: podYaml('web', 'image: example/app, ports: [{containerPort: 8080}]'),
    wrong: policyYaml('web', 'ingress:\n  - ports: [{port: 8080}, {port: 8443}]\n'),
    right: policyYaml('web', 'ingress:\n  - ports: [{port: 8080}]\n'),
  },
  *find(scene) {
    for (const used of usedRules(scene.policies)) {
      if (leadsOutside(used) || used.rule.verdict !== 'allow') continue;
      const pods = destinationsOf(scene.policies, used);
      const [first] = pods;
      for (const port of used.rule.traffic) {
        if (first === undefined || port.kind !== 'range' || port.from !== port.to) continue;
        if (!pods.every((actor) => isSilent(scene, actor, port))) continue;
        yield {
          about: used.policy.ref,
          path: port.place.path,
          message: `nobody whom the rule leads to listens on ${port.from}/${port.protocol}: ${formatRef(first.workload.ref)} listens on ${listenersText(scene.view, first.pod.object)}`,
          fix: 'write the port on which the pods listen, or remove it',
        };
      }
    }
  },
};

/**
 * Reports whether it is known on what a pod listens, and that is not this port. A port of one of its Services does not count
 * here: `policy-uses-service-port` finds that.
 */
function isSilent(scene: Scene, { workload, pod }: Actor, { from, protocol }: Range): boolean {
  const { listeners, unknown } = listeningOf(scene.view.spec, pod.object);
  if (unknown !== undefined || listeners.length === 0) return false;
  if (listeners.some((each) => each.port === from && each.protocol === protocol)) return false;
  const services = scene.servicesOf(workload);
  return !services.some(({ object }) => object.spec.ports?.some(({ port }) => port === from) === true);
}
