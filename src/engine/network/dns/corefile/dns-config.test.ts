import { describe, expect, test } from 'vitest';
import type { ClusterSpec } from '../../../model/index.ts';
import { formatFieldPath } from '../../../model/index.ts';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { answer } from '../answer.ts';
import { compileZone } from '../compile-zone.ts';
import { configMap, OBJECTS, WEB } from './corefile.fixture.ts';

const externalHosts = [
  { name: 'example.com', addresses: ['203.0.113.10'] },
  { name: 'vault.acme.local', addresses: ['203.0.113.20'] },
];

const KUBE_DNS: ClusterSpec = { ...testSpec, externalHosts, dns: { ...testSpec.dns, implementation: 'kube-dns' } };

function compile(maps: readonly string[], spec: ClusterSpec = { ...testSpec, externalHosts }) {
  return compileZone(stateOf(`${maps.join('---\n')}---${OBJECTS}`, spec));
}

function ask({ table }: ReturnType<typeof compile>, name: string) {
  const { rcode, reason, rule } = answer(table, { name, type: 'A' });
  return {
    rcode,
    code: reason.code,
    text: reason.text,
    path: rule && formatFieldPath(rule.path),
    line: rule?.location?.line,
  };
}

describe('coredns-custom', () => {
  const CUSTOM = configMap('coredns-custom', {
    'log.override': 'log',
    'names.override': 'rewrite name old.example web.default.svc.cluster.local',
    'stub.server': 'acme.local:53 {\n  forward . 10.0.0.53\n}',
    'notes.txt': 'nobody { reads this',
  });

  test.each<[string, string, string, string | undefined, number | undefined]>([
    ['old.example.', 'NOERROR', 'cluster-ip', 'data[names.override]', 7],
    ['vault.acme.local.', 'NOERROR', 'external-host', 'data[stub.server]', 10],
    ['example.com.', 'NOERROR', 'external-host', undefined, undefined],
    [WEB, 'NOERROR', 'cluster-ip', 'spec.clusterIP', 20],
  ])('is added to the Corefile of AKS: %s', (name, rcode, code, path, line) => {
    const compiled = compile([CUSTOM], { ...testSpec, externalHosts, dns: { ...testSpec.dns, corefile: 'aks' } });
    expect(compiled.diagnostics).toEqual([]);
    expect(ask(compiled, name)).toMatchObject({ rcode, code, path, line });
  });

  test.each([
    ['kubeadm', false],
    ['eks', false],
    ['rke2', false],
    ['openshift', false],
    ['aks', true],
    ['k3s', true],
  ] as const)('the Corefile of %s imports it: %s', (corefile, reads) => {
    const compiled = compile([CUSTOM], { ...testSpec, externalHosts, dns: { ...testSpec.dns, corefile } });
    expect(ask(compiled, 'old.example.').rcode).toBe(reads ? 'NOERROR' : 'NXDOMAIN');
    // OpenShift's and RKE2's server reads ConfigMaps of other names.
    expect(compiled.diagnostics.map(({ code }) => code)).toEqual(reads ? [] : ['dns-config-ignored']);
  });

  test('is read only where the Corefile imports it', () => {
    const plain = configMap('coredns', { Corefile: '. {\n  kubernetes cluster.local\n  forward . 1.1.1.1\n}' });
    const importing = configMap('coredns', {
      Corefile:
        '. {\n  kubernetes cluster.local\n  forward . 1.1.1.1\n  import custom/*.override\n}\nimport /etc/coredns/custom/*.server',
    });
    expect(ask(compile([plain, CUSTOM]), 'old.example.').rcode).toBe('NXDOMAIN');
    expect(ask(compile([importing, CUSTOM]), 'old.example.').rcode).toBe('NOERROR');
    expect(compile([importing]).diagnostics).toEqual([]);
  });
});

