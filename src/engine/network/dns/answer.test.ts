import { describe, expect, test } from 'vitest';
import { ruleJson } from '../../../report/index.ts';
import type { RecordType } from '../../model/index.ts';
import { formatRef } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { answer } from './answer.ts';
import { compileZone } from './compile-zone.ts';
import { formatRecord } from './format-record.ts';

// Modelled on coredns plugin/kubernetes/handler_test.go and kubernetes/dns docs/specification.md 1.1.0.
const CLUSTER = `
kind: Namespace
metadata: {name: testns}
---
kind: Namespace
metadata: {name: shop}
---
kind: Service
metadata: {name: svc1, namespace: testns}
spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP}]}
---
kind: Service
metadata: {name: one, namespace: testns}
spec: {clusterIP: 10.0.0.9, ports: [{port: 80}]}
---
kind: Service
metadata: {name: svc6, namespace: testns}
spec: {clusterIP: "1234:abcd::1", clusterIPs: ["1234:abcd::1"], ports: [{name: http, port: 80}]}
---
kind: Service
metadata: {name: dual, namespace: testns}
spec: {clusterIP: 10.0.0.3, clusterIPs: [10.0.0.3, "10::3"], ports: [{name: http, port: 80}]}
---
kind: Service
metadata: {name: hdls, namespace: testns}
spec: {clusterIP: None, ports: [{name: http, port: 80}]}
---
kind: EndpointSlice
metadata: {name: hdls-a, namespace: testns, labels: {kubernetes.io/service-name: hdls}}
addressType: IPv4
ports: [{name: http, port: 80, protocol: TCP}]
endpoints:
  - {addresses: [172.0.0.2], conditions: {ready: true}, targetRef: {kind: Pod, name: hdls-0}}
  - {addresses: [172.0.0.3]}
  - {addresses: [172.0.0.4], hostname: dup-name}
  - {addresses: [172.0.0.5], hostname: dup-name}
  - {addresses: [172.0.0.6], hostname: tired, conditions: {ready: false}}
---
kind: EndpointSlice
metadata: {name: hdls-b, namespace: testns, labels: {kubernetes.io/service-name: hdls}}
addressType: IPv6
ports: [{name: http, port: 80, protocol: TCP}]
endpoints: [{addresses: ["5678:abcd::1"]}, {addresses: ["5678:abcd::"]}]
---
kind: Service
metadata: {name: portless, namespace: testns}
spec: {clusterIP: None}
---
kind: EndpointSlice
metadata: {name: portless-a, namespace: testns, labels: {kubernetes.io/service-name: portless}}
endpoints: [{addresses: [172.0.0.20]}]
---
kind: EndpointSlice
metadata: {name: one-a, namespace: testns, labels: {kubernetes.io/service-name: one}}
ports: [{port: 8080, protocol: TCP}]
endpoints: [{addresses: [172.0.0.2]}]
---
kind: Service
metadata: {name: sleepy, namespace: testns}
spec: {clusterIP: None, selector: {app: sleepy}}
---
kind: EndpointSlice
metadata: {name: sleepy-a, namespace: testns, labels: {kubernetes.io/service-name: sleepy}}
endpoints: [{addresses: [172.0.0.30], conditions: {ready: false}, targetRef: {kind: Pod, name: sleepy-0}}]
---
kind: Service
metadata: {name: nobody, namespace: testns}
spec: {clusterIP: None, selector: {app: nobody}}
---
kind: Service
metadata: {name: external, namespace: testns}
spec: {type: ExternalName, externalName: ext.interwebs.test}
---
kind: Service
metadata: {name: nowhere, namespace: testns}
spec: {type: ExternalName, externalName: unknown.test}
---
kind: Service
metadata: {name: to-service, namespace: testns}
spec: {type: ExternalName, externalName: svc1.testns.svc.cluster.local}
---
kind: Service
metadata: {name: dangling, namespace: testns}
spec: {type: ExternalName, externalName: mariadb.testns.svc.cluster.local}
---
kind: Service
metadata: {name: loop, namespace: testns}
spec: {type: ExternalName, externalName: pool.testns.svc.cluster.local}
---
kind: Service
metadata: {name: pool, namespace: testns}
spec: {type: ExternalName, externalName: loop.testns.svc.cluster.local}
---
kind: Service
metadata: {name: literal, namespace: testns}
spec: {type: ExternalName, externalName: 1.2.3.4}
---
kind: Service
metadata: {name: pending, namespace: testns}
spec: {ports: [{port: 80}]}
---
kind: Service
metadata: {name: mariadb, namespace: shop}
spec: {clusterIP: 10.0.0.7, ports: [{port: 3306}]}
---
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec: {clusterIP: 10.96.0.10, ports: [{name: dns, port: 53, protocol: UDP}]}
---
kind: Pod
metadata: {name: hdls-0, namespace: testns}
status: {phase: Running, podIPs: [{ip: 172.0.0.2}]}
---
kind: Pod
metadata: {name: sleepy-0, namespace: testns, labels: {app: sleepy}}
status: {phase: Running, podIPs: [{ip: 172.0.0.30}, {ip: "fd00::30"}]}
---
kind: Pod
metadata: {name: leaving, namespace: testns, deletionTimestamp: "2024-01-01T00:00:00Z"}
status: {phase: Running, podIPs: [{ip: 172.0.0.40}]}
---
kind: Pod
metadata: {name: done, namespace: testns}
status: {phase: Succeeded, podIPs: [{ip: 172.0.0.41}]}
`;

