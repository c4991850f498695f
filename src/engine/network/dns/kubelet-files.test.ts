import { describe, expect, test } from 'vitest';
import type { ClusterSpec, DnsSpec, Pod, Resource } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { formatResolvConf } from './format-resolv-conf.ts';
import { hostnameOf } from './hostname.ts';
import { hostsFile } from './hosts-file.ts';
import { resolvConf } from './resolv-conf.ts';
import { serviceEnvironment } from './service-environment.ts';

function clusterWith(dns: Partial<DnsSpec>): ClusterSpec {
  return { ...testSpec, dns: { ...testSpec.dns, ...dns } };
}

const NODE = clusterWith({
  nodeResolvConf: {
    nameservers: ['192.168.0.1', '192.168.0.2'],
    searches: ['corp.test', '.', 'svc.cluster.local.'],
    options: ['edns0'],
  },
});

function podOf(spec: string, cluster: ClusterSpec = NODE, more = '') {
  const state = stateOf(
    `
kind: Pod
metadata: {name: web, namespace: shop}
spec: {nodeName: worker-1, ${spec}}
status: {phase: Running, podIPs: [{ip: 10.244.1.2}, {ip: "fd00::2"}]}
${more}`,
    cluster,
  );
  const [pod] = state.list('Pod') as [Resource<Pod>];
  return { state, pod };
}

describe('resolv.conf', () => {
  const cluster = `search shop.svc.cluster.local svc.cluster.local cluster.local corp.test
nameserver 10.96.0.10
options ndots:5
`;
  const node = `search corp.test svc.cluster.local
nameserver 192.168.0.1
nameserver 192.168.0.2
options edns0
`;
  test.each<[string, string]>([
    ['', cluster],
    ['dnsPolicy: ClusterFirst', cluster],
    ['dnsPolicy: ClusterFirst, hostNetwork: true', node],
    ['dnsPolicy: ClusterFirstWithHostNet, hostNetwork: true', cluster],
    ['dnsPolicy: Default', node],
    ['dnsPolicy: None, dnsConfig: {nameservers: [1.2.3.4]}', 'nameserver 1.2.3.4\n'],
    // dnsConfig comes on top: no doubles, options by name
    [
      'dnsConfig: {nameservers: [1.2.3.4, 10.96.0.10], searches: [a.test, cluster.local], options: [{name: ndots, value: "2"}, {name: debug}]}',
      `search shop.svc.cluster.local svc.cluster.local cluster.local corp.test a.test
nameserver 10.96.0.10
nameserver 1.2.3.4
options ndots:2 debug
`,
    ],
  ])('of %s', (spec, text) => {
    const { state, pod } = podOf(spec);
    expect(formatResolvConf(resolvConf(state, pod))).toBe(text);
  });

  test('Docker writes the nameservers first', () => {
    const conf = { nameservers: ['10.96.0.10', '8.8.8.8'], searches: ['a.test'], options: ['ndots:5'] };
    expect(formatResolvConf(conf, 'docker')).toBe(
      'nameserver 10.96.0.10\nnameserver 8.8.8.8\nsearch a.test\noptions ndots:5\n',
    );
  });

  test('lists the extra nameservers of the kubelet', () => {
    const { state, pod } = podOf('', clusterWith({ extraNameservers: ['10.96.0.11'] }));
    expect(resolvConf(state, pod).nameservers).toEqual(['10.96.0.10', '10.96.0.11']);
  });

  test.each<[string, string, number, number]>([
    ['dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3]}', '', 3, 0],
    ['dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}', 'dns-config-forming', 3, 0],
    [`dnsPolicy: None, dnsConfig: {searches: [${domains(32)}]}`, '', 0, 32],
    [`dnsPolicy: None, dnsConfig: {searches: [${domains(33)}]}`, 'dns-config-forming', 0, 32],
    [`dnsPolicy: None, dnsConfig: {searches: [${domains(9, 226)}]}`, '', 0, 9],
    [`dnsPolicy: None, dnsConfig: {searches: [${domains(10, 226)}]}`, 'dns-config-forming', 0, 9],
    [`dnsPolicy: None, dnsConfig: {searches: [a.test, ${'x'.repeat(254)}, b.test]}`, 'dns-config-forming', 0, 2],
  ])('keeps to the limits: %.60s', (spec, code, nameservers, searches) => {
    const { state, pod } = podOf(spec);
    const conf = resolvConf(state, pod);
    expect([conf.nameservers.length, conf.searches.length]).toEqual([nameservers, searches]);
    expect(conf.diagnostics.map((each) => each.code)).toEqual(code === '' ? [] : [code]);
  });

  test('is that of the node where the kubelet knows no DNS server', () => {
    const { state, pod } = podOf('', clusterWith({ address: '' }));
    expect(resolvConf(state, pod)).toMatchObject({ nameservers: ['192.168.0.1'], options: [] });
    expect(resolvConf(state, pod).diagnostics.map(({ code }) => code)).toEqual(['missing-cluster-dns']);
  });
});

