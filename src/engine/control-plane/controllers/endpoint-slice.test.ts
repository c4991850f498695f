import { describe, expect, test } from 'vitest';
import type { ClusterSpec, EndpointSlice } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { endpointSliceController } from './endpoint-slice.ts';
import { NODES, settle } from './settle.fixture.ts';

const service = (spec: string, metadata = ''): string => `
---
apiVersion: v1
kind: Service
metadata: {name: web${metadata}}
spec: {${spec}}
`;

interface PodParts {
  readonly ip?: string;
  readonly ready?: boolean;
  readonly node?: string;
  readonly labels?: string;
  readonly ports?: string;
  readonly metadata?: string;
  readonly spec?: string;
  readonly phase?: string;
}

const pod = (name: string, parts: PodParts = {}): string => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, uid: uid-${name}, labels: {${parts.labels ?? 'app: web'}}${parts.metadata ?? ''}}
spec: {nodeName: ${parts.node ?? 'worker-1'}, containers: [{name: c, image: i, ports: [${parts.ports ?? ''}]}]${parts.spec ?? ''}}
status:
  phase: ${parts.phase ?? 'Running'}
  podIPs: [${(parts.ip ?? '10.244.1.2')
    .split(',')
    .filter(Boolean)
    .map((ip) => `{ip: "${ip}"}`)
    .join()}]
  conditions: [{type: Ready, status: "${(parts.ready ?? true) ? 'True' : 'False'}"}]
`;

function slices(yaml: string, spec: ClusterSpec = testSpec): readonly EndpointSlice[] {
  const state = stateOf(NODES + yaml, spec);
  return state
    .apply(endpointSliceController.reconcile(state).changes)
    .list('EndpointSlice')
    .map(({ object }) => object);
}

const WEB = 'clusterIP: 10.96.1.1, ipFamilies: [IPv4], selector: {app: web}, ports: [{port: 80, targetPort: 8080}]';

/** `10.244.1.2 ready,serving` for each endpoint. */
function endpoints(all: readonly EndpointSlice[]): readonly string[] {
  return all.flatMap((slice) =>
    slice.endpoints.map(({ addresses, conditions }) => {
      const on = Object.entries(conditions ?? {}).filter(([, value]) => value);
      return `${addresses.join()} ${on.map(([name]) => name).join()}`;
    }),
  );
}

/** `80/TCP 443/TCP` for each slice. */
function ports(all: readonly EndpointSlice[]): readonly string[] {
  return all.map((slice) =>
    (slice.ports ?? []).map(({ name, port, protocol }) => `${name}:${port}/${protocol}`).join(' '),
  );
}

describe('which pods are endpoints', () => {
  const READY = ['10.244.1.2 ready,serving'];
  test.each<{ readonly rule: string; readonly yaml: string; readonly expected: readonly string[] }>([
    {
      rule: 'a ready pod with all labels of the selector is',
      yaml: service(WEB) + pod('a', { labels: 'app: web, x: y' }),
      expected: READY,
    },
    {
      rule: 'a pod without one of the labels is not',
      yaml: service(WEB.replace('app: web', 'app: web, x: y')) + pod('a'),
      expected: [],
    },
    {
      rule: 'a pod of another namespace is not',
      yaml: service(WEB) + pod('a', { metadata: ', namespace: other' }),
      expected: [],
    },
    {
      rule: 'a pod that is not ready is, unready',
      yaml: service(WEB) + pod('a', { ready: false }),
      expected: ['10.244.1.2 '],
    },
    {
      rule: 'a pod that is not ready is ready with publishNotReadyAddresses',
      yaml: service(`${WEB}, publishNotReadyAddresses: true`) + pod('a', { ready: false }),
      expected: ['10.244.1.2 ready'],
    },
    {
      rule: 'a Terminating pod serves and is not ready',
      yaml: service(WEB) + pod('a', { metadata: ', deletionTimestamp: "2024-01-01T00:00:00Z"' }),
      expected: ['10.244.1.2 serving,terminating'],
    },
    { rule: 'a pod without an address is not', yaml: service(WEB) + pod('a', { ip: '' }), expected: [] },
    { rule: 'a pod that succeeded is not', yaml: service(WEB) + pod('a', { phase: 'Succeeded' }), expected: [] },
    { rule: 'a pod that failed is not', yaml: service(WEB) + pod('a', { phase: 'Failed' }), expected: [] },
    { rule: 'a pod on a node that is not there is not', yaml: service(WEB) + pod('a', { node: 'gone' }), expected: [] },
    {
      rule: 'a pod on a node that is not there is with publishNotReadyAddresses',
      yaml: service(`${WEB}, publishNotReadyAddresses: true`) + pod('a', { node: 'gone' }),
      expected: READY,
    },
  ])('$rule', ({ yaml, expected }) => {
    const found = slices(yaml);
    expect(endpoints(found)).toEqual(expected);
    expect(found).toHaveLength(1);
  });

  test.each([
    { rule: 'without a selector', spec: 'clusterIP: 10.96.1.1' },
    { rule: 'with an empty selector', spec: 'clusterIP: 10.96.1.1, selector: {}' },
    { rule: 'of type ExternalName', spec: 'type: ExternalName, externalName: example.com, selector: {app: web}' },
  ])('a Service $rule gets no slice at all', ({ spec }) => {
    expect(slices(service(spec) + pod('a'))).toEqual([]);
  });

  test('a slice that the user wrote for a Service without a selector stays', () => {
    const manual = `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: mine, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
