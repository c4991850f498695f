import type { Pod, Protocol } from '../../../engine/model/index.ts';
import { formatRef, namedPort, PROTOCOLS } from '../../../engine/model/index.ts';
import type { NamedPortRule } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { declaredPorts } from '../listening-ports.ts';
import { workloadNames } from '../nearest.ts';
import { destinationsOf, leadsOutside, usedRules } from '../policy-rules.ts';
import type { Actor } from '../policy-scene.ts';

const TWICE = (second: string): string => `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
    - {name: web, image: example/app, ports: [{name: http, containerPort: 8080}]}
    - {name: admin, image: example/admin, ports: [{name: ${second}, containerPort: 9090}]}
`;

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
      for (const port of used.rule.traffic) {
        if (port.kind !== 'named' || pods.some(({ pod }) => declares(pod.object, port.name, port.protocol))) continue;
        const protocol = port.protocol === undefined ? '' : `${port.protocol} `;
        yield {
          about: used.policy.ref,
          path: port.place.path,
          message: `no pod that the rule leads to declares a ${protocol}port named ${port.name}: ${offer(pods)}`,
          fix: 'write the name or the number of a container port',
        };
      }
    }
  },
};

export const namedPortAmbiguous: Check = {
  code: 'named-port-ambiguous',
  severity: 'warning',
  title: 'A port name of a policy rule stands for several numbers',
  why: 'Where two containers of a pod give one name to different ports, Kubernetes does not say which of them a policy means, and plugins differ. And some plugins leave out an egress rule whose name stands for different numbers on different pods; that is found for the clusters that do so.',
  fix: 'Give each port a name of its own, or write the numbers.',
  example: {
    wrong: documents(TWICE('http'), policyYaml('web', 'ingress:\n  - ports: [{port: http}]\n')),
    right: documents(TWICE('admin'), policyYaml('web', 'ingress:\n  - ports: [{port: http}]\n')),
  },
  *find({ policies }) {
    for (const used of usedRules(policies)) {
      const pods = destinationsOf(policies, used);
      for (const port of used.rule.traffic) {
        if (port.kind !== 'named') continue;
        const message = ambiguity(port, pods);
        if (message === undefined) continue;
        const fix = 'give each port a name of its own, or write the numbers';
        yield { about: used.policy.ref, path: port.place.path, message, fix };
      }
    }
  },
};

function ambiguity({ name, protocol, ambiguous }: NamedPortRule, pods: readonly Actor[]): string | undefined {
  const protocols = protocol === undefined ? PROTOCOLS : [protocol];
  for (const { workload, pod } of pods) {
    for (const each of protocols) {
      const numbers = numbersOf(pod.object, name, each);
      if (numbers.length < 2) continue;
      return `${name} is ${numbers.join(' and ')} of ${formatRef(workload.ref)}, in containers of one pod: which of them is meant differs between plugins`;
    }
  }
  return ambiguous === undefined
    ? undefined
    : `${name} is ${ambiguous.join(' and ')}, each on other pods: the plugin of this cluster leaves the name out of the rule`;
}

function numbersOf(pod: Pod, name: string, protocol: Protocol): readonly number[] {
  const ports = declaredPorts(pod).filter((port) => port.name === name && port.protocol === protocol);
  return [...new Set(ports.map(({ containerPort }) => containerPort))];
}

function declares(pod: Pod, name: string, protocol: Protocol | undefined): boolean {
  return (protocol === undefined ? PROTOCOLS : [protocol]).some((each) => namedPort(pod, name, each) !== undefined);
}

function offer(pods: readonly Actor[]): string {
  const ports = pods.flatMap(({ pod }) => declaredPorts(pod.object));
  const texts = ports.map(({ name, containerPort, protocol }) =>
    name === undefined ? `${containerPort}/${protocol}` : `${name} (${containerPort}/${protocol})`,
  );
  const who = workloadNames([...new Set(pods.map(({ workload }) => workload))]);
  return texts.length === 0 ? `${who} declares no ports` : `${who} has ${[...new Set(texts)].join(', ')}`;
}
