import { describe, expect, test } from 'vitest';
import type { RecordType } from '../../../model/index.ts';
import { stateOf } from '../../../testing/index.ts';
import { answer } from '../answer.ts';
import { compileZone } from '../compile-zone.ts';
import { formatRecord } from '../format-record.ts';
import { ask, compile, configMap, DB, OBJECTS, WEB, withLines } from './corefile.fixture.ts';

describe('the grammar', () => {
  test.each<[string, string]>([
    ['a single server without braces', 'cluster.local\nkubernetes cluster.local'],
    ['comments, and words in quotes', '# the zone\n"cluster.local" { # here\n  kubernetes # there\n}'],
    ['two zones in front of one brace', 'example.org, cluster.local:53 {\n  kubernetes cluster.local\n}'],
    ['two zones on two lines', 'example.org,\ncluster.local {\n  kubernetes cluster.local\n}'],
    ['a scheme', 'dns://cluster.local:53 {\n  kubernetes\n}'],
    ['a block closed on its line', '. {\n  health { lameduck 5s }\n  kubernetes cluster.local\n}'],
    ['a snippet', '(k8s) {\n  kubernetes cluster.local\n}\n. {\n  import k8s\n}'],
    ['a port that is not 53', '.:5353 {\n  kubernetes cluster.local\n}'],
  ])('%s', (_what, corefile) => {
    expect(ask(corefile, WEB)).toMatchObject({ rcode: 'NOERROR', records: [`${WEB} 5 IN A 10.96.0.20`] });
    expect(compile(corefile).diagnostics).toEqual([]);
  });

  test('the plugins keep their own order, whatever the order of the lines', () => {
    const corefile =
      '. {\n  forward . 9.9.9.9\n  kubernetes cluster.local\n  hosts {\n    10.0.0.1 web.default.svc.cluster.local\n  }\n}';
    expect(ask(corefile, WEB).records).toEqual([`${WEB} 3600 IN A 10.0.0.1`]);
  });

  test.each<[string, string, number, string]>([
    ['. {\n  kubernetes cluster.local {\n    ttl 5\n  }', 'Unexpected EOF', 8, 'an open brace'],
    ['.\nkubernetes cluster.local\n}', "Unexpected '}' because no matching opening brace", 7, 'a brace too many'],
    ['. {\n  kubernetes cluster.local {\n    pods some\n  }\n}', 'wrong value for pods: some', 7, 'pods'],
    ['. {\n  kubernetes cluster.local {\n    ttl 3601\n  }\n}', 'ttl must be in range', 7, 'ttl'],
    ['. {\n  kubernetes 10.in-addr.arpa\n}', 'non-reverse zone name must be used', 6, 'no zone of names'],
    ['. {\n  kubernetes a\n  kubernetes b\n}', 'can only be used once per Server Block', 7, 'a second kubernetes'],
    [
      '. {\n  hosts {\n    fallthrough\n    10.0.0.1 a.b\n  }\n}',
      "unknown property '10.0.0.1'",
      8,
      'hosts behind fallthrough',
    ],
    ['. {\n  rewrite name regex (.*) {1}.{2}.b\n}', 'uses more subexpressions', 6, 'a group that is not there'],
    ['. {\n  rewrite name fuzzy a b\n}', 'supports only exact, prefix', 6, 'an unknown match'],
    ['. {\n  forward .\n}', 'Wrong argument count', 6, 'forward to nobody'],
    ['. {\n  errors\n}\n. {\n  errors\n}', 'it is already defined', 8, 'one zone twice'],
  ])('CoreDNS does not start with %j: %s', (corefile, message, line) => {
    const { diagnostics, table } = compile(corefile);
    expect(diagnostics.filter(({ code }) => code === 'corefile-refused')).toMatchObject([
      { severity: 'warning', message: expect.stringContaining(message), at: { file: 'test.yaml', line } },
    ]);
    const failed = answer(table, { name: WEB, type: 'A' });
    expect([failed.rcode, failed.reason.code, failed.rule?.location?.line]).toEqual([
      'SERVFAIL',
      'dns-not-started',
      line,
    ]);
  });

  test.each<[string, number, string]>([
    [withLines('  frobnicate now'), 6, 'plugin frobnicate'],
    [withLines('  errors\n  autopath @kubernetes'), 7, 'plugin autopath'],
    [withLines('  rewrite edns0 local set 0xffee abc'), 6, 'edns0'],
    [withLines('  template IN A x {\n    answer "{{ range .Match }}x{{ end }}"\n  }'), 6, 'template IN A x'],
    [withLines('  hosts /etc/other {\n    fallthrough\n  }'), 6, 'hosts file /etc/other'],
    [withLines('  import ../other/*.conf'), 6, 'import ../other'],
    ['tls://. {\n  errors\n}\n. {\n  kubernetes cluster.local\n}', 5, 'tls://.'],
  ])('%j is a warning at line %i, and the rest is served', (corefile, line, message) => {
    const { diagnostics, table } = compile(corefile);
    expect(diagnostics).toMatchObject([
      {
        code: 'dns-config-not-understood',
        severity: 'warning',
        message: expect.stringContaining(message),
        at: { file: 'test.yaml', line },
      },
    ]);
    expect(answer(table, { name: WEB, type: 'A' }).rcode).toBe('NOERROR');
  });

  test('a Corefile in one quoted scalar is located as a whole', () => {
    const yaml = `kind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}\ndata: {Corefile: ". {\\n  kubernetes cluster.local\\n  nonsense\\n}\\n", x: y}\n---${OBJECTS}`;
    const { diagnostics } = compileZone(stateOf(yaml));
    expect(diagnostics).toMatchObject([{ at: { line: 3 } }]);
  });
});