const externalHosts = [{ name: 'Ext.interwebs.test.', addresses: ['203.0.113.4'] }];
const { table: zone } = compileZone(stateOf(CLUSTER, { ...testSpec, externalHosts }));
const N = 'testns.svc.cluster.local.';

function ask(name: string, type: RecordType, of = zone) {
  const { rcode, records, reason, authority } = answer(of, { name, type });
  return { rcode, records: records.map(formatRecord), code: reason.code, authority: authority.map(({ type }) => type) };
}

describe('names with records', () => {
  test.each<[string, RecordType, string, readonly string[]]>([
    ['svc1.', 'A', 'cluster-ip', [`svc1.${N} 30 IN A 10.0.0.1`]],
    ['svc6.', 'AAAA', 'cluster-ip', [`svc6.${N} 30 IN AAAA 1234:abcd::1`]],
    ['dual.', 'A', 'cluster-ip', [`dual.${N} 30 IN A 10.0.0.3`]],
    ['dual.', 'AAAA', 'cluster-ip', [`dual.${N} 30 IN AAAA 10::3`]],
    // the question's case comes back
    ['SVC1.', 'A', 'cluster-ip', [`SVC1.${N} 30 IN A 10.0.0.1`]],
    // headless: ready endpoints alone, of the family that is asked for
    ['hdls.', 'A', 'headless', [2, 3, 4, 5].map((host) => `hdls.${N} 30 IN A 172.0.0.${host}`)],
    ['hdls.', 'AAAA', 'headless', [`hdls.${N} 30 IN AAAA 5678:abcd::1`, `hdls.${N} 30 IN AAAA 5678:abcd::`]],
    ['portless.', 'A', 'headless', [`portless.${N} 30 IN A 172.0.0.20`]],
    // endpoint names: hostname, else the dashed address, below Services with a cluster IP too
    ['dup-name.hdls.', 'A', 'endpoint', [4, 5].map((host) => `dup-name.hdls.${N} 30 IN A 172.0.0.${host}`)],
    ['172-0-0-2.hdls.', 'A', 'endpoint', [`172-0-0-2.hdls.${N} 30 IN A 172.0.0.2`]],
    ['172-0-0-2.one.', 'A', 'endpoint', [`172-0-0-2.one.${N} 30 IN A 172.0.0.2`]],
    ['5678-abcd--1.hdls.', 'AAAA', 'endpoint', [`5678-abcd--1.hdls.${N} 30 IN AAAA 5678:abcd::1`]],
    ['5678-abcd--0.hdls.', 'AAAA', 'endpoint', [`5678-abcd--0.hdls.${N} 30 IN AAAA 5678:abcd::`]],
    // SRV: every port on the bare name, one by port and protocol, underscores at will
    [
      'svc1.',
      'SRV',
      'service-ports',
      [`svc1.${N} 30 IN SRV 0 50 80 svc1.${N}`, `svc1.${N} 30 IN SRV 0 50 53 svc1.${N}`],
    ],
    ['one.', 'SRV', 'service-ports', [`one.${N} 30 IN SRV 0 100 80 one.${N}`]],
    ['_http._tcp.svc1.', 'SRV', 'service-ports', [`_http._tcp.svc1.${N} 30 IN SRV 0 100 80 svc1.${N}`]],
    ['dns.udp.svc1.', 'SRV', 'service-ports', [`dns.udp.svc1.${N} 30 IN SRV 0 100 53 svc1.${N}`]],
    ['_http._tcp.svc1.', 'A', 'cluster-ip', [`_http._tcp.svc1.${N} 30 IN A 10.0.0.1`]],
    // both families share the weight
    ['dual.', 'SRV', 'service-ports', [`dual.${N} 30 IN SRV 0 50 80 dual.${N}`]],
    [
      '_http._tcp.hdls.',
      'SRV',
      'service-ports',
      ['172-0-0-2', '172-0-0-3', 'dup-name', '5678-abcd--1', '5678-abcd--0'].map(
        (endpoint) => `_http._tcp.hdls.${N} 30 IN SRV 0 16 80 ${endpoint}.hdls.${N}`,
      ),
    ],
    // aliases
    ['external.', 'CNAME', 'external-name', [`external.${N} 30 IN CNAME ext.interwebs.test.`]],
    [
      'external.',
      'A',
      'external-name',
      [`external.${N} 30 IN CNAME ext.interwebs.test.`, 'ext.interwebs.test. 30 IN A 203.0.113.4'],
    ],
    ['to-service.', 'A', 'external-name', [`to-service.${N} 30 IN CNAME svc1.${N}`, `svc1.${N} 30 IN A 10.0.0.1`]],
    // the alias of an outside name without an address stands alone
    ['nowhere.', 'A', 'external-name-unresolved', [`nowhere.${N} 30 IN CNAME unknown.test.`]],
    ['external.', 'AAAA', 'external-name-unresolved', [`external.${N} 30 IN CNAME ext.interwebs.test.`]],
  ])('%stestns… %s: %s', (prefix, type, code, records) => {
    expect(ask(prefix + N, type)).toEqual({ rcode: 'NOERROR', records, code, authority: [] });
  });

  test.each<[string, RecordType, string, readonly string[]]>([
    ['1-2-3-4.testns.pod.cluster.local.', 'A', 'pod-address', ['1-2-3-4.testns.pod.cluster.local. 30 IN A 1.2.3.4']],
    [
      'fd00--1.testns.pod.cluster.local.',
      'AAAA',
      'pod-address',
      ['fd00--1.testns.pod.cluster.local. 30 IN AAAA fd00::1'],
    ],
    ['dns-version.cluster.local.', 'TXT', 'dns-version', ['dns-version.cluster.local. 28800 IN TXT "1.1.0"']],
    ['cluster.local.', 'NS', 'zone-apex', ['cluster.local. 30 IN NS kube-dns.kube-system.svc.cluster.local.']],
    [
      'cluster.local',
      'SOA',
      'zone-apex',
      ['cluster.local. 30 IN SOA ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30'],
    ],
    ['ns.dns.cluster.local.', 'A', 'name-server', ['ns.dns.cluster.local. 30 IN A 10.96.0.10']],
    ['1.0.0.10.in-addr.arpa.', 'PTR', 'pointer', [`1.0.0.10.in-addr.arpa. 30 IN PTR svc1.${N}`]],
    // an endpoint of two Services has two names
    [
      '2.0.0.172.in-addr.arpa.',
      'PTR',
      'pointer',
      ['hdls', 'one'].map((service) => `2.0.0.172.in-addr.arpa. 30 IN PTR 172-0-0-2.${service}.${N}`),
    ],
    ['Ext.Interwebs.Test', 'A', 'external-host', ['Ext.Interwebs.Test. 30 IN A 203.0.113.4']],
  ])('%s %s: %s', (name, type, code, records) => {
    expect(ask(name, type)).toEqual({ rcode: 'NOERROR', records, code, authority: [] });
  });
});

