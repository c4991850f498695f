import { describe, expect, test } from 'vitest';
import { ClusterState } from '../../store/index.ts';
import { packetOf, resourcesOf, stateOf, testSpec } from '../../testing/index.ts';
import { compileServices, translate } from './index.ts';

const service = (name: string, spec: string, labels = '{}') => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, labels: ${labels}}
spec: {${spec}}
---`;

describe('Services that kube-proxy has no rules for', () => {
  test.each([
    { what: 'headless', manifest: service('a', 'clusterIP: None, ports: [{port: 80}]'), ports: 0 },
    {
      what: 'ExternalName',
      manifest: service('a', 'type: ExternalName, externalName: x.org, externalIPs: [1.2.3.4], ports: [{port: 80}]'),
      ports: 0,
    },
    { what: 'without a cluster IP', manifest: service('a', 'ports: [{port: 80}]'), ports: 0 },
    {
      what: 'for another service proxy',
      manifest: service(
        'a',
        'clusterIP: 10.96.0.1, ports: [{port: 80}]',
        '{service.kubernetes.io/service-proxy-name: x}',
      ),
      ports: 0,
    },
    { what: 'no others', manifest: service('a', 'clusterIP: 10.96.0.1, ports: [{port: 80}, {port: 81}]'), ports: 2 },
    {
      what: 'no dual-stack ones',
      manifest: service('a', 'clusterIPs: [10.96.0.1, "fd00::1"], ports: [{port: 80}]'),
      ports: 2,
    },
  ])('$what', ({ manifest, ports }) => {
    expect(compileServices(stateOf(manifest)).table.index.ports).toHaveLength(ports);
  });
});

describe('loadBalancerSourceRanges', () => {
  test.each([
    { ranges: '[" 10.0.0.0/8 "]', restricts: 1 },
    { ranges: '[10.0.0.0/8, 0.0.0.0/0]', restricts: 0 },
    { ranges: '["2001:db8::/32"]', restricts: 0 },
  ])('$ranges', ({ ranges, restricts }) => {
    const manifest = service('a', `clusterIP: 10.96.0.1, loadBalancerSourceRanges: ${ranges}, ports: [{port: 80}]`);
    expect(compileServices(stateOf(manifest)).table.index.ports[0]?.sourceRanges).toHaveLength(restricts);
  });
});

describe('two Services at one address', () => {
  const claim = (name: string, port: number) =>
    service(name, `clusterIP: 10.96.0.${name.length}, externalIPs: [1.2.3.4], ports: [{port: ${port}}]`);

  test('one port each is no news', () => {
    expect(compileServices(stateOf(claim('a', 80) + claim('bb', 81))).diagnostics).toEqual([]);
  });

  test('the same port is a warning, and the first by name answers', () => {
    const { table, diagnostics } = compileServices(stateOf(claim('bb', 80) + claim('a', 80)));
    expect(diagnostics).toMatchObject([
      { code: 'duplicate-service-address', severity: 'warning', about: { name: 'bb' }, at: { file: 'test.yaml' } },
    ]);
    const packet = packetOf({ source: '10.244.1.7', destination: '1.2.3.4', port: 80 });
    expect(translate(table, packet, { node: 'worker-1', from: 'pod' })).toMatchObject({ service: { name: 'a' } });
  });
});

test('5,000 Services compile without one look at a manifest', () => {
  const services = Array.from({ length: 5000 }, (_, index) => {
    const ip = `10.${100 + Math.floor(index / 65536)}.${Math.floor(index / 256)}.${index % 256}`;
    return {
      ref: { kind: 'Service', namespace: 'default', name: `s${index}` },
      object: { kind: 'Service', metadata: { name: `s${index}` }, spec: { clusterIP: ip, ports: [{ port: 80 }] } },
      origin: {
        kind: 'manifest' as const,
        document: {
          location: { file: 'x', line: 1, column: 1 },
          locate: () => {
            throw new Error('located');
          },
        },
      },
    };
  });
  const { table } = compileServices(ClusterState.of(testSpec, services));
  expect(table.index.byAddress.size).toBe(5000);
});

test('a verdict looks for its place only when somebody reads why', () => {
  let located = 0;
  const [resource] = resourcesOf(service('a', 'clusterIP: 10.96.0.1, ports: [{port: 80}]'));
  if (resource === undefined) throw new Error('no resource');
  const locate = () => {
    located++;
    return { file: 'x', line: 1, column: 1 };
  };
  const document = { location: { file: 'x', line: 1, column: 1 }, locate };
  const state = ClusterState.of(testSpec, [{ ...resource, origin: { kind: 'manifest', document } }]);
  const packet = packetOf({ source: '10.244.1.7', destination: '10.96.0.1', port: 80 });
  const translation = translate(compileServices(state).table, packet, { node: 'worker-1', from: 'pod' });
  expect(located).toBe(0);
  const rule = translation.kind === 'end' ? translation.decision.rule : undefined;
  expect(located).toBe(0);
  expect([rule?.location, rule?.location]).toMatchObject([{ file: 'x' }, { file: 'x' }]);
  expect(located).toBe(1);
});