// Domains of a given length, all different.
function domains(count: number, length = 10): string {
  return Array.from({ length: count }, (_, index) => `d${index}`.padEnd(length, 'x')).join(', ');
}

describe('/etc/hosts', () => {
  const head = `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
`;
  test.each<[string, string]>([
    ['hostAliases: []', `${head}10.244.1.2\tweb\nfd00::2\tweb\n`],
    ['hostname: one', `${head}10.244.1.2\tone\nfd00::2\tone\n`],
    [
      'subdomain: db',
      `${head}10.244.1.2\tweb.db.shop.svc.cluster.local\tweb\nfd00::2\tweb.db.shop.svc.cluster.local\tweb\n`,
    ],
    [
      'hostAliases: [{ip: 10.1.2.3, hostnames: [foo.remote, bar.remote]}, {ip: 10.1.2.4, hostnames: [baz]}]',
      `${head}10.244.1.2\tweb\nfd00::2\tweb\n\n# Entries added by HostAliases.\n10.1.2.3\tfoo.remote\tbar.remote\n10.1.2.4\tbaz\n`,
    ],
    [
      'hostNetwork: true, hostAliases: [{ip: 10.1.2.3, hostnames: [foo]}]',
      '# Kubernetes-managed hosts file (host network).\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n' +
        '192.168.0.11\tworker-1\n\n# Entries added by HostAliases.\n10.1.2.3\tfoo\n',
    ],
  ])('of %s', (spec, text) => {
    const { state, pod } = podOf(spec);
    expect(hostsFile(state, pod)).toBe(text);
  });

  test('is not there before the pod has an address', () => {
    const state = stateOf('{kind: Pod, metadata: {name: web}, spec: {}}');
    const [pod] = state.list('Pod') as [Resource<Pod>];
    expect(hostsFile(state, pod)).toBe('');
  });
});

const LONG = `${'x'.repeat(62)}-tail`;

test.each<[string, string, string, string, string]>([
  ['hostAliases: []', 'web', 'web', 'web', ''],
  ['hostname: one', 'one', 'one', 'one', ''],
  ['subdomain: db', 'web', 'web.db.shop.svc.cluster.local', 'web', ''],
  [
    'subdomain: db, setHostnameAsFQDN: true',
    'web',
    'web.db.shop.svc.cluster.local',
    'web.db.shop.svc.cluster.local',
    '',
  ],
  ['setHostnameAsFQDN: true', 'web', 'web', 'web', ''],
  // 63 characters, and no dash at the end
  [`hostname: ${LONG}`, 'x'.repeat(62), 'x'.repeat(62), 'x'.repeat(62), ''],
  ['hostNetwork: true', 'web', 'web', 'worker-1', ''],
  [
    `hostname: ${'h'.repeat(40)}, subdomain: db, setHostnameAsFQDN: true`,
    'h'.repeat(40),
    `${'h'.repeat(40)}.db.shop.svc.cluster.local`,
    `${'h'.repeat(40)}.db.shop.svc.cluster.local`,
    'hostname-too-long',
  ],
])('hostname of %s', (spec, hostname, fqdn, kernel, code) => {
  const { state, pod } = podOf(spec);
  const { diagnostics, ...names } = hostnameOf(state, pod);
  expect(names).toMatchObject({ hostname, fqdn, kernel });
  expect(diagnostics.map((each) => each.code).join()).toBe(code);
});