describe('server blocks', () => {
  const TWO =
    '.:53 {\n  forward . 8.8.8.8\n}\ncluster.local:53 {\n  kubernetes\n}\ncorp.example:53 {\n  forward . 10.150.0.1\n}';

  test.each<[string, string, string]>([
    [WEB, 'NOERROR', 'cluster-ip'],
    ['nobody.default.svc.cluster.local.', 'NXDOMAIN', 'no-such-service'],
    ['example.com.', 'NOERROR', 'external-host'],
    ['vault.corp.example.', 'NOERROR', 'external-host'],
    ['nobody.corp.example.', 'NXDOMAIN', 'unknown-external-host'],
  ])('%s: the longest zone answers: %s', (name, rcode, code) => {
    expect(ask(TWO, name)).toMatchObject({ rcode, code });
  });

  test('a stub domain tells where the question goes, and its line', () => {
    expect(ask(TWO, 'vault.corp.example.')).toMatchObject({
      text: 'vault.corp.example is the external host 203.0.113.20 (the question goes to 10.150.0.1)',
      line: 12,
      forwarded: true,
    });
  });

  test('without a block for the name the question is refused', () => {
    expect(ask('cluster.local {\n  kubernetes\n}', 'example.com.')).toMatchObject({
      rcode: 'REFUSED',
      code: 'no-server-block',
    });
  });

  test('without a plugin for the name the server fails', () => {
    expect(ask('. {\n  kubernetes cluster.local\n}', 'example.com.')).toMatchObject({
      rcode: 'SERVFAIL',
      code: 'no-plugin',
    });
  });

  test('forward passes over the names that it excepts', () => {
    const corefile = '. {\n  forward . 1.1.1.1 {\n    except example.com\n  }\n}';
    expect(ask(corefile, 'example.com.').rcode).toBe('SERVFAIL');
    expect(ask(corefile, 'vault.corp.example.').rcode).toBe('NOERROR');
  });

  test('a circle of aliases ends', () => {
    const corefile = withLines('  rewrite name circle.example.com circle.default.svc.cluster.local');
    const circle = ask(corefile, 'circle.default.svc.cluster.local.');
    expect(circle.records.filter((record) => / A /.test(record))).toEqual([]);
    expect(circle.text).toContain('circle');
  });
});

