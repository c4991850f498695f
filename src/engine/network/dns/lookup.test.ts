import { describe, expect, test } from 'vitest';
import type { Pod, RecordType, Resource } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import type { Ask } from './ask-servers.ts';
import { askDirectly } from './ask-servers.ts';
import { compileZone } from './compile-zone.ts';
import type { Libc } from './libc-of.ts';
import { libcOf } from './libc-of.ts';
import { lookup, lookupAddresses } from './lookup.ts';
import type { ResolverClient } from './resolver-client.ts';
import { nodeResolver, podResolver } from './resolver-client.ts';

const CLUSTER = `
kind: Namespace
metadata: {name: shop}
---
kind: Service
metadata: {name: mariadb}
spec: {clusterIP: 10.96.0.20, ports: [{port: 3306}]}
---
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.96.0.21, ports: [{port: 80}]}
---
kind: Service
metadata: {name: six}
spec: {clusterIP: "fd00:96::1", ports: [{port: 80}]}
---
kind: Service
metadata: {name: dual}
spec: {clusterIP: 10.96.0.22, clusterIPs: [10.96.0.22, "fd00:96::2"], ports: [{port: 80}]}
---
kind: Service
metadata: {name: kubernetes}
spec: {clusterIP: 10.96.0.1, ports: [{port: 443}]}
---
kind: Service
metadata: {name: idle}
spec: {clusterIP: None, selector: {app: idle}}
---
kind: Service
metadata: {name: svc}
spec: {clusterIP: 10.96.0.23, ports: [{port: 80}]}
---
kind: Pod
metadata: {name: client}
spec:
  nodeName: worker-1
  hostAliases: [{ip: 10.1.2.3, hostnames: [foo.remote, bar.remote]}]
  containers: [{name: main, image: busybox}]
status: {phase: Running, podIPs: [{ip: 10.244.1.2}]}
`;

const externalHosts = [
  { name: 'example.com', addresses: ['203.0.113.10'] },
  { name: 'shop', addresses: ['203.0.113.11'] },
];
const state = stateOf(CLUSTER, { ...testSpec, externalHosts });
const { table: zone } = compileZone(state);
const direct = askDirectly(zone);
const [pod] = state.list('Pod') as [Resource<Pod>];
const busybox = podResolver(state, pod);

function clientWith(libc: Libc, change: Partial<ResolverClient['resolvConf']> = {}): ResolverClient {
  return { ...busybox, libc, resolvConf: { ...busybox.resolvConf, ...change } };
}

function tried(libc: Libc, name: string, change: Partial<ResolverClient['resolvConf']> = {}, ask: Ask = direct) {
  const { rcode, answers, queries, reason } = lookup(clientWith(libc, change), { name, type: 'A' }, ask);
  return { rcode, data: answers.map(({ data }) => data), asked: queries.map((query) => query.name), code: reason.code };
}

const DEFAULT_NS = 'default.svc.cluster.local.';

describe.each<Libc>(['glibc', 'musl'])('with %s', (libc) => {
  test.each<[string, string, readonly string[]]>([
    ['mariadb', '10.96.0.20', [`mariadb.${DEFAULT_NS}`]],
    ['cart.shop', '10.96.0.21', [`cart.shop.${DEFAULT_NS}`, 'cart.shop.svc.cluster.local.']],
    [
      'mariadb.default.svc',
      '10.96.0.20',
      [`mariadb.default.svc.${DEFAULT_NS}`, 'mariadb.default.svc.svc.cluster.local.', `mariadb.${DEFAULT_NS}`],
    ],
    // a final dot: absolute, no search
    ['mariadb.default.svc.cluster.local.', '10.96.0.20', [`mariadb.${DEFAULT_NS}`]],
    // an outside name is asked with every suffix first: four dots are needed to escape ndots:5
    [
      'example.com',
      '203.0.113.10',
      [`example.com.${DEFAULT_NS}`, 'example.com.svc.cluster.local.', 'example.com.cluster.local.', 'example.com.'],
    ],
    ['example.com.', '203.0.113.10', ['example.com.']],
    ['foo.remote', '10.1.2.3', ['foo.remote.']],
    ['client', '10.244.1.2', ['client.']],
    ['localhost', '127.0.0.1', ['localhost.']],
    ['10.1.1.1', '10.1.1.1', []],
  ])('%s is %s', (name, ip, asked) => {
    expect(tried(libc, name)).toMatchObject({ rcode: 'NOERROR', data: [ip], asked });
  });

  test.each<[string, string, string]>([
    ['mariadb.', 'NXDOMAIN', 'unknown-external-host'],
    ['nobody', 'NXDOMAIN', 'no-such-name'],
    ['nobody.default.svc.cluster.local.', 'NXDOMAIN', 'no-such-service'],
    ['a..b', 'NXDOMAIN', 'malformed-name'],
    ['', 'NXDOMAIN', 'malformed-name'],
    // a Service that is there is the better reason
    ['idle', 'NXDOMAIN', 'no-ready-endpoint'],
    // unless it was met by accident, as a Service `mariadb` for a namespace of that name
    ['nobody.mariadb', 'NXDOMAIN', 'no-such-name'],
    ['nobody.mariadb.default.svc.cluster.local.', 'NXDOMAIN', 'no-such-endpoint'],
  ])('%s fails: %s', (name, rcode, code) => {
    expect(tried(libc, name)).toMatchObject({ rcode, data: [], code });
  });
});