test.each<[string, RecordType, string]>([
  [`svc1.${N}`, 'AAAA', 'no-such-record'],
  [`svc6.${N}`, 'A', 'no-such-record'],
  [`svc1.${N}`, 'CNAME', 'no-such-record'],
  [`svc1.${N}`, 'TXT', 'no-such-record'],
  [`svc1.${N}`, 'NS', 'no-such-record'],
  [`svc1.${N}`, 'SOA', 'no-such-record'],
  [`svc1.${N}`, 'PTR', 'no-such-record'],
  [`portless.${N}`, 'SRV', 'no-such-record'],
  [`external.${N}`, 'SRV', 'no-such-record'],
  [`dangling.${N}`, 'A', 'external-name-unresolved'],
  [`loop.${N}`, 'A', 'external-name-unresolved'],
  [`pending.${N}`, 'A', 'no-cluster-ip'],
  ['cluster.local.', 'A', 'empty-name'],
  ['svc.cluster.local.', 'A', 'empty-name'],
  ['svc.cluster.local.', 'NS', 'empty-name'],
  ['pod.cluster.local.', 'A', 'empty-name'],
  ['testns.svc.cluster.local.', 'A', 'empty-name'],
  ['testns.pod.cluster.local.', 'A', 'empty-name'],
  ['1-2-3-4.testns.pod.cluster.local.', 'AAAA', 'no-such-record'],
])('%s %s is NODATA: %s', (name, type, code) => {
  expect(ask(name, type)).toEqual({ rcode: 'NOERROR', records: [], code, authority: ['SOA'] });
});

