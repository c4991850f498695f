import type { Pod, Protocol } from '../../model/index.ts';
import { namedPort } from '../../model/index.ts';
import type { Check } from '../check.ts';
import { podYaml, policyYaml } from '../example-manifests.ts';
import { declaredPorts } from '../listening-ports.ts';
import { workloadNames } from '../nearest.ts';
import { destinationsOf, leadsOutside, portPath, usedRules } from '../policy-rules.ts';
import type { Actor } from '../policy-scene.ts';

const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

export const namedPortMatchesNothing: Check = {
  code: 'named-port-matches-nothing',
  severity: 'warning',
  title: 'A port name of a policy rule is declared by no pod that it leads to',
  why: "A name in `ports` is looked up on each destination pod, among its container ports of the same protocol. Where no pod declares it, the rule admits no traffic. The names of a Service's ports play no part.",
  fix: 'Name the container port so, use the name that it has, or write the number.',
  example: {
    given: podYaml('web', 'image: nginx, ports: [{name: http, containerPort: 80}]'),
    wrong: policyYaml('web', 'ingress:\n  - ports: [{port: web}]\n'),
    right: policyYaml('web', 'ingress:\n  - ports: [{port: http}]\n'),
  },
  *find({ policies }) {
    for (const used of usedRules(policies)) {
      if (leadsOutside(used)) continue;
      const pods = destinationsOf(policies, used);
      if (pods.length === 0) continue;
      for (const [index, port] of used.rule.ports.entries()) {
        if (port.kind !== 'named' || pods.some(({ pod }) => declares(pod.object, port.name, port.protocol))) continue;
        const protocol = port.protocol === undefined ? '' : `${port.protocol} `;
        yield {
          about: used.policy.ref,
          path: portPath(used.rule, index),
          message: `no pod that the rule leads to declares a ${protocol}port named ${port.name}: ${offer(pods)}`,
          fix: 'write the name or the number of a container port',
        };
      }
    }
  },
};

function declares(pod: Pod, name: string, protocol: Protocol | undefined): boolean {
  return (protocol === undefined ? PROTOCOLS : [protocol]).some((each) => namedPort(pod, name, each) !== undefined);
}

function offer(pods: readonly Actor[]): string {
  const ports = pods.flatMap(({ pod }) => declaredPorts(pod.object));
  const texts = ports.map(({ name, containerPort, protocol = 'TCP' }) =>
    name === undefined ? `${containerPort}/${protocol}` : `${name} (${containerPort}/${protocol})`,
  );
  const who = workloadNames([...new Set(pods.map(({ workload }) => workload))]);
  return texts.length === 0 ? `${who} declares no ports` : `${who} has ${[...new Set(texts)].join(', ')}`;
}