describe('the kubernetes plugin', () => {
  const k8s = (lines: string, zones = 'cluster.local') =>
    `. {\n  kubernetes ${zones} {\n${lines}\n  }\n  forward . 1.1.1.1\n}`;

  test.each<[string, string, string, string]>([
    ['', WEB, 'NOERROR', 'cluster-ip'],
    ['', '1-2-3-4.default.pod.cluster.local.', 'NXDOMAIN', 'pod-names-disabled'],
    ['    pods insecure', '1-2-3-4.default.pod.cluster.local.', 'NOERROR', 'pod-address'],
    ['    pods verified', '1-2-3-4.default.pod.cluster.local.', 'NXDOMAIN', 'no-such-pod'],
    ['    namespaces shop', DB, 'NOERROR', 'headless'],
    ['    namespaces shop', WEB, 'NXDOMAIN', 'namespace-not-exposed'],
    ['    namespace_labels dns=yes', DB, 'NOERROR', 'headless'],
    ['    namespace_labels dns=yes', WEB, 'NXDOMAIN', 'namespace-not-exposed'],
    ['    labels tier in (data, front)', DB, 'NOERROR', 'headless'],
    ['    labels tier in (data, front)', WEB, 'NXDOMAIN', 'service-not-exposed'],
    ['    labels !tier', WEB, 'NOERROR', 'cluster-ip'],
    ['    endpoint_pod_names', `db-0.${DB}`, 'NOERROR', 'endpoint'],
    ['', `db-0.${DB}`, 'NXDOMAIN', 'no-such-endpoint'],
    ['', `10-244-1-2.${DB}`, 'NOERROR', 'endpoint'],
    ['    endpoint_pod_names', `10-244-1-2.${DB}`, 'NXDOMAIN', 'no-such-endpoint'],
    ['    noendpoints', DB, 'NXDOMAIN', 'endpoints-disabled'],
    ['    noendpoints', WEB, 'NOERROR', 'cluster-ip'],
    ['    ignore empty_service', WEB, 'NXDOMAIN', 'no-ready-endpoint'],
    ['    ignore empty_service', DB, 'NOERROR', 'headless'],
    // what falls through is asked of the next plugin
    ['    fallthrough', 'nobody.default.svc.cluster.local.', 'NXDOMAIN', 'unknown-external-host'],
    ['    fallthrough other.zone', 'nobody.default.svc.cluster.local.', 'NXDOMAIN', 'no-such-service'],
  ])('%j %s: %s %s', (lines, name, rcode, code) => {
    expect(ask(k8s(lines), name)).toMatchObject({ rcode, code });
    expect(compile(k8s(lines)).diagnostics).toEqual([]);
  });

  test('the TTL is that of the Corefile, else 5', () => {
    expect(ask(k8s('    ttl 77'), WEB).records).toEqual([`${WEB} 77 IN A 10.96.0.20`]);
    expect(ask(k8s(''), WEB).records).toEqual([`${WEB} 5 IN A 10.96.0.20`]);
  });

  test.each<[string, string, string]>([
    ['cluster.local in-addr.arpa', 'NOERROR', 'pointer'],
    ['cluster.local 10.96.0.0/12', 'NOERROR', 'pointer'],
    ['cluster.local 10.112.0.0/12', 'NXDOMAIN', 'unknown-external-host'],
    ['cluster.local', 'NXDOMAIN', 'unknown-external-host'],
  ])('with the zones %s a PTR question is %s', (zones, rcode, code) => {
    expect(ask(k8s('', zones), '20.0.96.10.in-addr.arpa.', 'PTR')).toMatchObject({ rcode, code });
  });

  test('two domains serve the same Services; addresses stand for names in the first', () => {
    const corefile = k8s('', 'k8s.example cluster.local in-addr.arpa');
    expect(ask(corefile, 'web.default.svc.k8s.example.').rcode).toBe('NOERROR');
    expect(ask(corefile, WEB).rcode).toBe('NOERROR');
    const [pointer] = ask(corefile, '20.0.96.10.in-addr.arpa.', 'PTR').records;
    expect(pointer).toContain('PTR web.default.svc.k8s.example.');
  });
});

describe('hosts', () => {
  const HOSTS = withLines(
    '  hosts {\n    10.1.1.1 db.corp db2.corp\n    fd00::1 db.corp\n    ttl 60\n    fallthrough\n  }',
  );

  test.each<[string, RecordType, string, readonly string[], number | undefined]>([
    ['db.corp.', 'A', 'hosts-plugin', ['db.corp. 60 IN A 10.1.1.1'], 7],
    ['db.corp.', 'AAAA', 'hosts-plugin', ['db.corp. 60 IN AAAA fd00::1'], 8],
    ['db2.corp.', 'AAAA', 'no-such-record', [], 7],
    [
      '1.1.1.10.in-addr.arpa.',
      'PTR',
      'hosts-plugin',
      ['db.corp.', 'db2.corp.'].map((name) => `1.1.1.10.in-addr.arpa. 60 IN PTR ${name}`),
      7,
    ],
    [WEB, 'A', 'cluster-ip', [`${WEB} 30 IN A 10.96.0.20`], undefined],
  ])('%s %s: %s', (name, type, code, records, line) => {
    expect(ask(HOSTS, name, type)).toMatchObject({
      rcode: 'NOERROR',
      code,
      records,
      ...(line === undefined ? {} : { line }),
    });
  });

  test.each<[string, string, string]>([
    ['    fallthrough', 'NOERROR', 'cluster-ip'],
    ['    fallthrough cluster.local', 'NOERROR', 'cluster-ip'],
    ['    fallthrough example.com', 'SERVFAIL', 'not-in-hosts'],
    ['', 'SERVFAIL', 'not-in-hosts'],
  ])('with %j other names are %s', (line, rcode, code) => {
    expect(ask(withLines(`  hosts {\n    10.1.1.1 db.corp\n${line}\n  }`), WEB)).toMatchObject({ rcode, code });
  });

  test('hosts of a zone leaves other names alone', () => {
    expect(ask(withLines('  hosts /etc/hosts corp {\n    10.1.1.1 db.corp\n  }'), WEB).rcode).toBe('NOERROR');
  });

  test('a hosts file beside the Corefile is read', () => {
    const corefile = withLines('  hosts /etc/coredns/NodeHosts {\n    fallthrough\n  }');
    const map = configMap('coredns', { Corefile: corefile, NodeHosts: '10.9.0.1 node-a' });
    const { table } = compileZone(stateOf(map));
    const found = answer(table, { name: 'node-a.', type: 'A' });
    expect(found.records.map(formatRecord)).toEqual(['node-a. 3600 IN A 10.9.0.1']);
    expect(found.rule).toMatchObject({
      path: ['data', 'NodeHosts'],
      location: { line: map.trimEnd().split('\n').length },
    });
  });
});