test.each<[string, RecordType, string]>([
  [`svc0.${N}`, 'A', 'no-such-service'],
  [`svc0.${N}`, 'TXT', 'no-such-service'],
  ['svc0.nons.svc.cluster.local.', 'A', 'no-such-namespace'],
  ['nons.svc.cluster.local.', 'NS', 'no-such-namespace'],
  ['1-2-3-4.nons.pod.cluster.local.', 'A', 'no-such-namespace'],
  ['foo.cluster.local.', 'A', 'outside-schema'],
  ['dns-version.cluster.local.', 'A', 'outside-schema'],
  [`a.b.c.svc1.${N}`, 'A', 'outside-schema'],
  [`bogus.hdls.${N}`, 'A', 'no-such-endpoint'],
  [`tired.hdls.${N}`, 'A', 'no-such-endpoint'],
  [`bogus.svc1.${N}`, 'A', 'no-such-endpoint'],
  [`bogus.sleepy.${N}`, 'A', 'no-ready-endpoint'],
  [`bogus.svc0.${N}`, 'A', 'no-such-service'],
  [`sleepy.${N}`, 'A', 'no-ready-endpoint'],
  [`nobody.${N}`, 'A', 'no-ready-endpoint'],
  [`_https._tcp.svc1.${N}`, 'SRV', 'no-such-port'],
  [`_http._udp.svc1.${N}`, 'SRV', 'no-such-port'],
  [`_https._tcp.hdls.${N}`, 'SRV', 'no-such-port'],
  [`endpoint.external.${N}`, 'CNAME', 'below-external-name'],
  [`_http._tcp.external.${N}`, 'SRV', 'below-external-name'],
  [`literal.${N}`, 'A', 'external-name-is-address'],
  // no wildcards since CoreDNS 1.9
  [`*.${N}`, 'A', 'no-such-service'],
  ['hdls-0.testns.pod.cluster.local.', 'A', 'not-a-dashed-address'],
  ['01-2-3-4.testns.pod.cluster.local.', 'A', 'not-a-dashed-address'],
])('%s %s is NXDOMAIN: %s', (name, type, code) => {
  expect(ask(name, type)).toEqual({ rcode: 'NXDOMAIN', records: [], code, authority: ['SOA'] });
});

// Names of others are the upstream's to deny.
test.each<[string, RecordType, string]>([
  ['unknown.test.', 'A', 'unknown-external-host'],
  ['.', 'A', 'unknown-external-host'],
  ['99.0.0.10.in-addr.arpa.', 'PTR', 'unknown-address'],
  ['0.0.10.in-addr.arpa.', 'PTR', 'unknown-external-host'],
  ['xcluster.local.', 'A', 'unknown-external-host'],
])('%s %s is NXDOMAIN from upstream: %s', (name, type, code) => {
  expect(ask(name, type)).toEqual({ rcode: 'NXDOMAIN', records: [], code, authority: [] });
});

test.each<['insecure' | 'verified' | 'disabled', string, string]>([
  ['insecure', '9-9-9-9', 'pod-address'],
  ['verified', '172-0-0-2', 'pod-address'],
  ['verified', '9-9-9-9', 'no-such-pod'],
  ['verified', '172-0-0-30', 'pod-address'],
  ['verified', 'fd00--30', 'no-such-pod'],
  ['verified', '172-0-0-40', 'no-such-pod'],
  ['verified', '172-0-0-41', 'no-such-pod'],
  ['disabled', '172-0-0-2', 'pod-names-disabled'],
])('pods %s: %s is %s', (pods, label, code) => {
  const { table } = compileZone(stateOf(CLUSTER, { ...testSpec, dns: { ...testSpec.dns, pods } }));
  expect(ask(`${label}.testns.pod.cluster.local.`, 'A', table).code).toBe(code);
});

