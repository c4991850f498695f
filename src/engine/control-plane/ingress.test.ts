import { describe, expect, test } from 'vitest';
import type { ClusterSpec, Ingress } from '../model/index.ts';
import { resourcesOf, testSpec } from '../testing/index.ts';
import { applyObjects, type Simulation, startCluster } from './index.ts';

const installed: ClusterSpec = { ...testSpec, ingressController: 'nginx' };
const [, ...workers] = testSpec.nodes;
const single: ClusterSpec = { ...installed, nodes: workers.slice(0, 1) };
const pool: ClusterSpec = {
  ...installed,
  network: { ...testSpec.network, loadBalancer: { pool: '198.51.100.0/24' } },
};

const WEB =
  '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec: {CLASS rules: [{host: a.com}]}}';
const named = WEB.replace('CLASS', 'ingressClassName: nginx,');
const classless = WEB.replace('CLASS', '');
const byDefault =
  '{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}, spec: {controller: k8s.io/ingress-nginx}}';

function ingressIn({ state }: Simulation): Ingress | undefined {
  return state.get('Ingress', 'web', 'default')?.object;
}

function applied(spec: ClusterSpec, ...yaml: readonly string[]): Simulation {
  return applyObjects(startCluster(spec), resourcesOf(yaml.join('\n---\n')));
}

describe('the class of an Ingress', () => {
  test.each([
    ['none without a default', [classless], undefined],
    ['the default, in whatever order they are written', [classless, byDefault], 'nginx'],
    ['the default', [byDefault, classless], 'nginx'],
    ['its own, where it names one', [byDefault, WEB.replace('CLASS', 'ingressClassName: other,')], 'other'],
  ])('is %s', (_, yaml, expected) => {
    expect(ingressIn(applied(testSpec, ...yaml))?.spec?.ingressClassName).toBe(expected);
  });
});

describe('the address of an Ingress', () => {
  test.each([
    ['empty without a controller', testSpec, named, undefined],
    ['empty where no controller takes its class', single, classless, undefined],
    ['that of the node', single, named, '192.168.0.11'],
    ['that of the load balancer', pool, named, '198.51.100.1'],
  ])('is %s', (_, spec, yaml, ip) => {
    expect(ingressIn(applied(spec, yaml))?.status?.loadBalancer?.ingress?.[0]?.ip).toBe(ip);
  });

  test('goes with the controller', () => {
    const before = applied(single, named);
    const pods = before.state.list('Pod', 'ingress-nginx');
    expect(pods).toHaveLength(1);
    const idle = resourcesOf(
      '{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec: {controller: example.com/other}}',
    );
    expect(ingressIn(applyObjects(before, idle))?.status?.loadBalancer?.ingress).toBeUndefined();
  });
});

describe('the ingress controller of a cluster', () => {
  test.each([
    ['a node port', installed, 'NodePort', undefined],
    ['the ports of a single node', single, 'NodePort', 80],
    ['a load balancer', pool, 'LoadBalancer', undefined],
  ])('is reached by %s', (_, spec, type, hostPort) => {
    const { state } = startCluster(spec);
    expect(state.get('Service', 'ingress-nginx-controller', 'ingress-nginx')?.object.spec.type).toBe(type);
    const [pod] = state.list('Pod', 'ingress-nginx');
    expect(pod?.object.spec.containers[0]?.ports?.[0]?.hostPort).toBe(hostPort);
    expect(pod?.object.status?.phase).toBe('Running');
  });

  test('is not there unless it is asked for', () => {
    const { state } = startCluster(testSpec);
    expect([state.list('IngressClass'), state.list('Pod', 'ingress-nginx')]).toEqual([[], []]);
    expect(state.get('Namespace', 'ingress-nginx')).toBeUndefined();
  });
});
