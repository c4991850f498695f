import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../model/index.ts';
import { applyDefaults } from './index.ts';

/** A record whose fields may each be absent. */
function sparse(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  return fc.record(fields, { requiredKeys: [] });
}

const few = <T>(element: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(element, { maxLength: 3 });
const port = fc.integer({ min: 0, max: 3 });
const labels = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y'), { maxKeys: 2 });

const container = sparse({
  name: fc.constantFrom('a', 'b'),
  image: fc.constantFrom('x', 'x:1', 'x@sha256:0', ''),
  ports: few(sparse({ containerPort: port, hostPort: port, protocol: fc.constantFrom('UDP', '') })),
  resources: sparse({ limits: fc.constant({ cpu: 1 }), requests: fc.constant({ memory: '1Gi' }) }),
  readinessProbe: sparse({ httpGet: sparse({ port }), periodSeconds: port }),
});
const podSpec = sparse({
  containers: few(container),
  initContainers: few(container),
  hostNetwork: fc.boolean(),
  volumes: few(sparse({ name: fc.constant('v'), emptyDir: fc.constant({}), secret: sparse({}) })),
});
const template = sparse({ metadata: sparse({ labels }), spec: podSpec });
const workload = sparse({
  template,
  replicas: port,
  strategy: sparse({}),
  updateStrategy: sparse({}),
  selector: labels,
});
const service = sparse({
  type: fc.constantFrom('', 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
  sessionAffinity: fc.constantFrom('', 'None', 'ClientIP'),
  sessionAffinityConfig: sparse({ clientIP: sparse({ timeoutSeconds: port }) }),
  ports: few(sparse({ port, targetPort: fc.oneof(port, fc.constant('')) })),
  externalIPs: few(fc.constant('203.0.113.1')),
});
const rule = sparse({ ports: few(sparse({ port })), from: few(sparse({ podSelector: fc.constant({}) })) });
const policy = sparse({ ingress: few(rule), egress: few(rule), policyTypes: few(fc.constant('Egress')) });

const KINDS: readonly (readonly [string, string, fc.Arbitrary<unknown>])[] = [
  ['v1', 'Pod', podSpec],
  ['v1', 'Service', service],
  ['v1', 'ReplicationController', workload],
  ['apps/v1', 'Deployment', workload],
  ['apps/v1', 'StatefulSet', workload],
  ['apps/v1', 'DaemonSet', workload],
  ['batch/v1', 'Job', workload],
  ['networking.k8s.io/v1', 'NetworkPolicy', policy],
];

test.each(KINDS)(
  '%s %s: defaults change nothing that is there, and need to be applied once',
  (apiVersion, kind, spec) => {
    const object = fc.record({
      apiVersion: fc.constant(apiVersion),
      kind: fc.constant(kind),
      metadata: sparse({ labels }),
      spec,
    });
    fc.assert(
      fc.property(object, (written) => {
        const before = structuredClone(written);
        const once = applyDefaults(written as KubernetesObject);
        expect(written).toEqual(before);
        expect(applyDefaults(once)).toBe(once);
      }),
      { numRuns: 200 },
    );
  },
);