test.each<[string, string]>([
  ['1.34', 'web.db.shop.svc.cluster.local'],
  ['1.35', 'other.test'],
])('hostnameOverride in %s', (kubernetesVersion, fqdn) => {
  const { state, pod } = podOf('hostnameOverride: other.test, subdomain: db', { ...testSpec, kubernetesVersion });
  expect(hostnameOf(state, pod).fqdn).toBe(fqdn);
});

describe('service environment', () => {
  const SERVICES = `---
kind: Service
metadata: {name: redis-primary, namespace: shop}
spec: {clusterIP: 10.0.0.11, ports: [{port: 6379, name: client-port}, {port: 53, protocol: UDP, name: dns}]}
---
kind: Service
metadata: {name: peers, namespace: shop}
spec: {clusterIP: None, ports: [{port: 80}]}
---
kind: Service
metadata: {name: other}
spec: {clusterIP: 10.0.0.12, ports: [{port: 80}]}
---
kind: Service
metadata: {name: kubernetes}
spec: {clusterIP: 10.96.0.1, ports: [{port: 443, name: https}]}
---
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {SERVICE_HOST: from-map}
`;
  const apiServer = [
    'KUBERNETES_PORT=tcp://10.96.0.1:443',
    'KUBERNETES_PORT_443_TCP=tcp://10.96.0.1:443',
    'KUBERNETES_PORT_443_TCP_ADDR=10.96.0.1',
    'KUBERNETES_PORT_443_TCP_PORT=443',
    'KUBERNETES_PORT_443_TCP_PROTO=tcp',
    'KUBERNETES_SERVICE_HOST=10.96.0.1',
    'KUBERNETES_SERVICE_PORT=443',
    'KUBERNETES_SERVICE_PORT_HTTPS=443',
  ];
  const variablesOf = (spec: string): readonly string[] => {
    const { state, pod } = podOf(spec, testSpec, SERVICES);
    return [...serviceEnvironment(state, pod)].map(([name, value]) => `${name}=${value}`);
  };

  test('names the Services of the namespace and the API server, headless ones left out', () => {
    expect(variablesOf('hostAliases: []')).toEqual([
      ...apiServer,
      'REDIS_PRIMARY_PORT=tcp://10.0.0.11:6379',
      'REDIS_PRIMARY_PORT_53_UDP=udp://10.0.0.11:53',
      'REDIS_PRIMARY_PORT_53_UDP_ADDR=10.0.0.11',
      'REDIS_PRIMARY_PORT_53_UDP_PORT=53',
      'REDIS_PRIMARY_PORT_53_UDP_PROTO=udp',
      'REDIS_PRIMARY_PORT_6379_TCP=tcp://10.0.0.11:6379',
      'REDIS_PRIMARY_PORT_6379_TCP_ADDR=10.0.0.11',
      'REDIS_PRIMARY_PORT_6379_TCP_PORT=6379',
      'REDIS_PRIMARY_PORT_6379_TCP_PROTO=tcp',
      'REDIS_PRIMARY_SERVICE_HOST=10.0.0.11',
      'REDIS_PRIMARY_SERVICE_PORT=6379',
      'REDIS_PRIMARY_SERVICE_PORT_CLIENT_PORT=6379',
      'REDIS_PRIMARY_SERVICE_PORT_DNS=53',
    ]);
  });

  test('is the API server alone without service links', () => {
    expect(variablesOf('enableServiceLinks: false')).toEqual(apiServer);
  });

  test.each<[string, string | undefined]>([
    ['containers: [{name: a, env: [{name: REDIS_PRIMARY_SERVICE_HOST, value: mine}]}]', 'mine'],
    ['containers: [{name: a, envFrom: [{configMapRef: {name: settings}, prefix: REDIS_PRIMARY_}]}]', 'from-map'],
    ['containers: [{name: a, envFrom: [{configMapRef: {name: settings}}]}]', '10.0.0.11'],
    ['containers: [{name: a, env: [{name: REDIS_PRIMARY_SERVICE_HOST, valueFrom: {}}]}]', undefined],
  ])('gives way to the container: %s', (spec, value) => {
    const { state, pod } = podOf(spec, testSpec, SERVICES);
    expect(serviceEnvironment(state, pod).get('REDIS_PRIMARY_SERVICE_HOST')).toBe(value);
  });
});