describe('the Corefile of each installer', () => {
  test.each([
    ['kubeadm', 'coredns'],
    ['rke2', 'rke2-coredns-rke2-coredns'],
    ['openshift', 'dns-default'],
  ] as const)('%s: is taken from ConfigMap %s', (corefile, name) => {
    const own = configMap(name, {
      Corefile: '. {\n  kubernetes cluster.local\n  rewrite name old.example web.default.svc.cluster.local\n}',
    });
    const dns = { ...testSpec.dns, corefile };
    expect(ask(compile([own], { ...testSpec, dns }), 'old.example.').rcode).toBe('NOERROR');
    expect(ask(compile([own.replace(name, 'other')], { ...testSpec, dns }), 'old.example.').rcode).not.toBe('NOERROR');
  });

  test.each([
    ['k3s', 'NOERROR'],
    ['kubeadm', 'NXDOMAIN'],
  ] as const)('%s: the name of a machine is %s', (corefile, rcode) => {
    const compiled = compile([], { ...testSpec, dns: { ...testSpec.dns, corefile } });
    expect(ask(compiled, `${testSpec.nodes[0]?.name}.`).rcode).toBe(rcode);
    expect(compiled.diagnostics).toEqual([]);
  });

  test('a second hosts block beside that of K3s is a Corefile that CoreDNS does not start with', () => {
    const custom = configMap('coredns-custom', {
      'printer.override': 'hosts {\n  10.1.1.1 printer.lan\n  fallthrough\n}',
    });
    const compiled = compile([custom], { ...testSpec, dns: { ...testSpec.dns, corefile: 'k3s' } });
    expect(ask(compiled, WEB)).toMatchObject({ rcode: 'SERVFAIL', code: 'dns-not-started' });
    const aks = compile([custom], { ...testSpec, dns: { ...testSpec.dns, corefile: 'aks' } });
    expect(ask(aks, 'printer.lan.').rcode).toBe('NOERROR');
  });
});

describe('the settings of the cluster', () => {
  test('make the Corefile where the manifests hold none', () => {
    const dns = { ...testSpec.dns, domain: 'k8s.example', pods: 'disabled' } as const;
    const compiled = compile([], { ...testSpec, dns });
    expect(ask(compiled, 'web.default.svc.k8s.example.').rcode).toBe('NOERROR');
    expect(ask(compiled, WEB).rcode).toBe('NXDOMAIN');
    expect(ask(compiled, '1-2-3-4.default.pod.k8s.example.').code).toBe('pod-names-disabled');
    expect(compiled.diagnostics).toEqual([]);
  });

  test('a Corefile without the domain that pods search is worth a warning', () => {
    const other = configMap('coredns', { Corefile: '. {\n  kubernetes k8s.example\n}' });
    const codes = compile([other]).diagnostics.map(({ code }) => code);
    expect(codes).toEqual(['cluster-domain-not-served']);
  });
});

// kubernetes/dns pkg/dns/config/config_test.go
describe('kube-dns', () => {
  const STUBS = configMap('kube-dns', {
    stubDomains: '{"acme.local": ["1.2.3.4"],\n "other.local": ["1.2.3.4:5353"]}',
    upstreamNameservers: '["8.8.8.8", "8.8.4.4:53"]',
  });

  test.each<[string, string, string, string | undefined, number | undefined]>([
    ['vault.acme.local.', 'NOERROR', 'external-host', 'data.stubDomains', 5],
    ['nobody.other.local.', 'NXDOMAIN', 'unknown-external-host', 'data.stubDomains', 6],
    ['example.com.', 'NOERROR', 'external-host', undefined, undefined],
    [WEB, 'NOERROR', 'cluster-ip', 'spec.clusterIP', 15],
  ])('forwards its stub domains: %s', (name, rcode, code, path, line) => {
    const compiled = compile([STUBS], KUBE_DNS);
    expect(compiled.diagnostics).toEqual([]);
    expect(ask(compiled, name)).toMatchObject({ rcode, code, path, line });
  });

  test.each<[string, string, string]>([
    ['stubDomains', 'acme.local: 1.2.3.4', 'stubDomains is no JSON'],
    ['stubDomains', '["1.2.3.4"]', 'no JSON object'],
    ['stubDomains', '{"acme.local": "1.2.3.4"}', 'acme.local has no list of nameservers'],
    ['upstreamNameservers', '["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"]', 'more than three'],
    ['upstreamNameservers', '["dns.example.com"]', 'invalid nameserver'],
    ['upstreamNameservers', '{}', 'no JSON list'],
  ])('ignores a ConfigMap whose %s is %s', (key, text, message) => {
    const compiled = compile([configMap('kube-dns', { [key]: text })], KUBE_DNS);
    expect(compiled.diagnostics).toMatchObject([
      {
        code: 'dns-config-not-understood',
        severity: 'warning',
        message: expect.stringContaining(message),
        at: { file: 'test.yaml' },
      },
    ]);
    expect(ask(compiled, 'vault.acme.local.')).toMatchObject({ rcode: 'NOERROR', path: undefined });
  });

  test.each<[string, ClusterSpec, readonly string[]]>([
    ['kube-dns', testSpec, ['dns-config-ignored']],
    ['coredns', KUBE_DNS, ['dns-config-ignored']],
    ['coredns', testSpec, []],
    ['other', testSpec, []],
  ])('ConfigMap %s is read by the server that it is for', (name, spec, codes) => {
    const map = configMap(name, { Corefile: 'cluster.local {\n  kubernetes\n}' });
    expect(compile([map], spec).diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