test.each<[Libc, string, Partial<ResolverClient['resolvConf']>, string, string, number]>([
  // dots >= ndots: glibc tries as is and then searches, musl never searches
  ['glibc', 'kubernetes.default', { options: ['ndots:1'] }, 'NOERROR', 'cluster-ip', 3],
  ['musl', 'kubernetes.default', { options: ['ndots:1'] }, 'NXDOMAIN', 'not-searched', 1],
  ['musl', 'kubernetes.default', { options: ['ndots:2'] }, 'NOERROR', 'cluster-ip', 2],
  // without options ndots is 1
  ['musl', 'kubernetes.default', { options: [] }, 'NXDOMAIN', 'not-searched', 1],
  ['glibc', 'mariadb.default.svc.cluster.local', { options: ['ndots:4'] }, 'NOERROR', 'cluster-ip', 1],
  // NODATA: glibc goes on, and finds another name; musl stops
  ['glibc', 'six', {}, 'NOERROR', 'no-such-record', 4],
  ['musl', 'six', {}, 'NOERROR', 'nodata-ends-search', 1],
  ['glibc', 'shop', { searches: ['svc.cluster.local'] }, 'NOERROR', 'external-host', 2],
  ['musl', 'shop', { searches: ['svc.cluster.local'] }, 'NOERROR', 'nodata-ends-search', 1],
  // musl reads no line of more than 255 bytes, line feed included
  [
    'musl',
    'mariadb',
    { searches: ['default.svc.cluster.local', 'x'.repeat(250)] },
    'NXDOMAIN',
    'search-line-too-long',
    1,
  ],
  ['glibc', 'mariadb', { searches: ['default.svc.cluster.local', 'x'.repeat(250)] }, 'NOERROR', 'cluster-ip', 1],
  // `search .` is the name as it is, once
  ['glibc', 'nobody', { searches: ['.'] }, 'NXDOMAIN', 'unknown-external-host', 1],
])('%s %s %o: %s %s', (libc, name, change, rcode, code, asked) => {
  const found = tried(libc, name, change);
  expect({ ...found, asked: found.asked.length }).toMatchObject({ rcode, code, asked });
});

describe('nameservers that fail', () => {
  const servfail: Ask = (server, question) => ({ ...plainAnswer(server, question), rcode: 'SERVFAIL', records: [] });
  const plainAnswer = (server: string, question: Parameters<Ask>[1]) => {
    const reply = direct(server, question);
    if (typeof reply === 'string') throw new Error(reply);
    return reply;
  };
  const only =
    (name: string, otherwise: Ask): Ask =>
    (server, question) =>
      question.name === name ? direct(server, question) : otherwise(server, question);

  test.each<[Libc, Ask, string, string, number]>([
    // no answer ends the list; glibc still tries the name as it is
    ['glibc', () => 'timeout', 'TIMEOUT', 'dns-timeout', 2],
    ['musl', () => 'timeout', 'TIMEOUT', 'dns-timeout', 1],
    // glibc gives up at once on a rejected packet, musl does not see it
    ['glibc', () => 'refused', 'REFUSED', 'dns-refused', 1],
    ['musl', () => 'refused', 'TIMEOUT', 'dns-timeout', 1],
    // SERVFAIL: glibc tries the next name, musl stops
    ['glibc', servfail, 'SERVFAIL', 'dns-servfail', 4],
    ['musl', servfail, 'SERVFAIL', 'dns-servfail', 1],
    ['glibc', only('cart.shop.svc.cluster.local.', servfail), 'NOERROR', 'cluster-ip', 2],
    ['musl', only('cart.shop.svc.cluster.local.', servfail), 'SERVFAIL', 'dns-servfail', 1],
  ])('%s %#: %s %s', (libc, ask, rcode, code, asked) => {
    const found = tried(libc, 'cart.shop', {}, ask);
    expect({ ...found, asked: found.asked.length }).toMatchObject({ rcode, code, asked });
  });

  test.each<[Libc, readonly string[]]>([
    ['glibc', ['10.0.0.53', '10.96.0.10']],
    ['musl', ['10.0.0.53', '10.96.0.10', '8.8.8.8']],
  ])('%s passes over a dead nameserver', (libc, servers) => {
    const ask: Ask = (server, question) => (server === '10.0.0.53' ? 'timeout' : direct(server, question));
    const client = clientWith(libc, { nameservers: ['10.0.0.53', '10.96.0.10', '8.8.8.8', '9.9.9.9'] });
    const { answers, queries } = lookup(client, { name: 'mariadb', type: 'A' }, ask);
    expect(answers.map(({ data }) => data)).toEqual(['10.96.0.20']);
    expect(queries.map(({ server }) => server)).toEqual(servers);
  });
});

