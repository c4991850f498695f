import { describe, expect, test } from 'vitest';
import { keepAllocated } from '../../admission/prepare/keep-allocated.ts';
import type { ClusterSpec, Service, ServiceSpec } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { assignServiceAddresses } from './assign-service-addresses.ts';

function network(changes: Partial<ClusterSpec['network']>): ClusterSpec {
  return { ...testSpec, network: { ...testSpec.network, ...changes } };
}

const dualStack = network({ serviceCIDRs: ['10.96.0.0/16', 'fd00:96::/108'] });
const ipv6First = network({ serviceCIDRs: ['fd00:96::/108', '10.96.0.0/16'] });

function service(name: string, spec: string): string {
  return `kind: Service\nmetadata: {name: ${name}}\nspec: {${spec}}\n---\n`;
}

function assigned(yaml: string, spec: ClusterSpec = testSpec) {
  const state = stateOf(yaml, spec);
  const { changes, diagnostics } = assignServiceAddresses(state, state.list('Service'));
  const after = state.apply(changes);
  return { diagnostics, after, spec: (name: string) => after.get('Service', name, 'default')?.object.spec };
}

describe('cluster IPs', () => {
  test.each([
    { cidr: '10.96.0.0/12', first: '10.96.1.1' },
    { cidr: '10.0.0.0/16', first: '10.0.1.1' },
    { cidr: '10.0.0.0/20', first: '10.0.1.1' },
    { cidr: '10.0.0.0/24', first: '10.0.0.17' },
    { cidr: '10.0.0.0/28', first: '10.0.0.1' },
    { cidr: 'fd00::/108', first: 'fd00::101' },
  ])('of $cidr, the first picked is $first: the low ones are left to those who name them', ({ cidr, first }) => {
    expect(assigned(service('a', 'ports: [{port: 80}]'), network({ serviceCIDRs: [cidr] })).spec('a')).toMatchObject({
      clusterIP: first,
      clusterIPs: [first],
      ipFamilyPolicy: 'SingleStack',
    });
  });

  test('who names an address has it before anything is picked', () => {
    const { spec } = assigned(service('a', '') + service('b', 'clusterIP: 10.96.1.1'));
    expect([spec('a')?.clusterIP, spec('b')?.clusterIP]).toEqual(['10.96.1.2', '10.96.1.1']);
  });

  test('the static band is used when the other is full', () => {
    const small = network({ serviceCIDRs: ['10.0.0.0/27'] });
    const many = Array.from({ length: 15 }, (_, index) => service(`s${String(index).padStart(2, '0')}`, '')).join('');
    const { spec } = assigned(many, small);
    expect([spec('s13')?.clusterIP, spec('s14')?.clusterIP]).toEqual(['10.0.0.30', '10.0.0.1']);
  });

  test('two Services that name one address: the first by name keeps it, the other is rejected', () => {
    const both = service('b', 'clusterIP: 10.96.0.50') + service('a', 'clusterIP: 10.96.0.50');
    const { spec, diagnostics } = assigned(both);
    expect(spec('a')?.clusterIP).toBe('10.96.0.50');
    expect(spec('b')).toBeUndefined();
    expect(diagnostics).toEqual([
      {
        code: 'cluster-ip-taken',
        severity: 'error',
        message:
          'The Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.50"]: failed to allocate IP 10.96.0.50: provided IP is already allocated',
        cause:
          'spec.clusterIPs: Invalid value: ["10.96.0.50"]: failed to allocate IP 10.96.0.50: provided IP is already allocated',
        hint: 'Service default/a (test.yaml:5:1) holds it',
        about: { kind: 'Service', namespace: 'default', name: 'b' },
        at: { file: 'test.yaml', line: 3, column: 19 },
      },
    ]);
  });

  test('a built-in Service comes before all others', () => {
    const state = stateOf(service('a', 'clusterIP: 10.96.0.10') + service('dns', 'clusterIP: 10.96.0.10'));
    const services = state.list('Service').map((each) => {
      return each.ref.name === 'dns' ? { ...each, origin: { kind: 'builtin' } as const } : each;
    });
    const { diagnostics } = assignServiceAddresses(state, services);
    expect(diagnostics).toMatchObject([{ code: 'cluster-ip-taken', about: { name: 'a' } }]);
  });

  test('a Service that is there already keeps its address', () => {
    const state = stateOf(service('z', 'clusterIP: 10.96.0.50') + service('a', 'clusterIP: 10.96.0.50'));
    const { changes } = assignServiceAddresses(state, state.list('Service').slice(0, 1));
    expect(changes).toEqual([{ kind: 'delete', ref: { kind: 'Service', namespace: 'default', name: 'a' } }]);
  });

  test.each([
    { ip: '10.112.0.1', why: 'outside the range' },
    { ip: '10.96.0.0', why: 'the address of the network' },
    { ip: '10.111.255.255', why: 'the broadcast address' },
  ])('$ip is refused: $why', ({ ip }) => {
    const { diagnostics } = assigned(service('a', `clusterIP: ${ip}`));
    expect(diagnostics).toMatchObject([
      {
        code: 'cluster-ip-out-of-range',
        message: `The Service "a" is invalid: spec.clusterIPs: Invalid value: ["${ip}"]: failed to allocate IP ${ip}: the provided IP (${ip}) is not in the valid range. The range of valid IPs is 10.96.0.0/12`,
      },
    ]);
  });

  test('a range that is used up is an error of the server', () => {
    const { diagnostics, spec } = assigned(
      service('a', '') + service('b', '') + service('c', ''),
      network({ serviceCIDRs: ['10.0.0.0/30'] }),
    );
    expect(spec('b')?.clusterIP).toBe('10.0.0.2');
    expect(diagnostics).toMatchObject([
      {
        code: 'cluster-ips-exhausted',
        message: 'Internal error occurred: failed to allocate a serviceIP: range is full',
        about: { name: 'c' },
      },
    ]);
  });

  test('headless Services and ExternalNames take none', () => {
    const { spec } = assigned(
      service('a', 'clusterIP: None, selector: {app: a}') + service('b', 'type: ExternalName, externalName: b.example'),
    );
    expect(spec('a')).toMatchObject({ clusterIP: 'None', clusterIPs: ['None'], ipFamilies: ['IPv4'] });
    expect(spec('b')).toEqual({ type: 'ExternalName', externalName: 'b.example', sessionAffinity: 'None' });
  });
});

