import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../draws.fixture.ts';
import { Cluster } from './index.ts';

const NAMES = ['a', 'b', 'c'];
const NAMESPACES = ['default', 'shop'];

const pods = NAMESPACES.flatMap((namespace) =>
  NAMES.map(
    (name) =>
      `{apiVersion: v1, kind: Pod, metadata: {namespace: ${namespace}, name: ${name}, labels: {app: ${name}}}, spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]}}`,
  ),
);
const namespaces = NAMESPACES.map((name) => `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}`);

/** Objects that select one app of their namespace, with whom they touch: read here by the letter. */
const foreign = fc.record({
  kind: fc.constantFrom('CiliumNetworkPolicy', 'Calico', 'AuthorizationPolicy', 'EgressFirewall'),
  namespace: fc.constantFrom(...NAMESPACES),
  app: fc.constantFrom(...NAMES),
});

type Foreign = typeof foreign extends fc.Arbitrary<infer T> ? T : never;

function yamlOf({ kind, namespace, app }: Foreign, index: number): string {
  const metadata = `metadata: {namespace: ${namespace}, name: f${index}}`;
  switch (kind) {
    case 'CiliumNetworkPolicy':
      return `{apiVersion: cilium.io/v2, kind: ${kind}, ${metadata}, spec: {endpointSelector: {matchLabels: {app: ${app}}}, ingress: []}}`;
    case 'Calico':
      return `{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, ${metadata}, spec: {selector: "app == '${app}'"}}`;
    case 'AuthorizationPolicy':
      return `{apiVersion: security.istio.io/v1, kind: ${kind}, ${metadata}, spec: {selector: {matchLabels: {app: ${app}}}}}`;
    default:
      return `{apiVersion: k8s.ovn.org/v1, kind: ${kind}, ${metadata}, spec: {egress: []}}`;
  }
}

const DIRECTIONS: Readonly<Record<string, readonly string[]>> = {
  CiliumNetworkPolicy: ['ingress'],
  Calico: ['ingress', 'egress'],
  AuthorizationPolicy: ['ingress'],
  EgressFirewall: ['egress'],
};

function touches({ kind, namespace, app }: Foreign, pod: { ns: string; name: string }, direction: string): boolean {
  if (namespace !== pod.ns || DIRECTIONS[kind]?.includes(direction) !== true) return false;
  return kind === 'EgressFirewall' || app === pod.name;
}

const policy = fc.record({ namespace: fc.constantFrom(...NAMESPACES), app: fc.constantFrom(...NAMES) });

/** The default cluster's plugin stands for any, so that each of the kinds may be acted on. */
test('no answer is certain about an end that a foreign object may touch', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(foreign, { maxLength: 3 }), fc.array(policy, { maxLength: 2 }), (objects, policies) => {
      const written = policies.map(
        ({ namespace, app }, index) =>
          `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: ${namespace}, name: p${index}}, spec: {podSelector: {matchLabels: {app: ${app}}}}}`,
      );
      const yaml = [...namespaces, ...pods, ...objects.map(yamlOf), ...written].join('\n---\n');
      const cluster = Cluster.of({ yaml });
      const plain = Cluster.of({ yaml: [...namespaces, ...pods, ...written].join('\n---\n') });
      const { connections, unknown = [] } = cluster.matrix();
      const ends = NAMESPACES.flatMap((ns) => NAMES.map((name) => ({ ns, name })));
      for (const from of ends) {
        for (const to of ends) {
          if (from.ns === to.ns && from.name === to.name) continue;
          const ip = cluster.view.get('Pod', to.name, to.ns)?.object.status?.podIP ?? '';
          const question = { from: { pod: from.name, namespace: from.ns }, to: `${ip}:80` };
          const doubts = objects.filter((each) => touches(each, from, 'egress') || touches(each, to, 'ingress'));
          const { outcome } = cluster.connect(question);
          const without = plain.connect(question).outcome;
          // What only restricts leaves a drop by a policy as it is.
          const isCertain = doubts.every(({ kind }) => kind === 'AuthorizationPolicy' || kind === 'EgressFirewall');
          if (doubts.length === 0 || (isCertain && without === 'timeout')) expect(outcome).toBe(without);
          else expect(outcome).toBe('unknown');
          const isPair = (row: { from: object; to: object }) =>
            JSON.stringify([row.from, row.to]) === JSON.stringify([peerOf(from), peerOf(to)]);
          expect({ unknown: unknown.some(isPair), allowed: connections.some(isPair) }).toEqual({
            unknown: outcome === 'unknown',
            allowed: outcome === 'connected',
          });
        }
      }
    }),
    { numRuns: draws(13) },
  );
});

function peerOf({ ns, name }: { ns: string; name: string }): object {
  return { kind: 'Workload', namespace: ns, name, workloadKind: 'Pod' };
}