test('a nameserver outside the cluster knows outside names alone', () => {
  const outside = { nameservers: ['8.8.8.8'] };
  expect(tried('glibc', 'mariadb', outside).rcode).toBe('NXDOMAIN');
  expect(tried('glibc', 'example.com', outside).data).toEqual(['203.0.113.10']);
});

test('a cluster without DNS answers nothing', () => {
  const { table } = compileZone(stateOf(CLUSTER, { ...testSpec, dns: { ...testSpec.dns, installed: false } }));
  expect(tried('musl', 'mariadb', {}, askDirectly(table)).rcode).toBe('TIMEOUT');
});

test.each<[RecordType, string, readonly string[]]>([
  ['SRV', 'mariadb', ['0 100 3306 mariadb.default.svc.cluster.local.']],
  ['AAAA', 'dual', ['fd00:96::2']],
  ['AAAA', 'localhost', ['::1']],
  // /etc/hosts serves addresses alone
  ['SRV', 'localhost', []],
])('%s of %s', (type, name, data) => {
  expect(lookup(busybox, { name, type }, direct).answers.map((record) => record.data)).toEqual(data);
});

test('names that were tried are all named, and the nearest come along', () => {
  const { reason, considered } = lookup(busybox, { name: 'cart', type: 'A' }, direct);
  expect(reason.text).toBe(
    'no name of the search list exists: cart.default.svc.cluster.local, cart.svc.cluster.local, cart.cluster.local, cart',
  );
  expect(considered[0]).toMatchObject({
    rule: { ref: { kind: 'Service', namespace: 'shop', name: 'cart' } },
    mismatch: 'is in namespace shop: ask for cart.shop',
  });
});

test.each<[Libc, readonly (4 | 6)[], string, readonly string[], string]>([
  ['glibc', [4], 'dual', ['10.96.0.22'], 'cluster-ip'],
  ['glibc', [4, 6], 'dual', ['fd00:96::2', '10.96.0.22'], 'cluster-ip'],
  ['musl', [4, 6], 'dual', ['10.96.0.22', 'fd00:96::2'], 'cluster-ip'],
  ['glibc', [6], 'dual', ['fd00:96::2'], 'cluster-ip'],
  ['glibc', [4], 'mariadb', ['10.96.0.20'], 'cluster-ip'],
  // one of two families is enough, even for musl
  ['musl', [4, 6], 'six', ['fd00:96::1'], 'cluster-ip'],
  ['glibc', [4], 'six', [], 'no-usable-address'],
  ['glibc', [4], 'localhost', ['127.0.0.1'], 'hosts-file'],
  ['glibc', [4], 'fd00::5', ['fd00::5'], 'literal-address'],
  ['glibc', [4], 'nobody', [], 'no-such-name'],
])('%s with families %o reaches %s at %o', (libc, families, name, addresses, code) => {
  const found = lookupAddresses({ ...clientWith(libc), families }, name, direct);
  expect(found.addresses.map(({ text }) => text)).toEqual(addresses);
  expect(found.resolution.reason.code).toBe(code);
});

test('A and AAAA are asked for each name before the next', () => {
  const { queries } = lookupAddresses(busybox, 'cart.shop', direct).resolution;
  expect(queries.map(({ type }) => type)).toEqual(['A', 'AAAA', 'A', 'AAAA']);
});

test('a process on a node asks what the node asks', () => {
  const [node] = state.spec.nodes;
  const client = node === undefined ? busybox : nodeResolver(state, node);
  expect(lookup(client, { name: 'mariadb', type: 'A' }, direct).queries.map(({ server }) => server)).toEqual([
    '192.168.0.1',
  ]);
  expect(lookupAddresses(client, 'control-plane', direct).addresses).toMatchObject([{ text: '192.168.0.10' }]);
});

test.each<[string, Libc]>([
  ['busybox', 'glibc'],
  ['busybox:1.28', 'glibc'],
  ['busybox:musl', 'musl'],
  ['busybox:1.36-musl', 'musl'],
  ['alpine', 'musl'],
  ['docker.io/library/alpine:3.20', 'musl'],
  ['nginx:1.27-alpine', 'musl'],
  ['redis:7-alpine3.19@sha256:0123', 'musl'],
  ['nginx', 'glibc'],
  ['alpine.example.com/debian:12', 'glibc'],
  ['localhost:5000/app', 'glibc'],
  ['', 'glibc'],
])('image %s has %s', (image, libc) => {
  expect(libcOf(image)).toBe(libc);
});

test('the C library is that of the container which asks', () => {
  expect(podResolver(state, pod, { name: 'side', image: 'alpine:3.20' }).libc).toBe('musl');
  expect(busybox.libc).toBe('glibc');
});