describe('IP families', () => {
  test.each([
    // no policy
    { on: dualStack, spec: '', policy: 'SingleStack', families: ['IPv4'] },
    { on: ipv6First, spec: '', policy: 'SingleStack', families: ['IPv6'] },
    { on: dualStack, spec: 'ipFamilies: [IPv6]', policy: 'SingleStack', families: ['IPv6'] },
    { on: dualStack, spec: 'clusterIP: "fd00:96::5"', policy: 'SingleStack', families: ['IPv6'] },
    // a preference is met where the cluster can
    { on: testSpec, spec: 'ipFamilyPolicy: PreferDualStack', policy: 'PreferDualStack', families: ['IPv4'] },
    { on: dualStack, spec: 'ipFamilyPolicy: PreferDualStack', policy: 'PreferDualStack', families: ['IPv4', 'IPv6'] },
    { on: ipv6First, spec: 'ipFamilyPolicy: RequireDualStack', policy: 'RequireDualStack', families: ['IPv6', 'IPv4'] },
    {
      on: dualStack,
      spec: 'ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv6]',
      policy: 'PreferDualStack',
      families: ['IPv6', 'IPv4'],
    },
    // nobody allocates for headless Services without selector
    { on: testSpec, spec: 'clusterIP: None', policy: 'RequireDualStack', families: ['IPv4', 'IPv6'] },
    {
      on: testSpec,
      spec: 'clusterIP: None, ipFamilyPolicy: SingleStack',
      policy: 'SingleStack',
      families: ['IPv4'],
    },
    { on: testSpec, spec: 'clusterIP: None, selector: {a: b}', policy: 'SingleStack', families: ['IPv4'] },
  ])('{$spec} becomes $policy $families', ({ on, spec, policy, families }) => {
    const after = assigned(service('a', spec), on).spec('a');
    expect(after).toMatchObject({ ipFamilyPolicy: policy, ipFamilies: families });
    if (after?.clusterIP !== 'None') expect(after?.clusterIPs).toHaveLength(families.length);
  });

  test.each([
    {
      on: testSpec,
      spec: 'ipFamilyPolicy: RequireDualStack',
      message:
        'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    },
    {
      on: testSpec,
      spec: 'ipFamilies: [IPv6]',
      message: 'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    },
    {
      on: testSpec,
      spec: 'clusterIP: "fd00:96::5"',
      message: 'spec.clusterIPs[0]: Invalid value: ["fd00:96::5"]: IPv6 is not configured on this cluster',
    },
    {
      on: dualStack,
      spec: 'ipFamilyPolicy: SingleStack, ipFamilies: [IPv4, IPv6]',
      message:
        "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
    },
    {
      on: dualStack,
      spec: 'clusterIPs: [10.96.0.5, "fd00:96::5"]',
      message:
        "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified",
    },
    {
      on: dualStack,
      spec: 'clusterIP: 10.96.0.5, ipFamilies: [IPv6]',
      message: 'spec.clusterIPs[0]: Invalid value: "10.96.0.5": expected an IPv6 value as indicated by `ipFamilies[0]`',
    },
  ])('{$spec} is rejected', ({ on, spec, message }) => {
    const { after, diagnostics } = assigned(service('a', spec), on);
    expect(diagnostics.map((each) => each.message)).toEqual([`The Service "a" is invalid: ${message}`]);
    expect(after.list('Service')).toEqual([]);
  });
});

describe('node ports', () => {
  const nodePorts = (spec: ServiceSpec | undefined) => spec?.ports?.map((port) => port.nodePort);

  test.each([
    { spec: 'type: NodePort, ports: [{port: 80}]', ports: [30086] },
    { spec: 'type: ClusterIP, ports: [{port: 80}]', ports: [undefined] },
    { spec: 'type: LoadBalancer, ports: [{port: 80}]', ports: [30086] },
    { spec: 'type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80}]', ports: [undefined] },
    {
      spec: 'type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80, nodePort: 30001}]',
      ports: [30001],
    },
    { spec: 'type: NodePort, ports: [{port: 80}, {port: 81}]', ports: [30086, 30087] },
    // one number in two protocols shares
    { spec: 'type: NodePort, ports: [{port: 53}, {port: 53, protocol: UDP}]', ports: [30086, 30086] },
    {
      spec: 'type: NodePort, ports: [{port: 53}, {port: 53, protocol: UDP, nodePort: 30053}]',
      ports: [30053, 30053],
    },
    {
      spec: 'type: NodePort, ports: [{port: 53, nodePort: 30052}, {port: 53, protocol: UDP, nodePort: 30053}]',
      ports: [30052, 30053],
    },
  ])('{$spec} has $ports', ({ spec, ports }) => {
    expect(nodePorts(assigned(service('a', spec)).spec('a'))).toEqual(ports);
  });

  test.each([
    {
      ports: '{port: 80, nodePort: 8090}',
      code: 'node-port-out-of-range',
      message:
        'spec.ports[0].nodePort: Invalid value: 8090: provided port is not in the valid range. The range of valid ports is 30000-32767',
    },
    {
      ports: '{port: 80, nodePort: 30001}',
      code: 'node-port-taken',
      message: 'spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated',
    },
    {
      ports: '{port: 80, nodePort: 30002}, {port: 81, protocol: UDP, nodePort: 30002}',
      code: 'node-port-taken',
      message: 'spec.ports[1].nodePort: Invalid value: 30002: provided port is already allocated',
    },
  ])('{$ports} is rejected: $code', ({ ports, code, message }) => {
    const holder = service('a', 'type: NodePort, ports: [{port: 80, protocol: UDP, nodePort: 30001}]');
    const { diagnostics, spec } = assigned(holder + service('nginx', `type: NodePort, ports: [${ports}]`));
    expect(diagnostics).toMatchObject([
      { code, message: `The Service "nginx" is invalid: ${message}`, at: { line: 7 } },
    ]);
    expect(spec('nginx')).toBeUndefined();
  });

  test('a Service that is rejected for its node port gives its cluster IP back', () => {
    const bad = service('a', 'type: NodePort, clusterIP: 10.96.0.5, ports: [{port: 80, nodePort: 1}]');
    expect(assigned(bad + service('b', 'clusterIP: 10.96.0.5')).spec('b')?.clusterIP).toBe('10.96.0.5');
  });

  test('node ports that are used up are an error of the server, and the cluster IP goes to another', () => {
    const tiny = network({ serviceCIDRs: ['10.0.0.0/30'], nodePortRange: { from: 30000, to: 30000 } });
    const nodePort = 'type: NodePort, ports: [{port: 80}]';
    const { spec, diagnostics } = assigned(service('a', nodePort) + service('b', nodePort) + service('c', ''), tiny);
    expect([spec('a')?.clusterIP, spec('b'), spec('c')?.clusterIP]).toEqual(['10.0.0.1', undefined, '10.0.0.2']);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'Internal error occurred: failed to allocate a nodePort: range is full',
    ]);
  });

  test.each([
    { spec: 'type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 80}]', port: 30087 },
    {
      spec: 'type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31000, ports: [{port: 80}]',
      port: 31000,
    },
    { spec: 'type: LoadBalancer, ports: [{port: 80}]', port: undefined },
    { spec: 'type: NodePort, externalTrafficPolicy: Local, ports: [{port: 80}]', port: undefined },
  ])('{$spec} is asked for its health on $port', ({ spec, port }) => {
    expect(assigned(service('a', spec)).spec('a')?.healthCheckNodePort).toBe(port);
  });
});