test('verified pods are those of the namespace', () => {
  const { table } = compileZone(stateOf(CLUSTER, { ...testSpec, dns: { ...testSpec.dns, pods: 'verified' } }));
  expect(ask('172-0-0-2.shop.pod.cluster.local.', 'A', table).rcode).toBe('NXDOMAIN');
});

test('kube-dns gives SRV records priority 10, and endpoints a hash of digits', () => {
  const { table } = compileZone(
    stateOf(CLUSTER, { ...testSpec, dns: { ...testSpec.dns, implementation: 'kube-dns' } }),
  );
  const [record] = ask(`_http._tcp.hdls.${N}`, 'SRV', table).records;
  expect(record).toMatch(/ SRV 10 16 80 ([36][0-9]){1,8}\.hdls\.testns\.svc\.cluster\.local\.$/);
});

test.each<[string, string, string, RegExp]>([
  [`svc1.${N}`, 'Service testns/svc1', 'spec.clusterIP', /clusterIPs: \[10.0.0.1\]/],
  [`_dns._udp.svc1.${N}`, 'Service testns/svc1', 'spec.ports[1]', /port: 53, protocol: UDP/],
  [`172-0-0-2.hdls.${N}`, 'Pod testns/hdls-0', '', /^kind: Pod/],
  [`external.${N}`, 'Service testns/external', 'spec.externalName', /ext.interwebs.test/],
  [`sleepy.${N}`, 'Service testns/sleepy', 'spec.clusterIP', /\{app: sleepy\}/],
])('%s is decided by %s %s', (name, object, path, text) => {
  const line = CLUSTER.split('\n').findIndex((each) => text.test(each)) + 1;
  const { rule } = answer(zone, { name, type: 'A' });
  expect(rule && ruleJson(rule)).toMatchObject({ object, path, file: 'test.yaml', line });
});

test.each<[string, string, string]>([
  [`mariadb.${N}`, 'Service shop/mariadb', 'mariadb.shop'],
  [`svc2.${N}`, 'Service testns/svc1', 'svc1'],
  [`extrenal.${N}`, 'Service testns/external', 'external'],
  [`hdls-0.${N}`, 'Pod testns/hdls-0', 'no DNS record'],
  ['svc1.testn.svc.cluster.local.', 'Service testns/svc1', 'svc1.testns'],
  [`sleepy.${N}`, 'Pod testns/sleepy-0', 'not ready'],
  [`nobody.${N}`, 'Service testns/nobody', 'app=nobody'],
  [`hdls-0.hdls.${N}`, 'Pod testns/hdls-0', 'hostname'],
  [`_https._tcp.svc1.${N}`, 'Service testns/svc1', 'http/TCP'],
  [`dangling.${N}`, 'Service shop/mariadb', 'mariadb.shop'],
  ['hdls-0.testns.pod.cluster.local.', 'Pod testns/hdls-0', 'dashes'],
])('%s: %s came nearest', (name, object, word) => {
  const [nearest] = answer(zone, { name, type: 'A' }).considered;
  expect(nearest && formatRef(nearest.rule.ref)).toBe(object);
  expect(nearest?.mismatch).toContain(word);
});

test('an answer says what it is', () => {
  const { reason } = answer(zone, { name: `svc1.${N}`, type: 'A' });
  expect(reason.text).toBe('svc1.testns.svc.cluster.local is 10.0.0.1');
});

test('SRV brings the addresses of its targets along', () => {
  const { additional } = answer(zone, { name: `dual.${N}`, type: 'SRV' });
  expect(additional.map(formatRecord)).toEqual([`dual.${N} 30 IN A 10.0.0.3`, `dual.${N} 30 IN AAAA 10::3`]);
});

test('an address as externalName is worth a warning', () => {
  const { diagnostics } = compileZone(stateOf(CLUSTER));
  expect(diagnostics.map(({ code, about }) => `${code} ${about?.name}`)).toEqual(['external-name-is-address literal']);
});