endpoints: []
`;
    expect(slices(service('clusterIP: 10.96.1.1') + manual).map(({ metadata }) => metadata.name)).toEqual(['mine']);
  });
});

describe('what an endpoint says', () => {
  test('names its pod, its node and the zone', () => {
    const [slice] = slices(service(WEB) + pod('a'));
    expect(slice?.endpoints[0]).toMatchObject({
      targetRef: { kind: 'Pod', namespace: 'default', name: 'a', uid: 'uid-a' },
      nodeName: 'worker-1',
      zone: 'a',
    });
  });

  test.each([
    { rule: 'a host name and this Service as subdomain', spec: ', hostname: h, subdomain: web', hostname: 'h' },
    { rule: 'another subdomain', spec: ', hostname: h, subdomain: api', hostname: undefined },
    { rule: 'no host name', spec: ', subdomain: web', hostname: undefined },
  ])('a pod with $rule has the host name $hostname', ({ spec, hostname }) => {
    expect(slices(service(WEB) + pod('a', { spec }))[0]?.endpoints[0]?.hostname).toBe(hostname);
  });

  test.each([
    { distribution: 'PreferSameZone', parts: {}, hints: { forZones: [{ name: 'a' }] } },
    { distribution: 'PreferClose', parts: {}, hints: { forZones: [{ name: 'a' }] } },
    {
      distribution: 'PreferSameNode',
      parts: {},
      hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'worker-1' }] },
    },
    { distribution: 'PreferClose', parts: { ready: false }, hints: undefined },
    { distribution: 'Elsewhere', parts: {}, hints: undefined },
  ])(
    'trafficDistribution $distribution of a pod with $parts gives the hints $hints',
    ({ distribution, parts, hints }) => {
      const found = slices(service(`${WEB}, trafficDistribution: ${distribution}`) + pod('a', parts));
      expect(found[0]?.endpoints[0]?.hints).toEqual(hints);
    },
  );

  test('topology-mode is not modelled, says so, and switches trafficDistribution off', () => {
    const yaml = service(
      `${WEB}, trafficDistribution: PreferClose`,
      ', annotations: {service.kubernetes.io/topology-mode: Auto}',
    );
    expect(slices(yaml + pod('a'))[0]?.endpoints[0]?.hints).toBeUndefined();
    const { diagnostics } = endpointSliceController.reconcile(stateOf(NODES + yaml));
    expect(diagnostics).toMatchObject([{ code: 'topology-mode-ignored', severity: 'note', at: { file: 'test.yaml' } }]);
  });
});

describe('the ports of a slice', () => {
  const named = (port: string): string => WEB.replace('targetPort: 8080', `targetPort: ${port}`);
  test.each<{ readonly rule: string; readonly yaml: string; readonly expected: readonly string[] }>([
    { rule: 'a number needs no declared port', yaml: service(WEB) + pod('a'), expected: [':8080/TCP'] },
    {
      rule: 'without targetPort the port itself',
      yaml: service(WEB.replace(', targetPort: 8080', '')) + pod('a'),
      expected: [':80/TCP'],
    },
    {
      rule: 'a name is looked up in the pod',
      yaml: service(named('http')) + pod('a', { ports: '{name: http, containerPort: 3000}' }),
      expected: [':3000/TCP'],
    },
    {
      rule: 'a name of another protocol is not found',
      yaml: service(named('http')) + pod('a', { ports: '{name: http, containerPort: 3000, protocol: UDP}' }),
      expected: [''],
    },
    {
      rule: 'a name is looked up in sidecars too',
      yaml:
        service(named('http')) +
        pod('a', {
          spec: ', initContainers: [{name: s, restartPolicy: Always, ports: [{name: http, containerPort: 3001}]}]',
        }),
      expected: [':3001/TCP'],
    },
    {
      rule: 'not in other init containers',
      yaml:
        service(named('http')) +
        pod('a', { spec: ', initContainers: [{name: s, ports: [{name: http, containerPort: 3001}]}]' }),
      expected: [''],
    },
    {
      rule: 'pods with different numbers are in different slices',
      yaml:
        service(named('http')) +
        pod('a', { ports: '{name: http, containerPort: 3000}' }) +
        pod('b', { ip: '10.244.1.3', ports: '{name: http, containerPort: 4000}' }) +
        pod('c', { ip: '10.244.1.4', ports: '{name: http, containerPort: 3000}' }),
      expected: [':3000/TCP', ':4000/TCP'],
    },
    {
      rule: 'a headless Service needs none',
      yaml: service('clusterIP: None, selector: {app: web}') + pod('a'),
      expected: [''],
    },
  ])('$rule', ({ yaml, expected }) => {
    const found = slices(yaml);
    expect([...ports(found)].sort()).toEqual(expected);
    expect(found.reduce((sum, slice) => sum + slice.endpoints.length, 0)).toBe(yaml.match(/kind: Pod/g)?.length);
  });
});

describe('the slices of a Service', () => {
  test('have the Service as owner and its labels, and are found by their own', () => {
    const [slice] = slices(service(WEB, ', labels: {team: shop, service.kubernetes.io/headless: x}') + pod('a'));
    expect(slice?.metadata).toMatchObject({
      name: expect.stringMatching(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/),
      generateName: 'web-',
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name: 'web', controller: true }],
    });
    expect(slice?.metadata.labels).toEqual({
      team: 'shop',
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    });
  });

  test('say that the Service is headless', () => {
    const [slice] = slices(service('clusterIP: None, selector: {app: web}') + pod('a'));
    expect(slice?.metadata.labels?.['service.kubernetes.io/headless']).toBe('');
  });

  test('hold a hundred endpoints at most', () => {
    const pods = Array.from({ length: 205 }, (_, index) => pod(`p${index}`, { ip: `10.244.1.${index + 2}` }));
    const sizes = slices(service(WEB) + pods.join('')).map((slice) => slice.endpoints.length);
    expect(sizes.sort((a, b) => b - a)).toEqual([100, 100, 5]);
  });

  test.each([
    { families: '[IPv4]', expected: { IPv4: ['10.244.1.2'] } },
    { families: '[IPv6]', expected: { IPv6: ['fd00::2'] } },
    { families: '[IPv6, IPv4]', expected: { IPv4: ['10.244.1.2'], IPv6: ['fd00::2'] } },
  ])('are one for each family of $families', ({ families, expected }) => {
    const found = slices(service(WEB.replace('[IPv4]', families)) + pod('a', { ip: '10.244.1.2,fd00::2' }));
    const byType = found.map((slice) => [slice.addressType, slice.endpoints.flatMap(({ addresses }) => addresses)]);
    expect(Object.fromEntries(byType)).toEqual(expected);
  });

  test('go when the Service goes, and when it loses a family', () => {
    const both = stateOf(
      NODES + service(WEB.replace('[IPv4]', '[IPv4, IPv6]')) + pod('a', { ip: '10.244.1.2,fd00::2' }),
    );
    const before = settle(both);
    expect(before.list('EndpointSlice')).toHaveLength(2);
    const [web] = before.list('Service');
    if (web === undefined) throw new Error('no Service');
    const single = { ...web.object, spec: { ...web.object.spec, ipFamilies: ['IPv4'] } };
    expect(
      settle(before.apply([{ kind: 'put', resource: { ...web, object: single } }])).list('EndpointSlice'),
    ).toHaveLength(1);
    const after = settle(before.apply([{ kind: 'delete', ref: web.ref }]));
    expect(after.list('EndpointSlice')).toEqual([]);
    expect(after.list('Endpoints')).toEqual([]);
  });
});