test('a health check cannot have the node port of its own Service', () => {
  const spec =
    'type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31000, ports: [{port: 80, nodePort: 31000}]';
  expect(assigned(service('a', spec)).diagnostics).toMatchObject([
    {
      code: 'node-port-taken',
      message:
        'Internal error occurred: failed to allocate requested HealthCheck NodePort 31000: provided port is already allocated',
    },
  ]);
});

describe('load balancers', () => {
  const pool = network({ loadBalancer: { pool: '172.18.255.0/30' } });
  const ingress = (result: ReturnType<typeof assigned>, name: string) =>
    result.after.get('Service', name, 'default')?.object.status?.loadBalancer?.ingress?.map((each) => each.ip);

  test.each([
    { on: pool, spec: 'type: LoadBalancer', ips: ['172.18.255.1'], codes: [] },
    { on: testSpec, spec: 'type: LoadBalancer', ips: undefined, codes: [] },
    { on: pool, spec: 'type: ClusterIP', ips: undefined, codes: [] },
    { on: pool, spec: 'type: LoadBalancer, loadBalancerClass: example.com/lb', ips: undefined, codes: [] },
    { on: pool, spec: 'type: LoadBalancer, loadBalancerIP: 172.18.255.2', ips: ['172.18.255.2'], codes: [] },
    {
      on: pool,
      spec: 'type: LoadBalancer, loadBalancerIP: 172.18.0.9',
      ips: undefined,
      codes: ['load-balancer-ip-outside'],
    },
  ])('{$spec} has the address $ips', ({ on, spec, ips, codes }) => {
    const result = assigned(service('a', spec), on);
    expect(ingress(result, 'a')).toEqual(ips);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test('a Service that is no longer a load balancer loses its address, and another may have it', () => {
    const status = 'status: {loadBalancer: {ingress: [{ip: 172.18.255.1}]}}\n---\n';
    const was = `kind: Service\nmetadata: {name: a}\nspec: {type: ClusterIP}\n${status}`;
    const result = assigned(was + service('b', 'type: LoadBalancer'), pool);
    expect([ingress(result, 'a'), ingress(result, 'b')]).toEqual([undefined, ['172.18.255.1']]);
  });

  test('a pool that is used up leaves the Service pending', () => {
    const result = assigned(['a', 'b', 'c'].map((name) => service(name, 'type: LoadBalancer')).join(''), pool);
    expect(ingress(result, 'b')).toEqual(['172.18.255.2']);
    expect(ingress(result, 'c')).toBeUndefined();
    expect(result.diagnostics).toMatchObject([
      { code: 'load-balancer-exhausted', severity: 'warning', at: { line: 11 } },
    ]);
  });
});

describe('a Service that is applied again', () => {
  const once = (spec: string, on: ClusterSpec = dualStack) =>
    assigned(service('a', spec), on).after.get('Service', 'a', 'default');

  test.each([
    {
      again: 'type: NodePort, ports: [{port: 80}]',
      kept: { clusterIP: '10.96.1.1', ports: [{ port: 80, nodePort: 30086 }] },
    },
    { again: 'type: NodePort, ports: [{port: 81}]', kept: { clusterIP: '10.96.1.1', ports: [{ port: 81 }] } },
    { again: 'type: ClusterIP, ports: [{port: 80}]', kept: { clusterIP: '10.96.1.1', ports: [{ port: 80 }] } },
    {
      again: 'type: NodePort, ports: [{port: 80}, {port: 81, nodePort: 30086}]',
      kept: { clusterIP: '10.96.1.1', ports: [{ port: 80 }, { port: 81, nodePort: 30086 }] },
    },
    { again: 'type: ExternalName', kept: { type: 'ExternalName' } },
    { again: 'clusterIP: 10.96.0.7', kept: { clusterIP: '10.96.0.7' } },
  ])('as {$again} keeps what it left open', ({ again, kept }) => {
    const before = once('type: NodePort, ports: [{port: 80}]');
    const after = stateOf(service('a', again)).get('Service', 'a', 'default');
    if (before === undefined || after === undefined) throw new Error('no Service');
    const { spec } = keepAllocated(before.object, after.object);
    expect(spec).toMatchObject(kept);
    const numbers = spec?.ports?.map(({ port, nodePort }) => (nodePort === undefined ? { port } : { port, nodePort }));
    if ('ports' in kept) expect(numbers).toEqual(kept.ports);
    if (kept.clusterIP === undefined) expect(spec).not.toHaveProperty('clusterIP');
  });

  test.each([
    { from: 'SingleStack', to: 'RequireDualStack', ips: ['10.96.1.1', 'fd00:96::101'] },
    { from: 'RequireDualStack', to: 'SingleStack', ips: ['10.96.1.1'] },
  ])('with $to instead of $from keeps its first address', ({ from, to, ips }) => {
    const before = once(`ipFamilyPolicy: ${from}`);
    const state = stateOf(service('a', `ipFamilyPolicy: ${to}`), dualStack);
    const after = state.get('Service', 'a', 'default');
    if (before === undefined || after === undefined) throw new Error('no Service');
    const written = { ...after, object: keepAllocated(before.object, after.object) as Service };
    const { changes } = assignServiceAddresses(state, [written]);
    const spec = state.apply([{ kind: 'put', resource: written }, ...changes]).get('Service', 'a', 'default')
      ?.object.spec;
    expect(spec?.clusterIPs).toEqual(ips);
  });

  test('settled Services are left alone', () => {
    const state = stateOf(service('a', 'type: LoadBalancer, ports: [{port: 80}]'), dualStack);
    const after = state.apply(assignServiceAddresses(state, state.list('Service')).changes);
    expect(assignServiceAddresses(after, after.list('Service'))).toEqual({ changes: [], diagnostics: [] });
  });
});
