import { describe, expect, test } from 'vitest';
import { answer } from '../answer.ts';
import { ask, compile, WEB, withLines } from './corefile.fixture.ts';

/** What CoreDNS says that does not start with these lines in front of its kubernetes plugin. */
function refusal(lines: string, kubernetes = ''): string | undefined {
  const { diagnostics } = compile(withLines(lines, kubernetes));
  return diagnostics.find(({ code }) => code === 'corefile-refused')?.message;
}

// The rows were put to CoreDNS 1.15 itself (plugin/*/setup.go), as 417 texts of its set-up tests and 6,000 mutants were.
describe('CoreDNS starts', () => {
  test.each([
    'cache',
    'cache 30 example.org',
    'cache {\n    success 9984 30\n    denial 9984 5 1\n    prefetch 10 1m 10%\n    servfail 5m\n    disable success cluster.local\n  }',
    'errors {\n    consolidate 5m ".*" warning show_first\n  }',
    'health :8080 {\n    lameduck 5s\n  }',
    'reload 10s 0',
    'log . {\n    class denial error\n  }',
    'bufsize 1232',
    'loadbalance round_robin {\n    prefer 10.0.0.0/8\n  }',
    'header {\n    response set ra\n  }',
    'rewrite ttl example.org 30-60',
    'rewrite ttl regex (.*)\\.example\\.org -60',
    'rewrite type ANY HINFO',
    'rewrite class CH IN',
    'rewrite edns0 local set 0xffee foo',
    'rewrite rcode regex (.*)\\.org SERVFAIL NXDOMAIN',
    'rewrite name suffix .a.example .b.example answer auto',
    'rewrite continue {\n    name regex (.*)\\.a {1}.b\n    answer name (.*)\\.b {1}.a\n  }',
    'template ANY ANY a.example {\n    rcode NXDOMAIN\n  }',
    'hosts {\n    10.0.0.1 a.example\n    ttl 60\n    reload 0\n    no_reverse\n    fallthrough\n    fallthrough_unsupported\n  }',
    'forward a.example tls://9.9.9.9%dns.quad9.net [2001:db8::1]:53 {\n    policy sequential\n    max_fails 0\n    failover SERVFAIL\n  }',
  ])('with %j', (lines) => {
    expect(refusal(lines)).toBeUndefined();
  });

  test.each([
    'ttl 0',
    'namespaces a b',
    'ignore',
    'apiserver_qps 0.5',
    'startup_timeout 5s',
    'endpoint http://a http://b',
  ])('with %j of kubernetes', (line) => {
    expect(refusal('', `    ${line}`)).toBeUndefined();
  });
});

describe('CoreDNS does not start', () => {
  test.each([
    ['cache 0', '0 is not within'],
    ['cache {\n    success\n  }', 'Wrong argument count'],
    ['cache {\n    prefetch 10 1m 5%\n  }', 'prefetch: 5 is not within [10, 90]'],
    ['cache {\n    servfail 6m\n  }', 'servfail: 6m is not within'],
    ['cache {\n    keep\n  }', "unknown property 'keep'"],
    ['cache\n  cache', 'can only be used once per Server Block'],
    ['errors {\n    consolidate 5 ".*"\n  }', 'time: invalid duration "5"'],
    ['health 8080', 'missing port in address'],
    ['health {\n    lameduck 5\n  }', 'invalid duration "5"'],
    ['reload 1s', 'reload: 1s is not within'],
    ['log . {\n    class some\n  }', 'class: some is none of'],
    ['bufsize 64', 'bufsize: 64 is not within [512, 4096]'],
    ['header {\n    query drop ra\n  }', 'query: drop is none of'],
    ['loop a', 'Wrong argument count'],
    ['rewrite', 'no rule type specified for rewrite'],
    ['rewrite ttl example.org 60-30', "invalid TTL '60-30' for a ttl rule"],
    ['rewrite ttl example.org abc', "invalid TTL 'abc' for a ttl rule"],
    ['rewrite ttl fuzzy a b 30', 'too many (4) arguments'],
    ['rewrite type ANY', 'type rules must have exactly two arguments'],
    ['rewrite class XX IN', 'invalid query class XX'],
    ['rewrite edns0 local drop 1 2', 'invalid action: "drop"'],
    ['rewrite rcode a.b NOPE NXDOMAIN', "invalid RCODE 'NOPE'"],
    ['rewrite name a.b', 'too few arguments for a name rule'],
    ['rewrite name regex (a b', 'invalid regex matching pattern: (a'],
    ['rewrite name suffix .a .b answer', 'invalid arguments for suffix rule'],
    ['rewrite mode a b', 'invalid rule type "mode"'],
    ['template ANY', 'Wrong argument count'],
    ['template XX A', 'invalid query class XX'],
    ['template IN X', 'invalid RR class X'],
    ['template IN A {\n    match "("\n  }', 'could not parse regex: ('],
    ['template IN A {\n    answer "{{"\n  }', 'unclosed action'],
    ['template IN A {\n    rcode nxdomain\n  }', 'unknown rcode nxdomain'],
    ['hosts {\n    ttl 0\n  }', 'ttl: 0 is not within [1, 65535]'],
    ['hosts {\n    reload -1s\n  }', 'reload: -1s is not within'],
    ['hosts {\n    fallthrough_unsupported\n  }', 'fallthrough_unsupported requires fallthrough'],
    ['forward', 'Wrong argument count'],
    ['forward a.example dns.example.com', 'not an IP address or file: "dns.example.com"'],
    ['forward a.example 10.0.0.1 {\n    max_fails -1\n  }', 'invalid syntax'],
    ['forward a.example 10.0.0.1 {\n    policy rnd\n  }', 'policy: rnd is none of'],
    ['forward a.example 10.0.0.1 {\n    expire 10\n  }', 'invalid duration "10"'],
    ['forward a.example 10.0.0.1 {\n    force_tcp yes\n  }', 'Wrong argument count'],
    ['forward a.example 10.0.0.1 {\n    failover NOERROR\n  }', 'NoError cannot be used'],
    [`forward a.example ${'10.0.0.1 '.repeat(16)}`, 'more than 15 TOs configured: 16'],
  ])('with %j: %s', (lines, message) => {
    expect(refusal(lines)).toContain(message);
    expect(ask(withLines(lines), WEB)).toMatchObject({ rcode: 'SERVFAIL', code: 'dns-not-started' });
  });

  test.each([
    ['namespaces', 'Wrong argument count'],
    ['ttl abc', 'invalid syntax'],
    ['pods', 'Wrong argument count'],
    ['ignore some', "unable to parse ignore value: 'some'"],
    ['tls a b', 'Wrong argument count'],
    ['endpoint_pod_names a', 'Wrong argument count'],
    ['upstream /etc/resolv.conf', "unknown property 'upstream'"],
    ['noendpoints\n    zonal', 'zonal requires the endpoint cache'],
  ])('with %j of kubernetes: %s', (line, message) => {
    expect(refusal('', `    ${line}`)).toContain(message);
  });
});

test('the line of a wrong property is the place of every answer that fails', () => {
  expect(ask('. {\n  forward . 10.0.0.1 {\n    policy rnd\n  }\n}', WEB)).toMatchObject({ rcode: 'SERVFAIL', line: 7 });
});

test.each([
  ['a TTL in bounds stays', 'rewrite ttl a.example 10-90', 60],
  ['a small one is raised', 'rewrite ttl a.example 90-', 90],
  ['a large one is lowered', 'rewrite ttl a.example -30', 30],
  ['one number is both bounds', 'rewrite ttl a.example 5', 5],
])('%s', (_, rule, ttl) => {
  const corefile = withLines(`  ${rule}\n  hosts {\n    10.0.0.1 a.example\n    ttl 60\n    fallthrough\n  }`);
  expect(ask(corefile, 'a.example.').records).toEqual([`a.example. ${ttl} IN A 10.0.0.1`]);
});

// plugin/hosts/README.md, wildcard records.
describe('a wildcard of the hosts plugin', () => {
  const corefile = withLines(
    '  hosts {\n    10.0.0.1 *.lab.example\n    10.0.0.2 www.lab.example\n    fallthrough\n  }',
  );
  test.each([
    ['www.lab.example.', ['www.lab.example. 3600 IN A 10.0.0.2']],
    ['apps.lab.example.', ['apps.lab.example. 3600 IN A 10.0.0.1']],
    ['lab.example.', []],
    ['deep.apps.lab.example.', []],
  ])('%s', (name, records) => {
    expect(ask(corefile, name).records).toEqual(records);
  });

  test('has no name by its address', () => {
    expect(ask(corefile, '1.0.0.10.in-addr.arpa.', 'PTR').records).toEqual([]);
    expect(ask(corefile, '2.0.0.10.in-addr.arpa.', 'PTR').records).toHaveLength(1);
  });
});

test('fallthrough_unsupported lets questions of other types through for the names of the table', () => {
  const hosts = (line: string) => `  hosts {\n    10.0.0.1 ${WEB.slice(0, -1)}\n    fallthrough\n${line}\n  }`;
  expect(ask(withLines(hosts('')), WEB, 'SRV').records).toEqual([]);
  expect(ask(withLines(hosts('    fallthrough_unsupported')), WEB, 'SRV').records).toHaveLength(1);
});

// plugin/kubernetes/kubernetes.go endpointHostname.
test('endpoint_pod_names: a pod whose name is longer than a label has the name of its address', () => {
  const long = 'p'.repeat(64);
  const zone = (name: string) =>
    compile(
      withLines('', '    endpoint_pod_names'),
      `---
kind: EndpointSlice
metadata: {name: web-a, labels: {kubernetes.io/service-name: web}}
ports: [{name: http, port: 80}]
endpoints: [{addresses: [10.244.1.9], targetRef: {kind: Pod, name: ${name}}}]
`,
    );
  const rcodeOf = (name: string, asked: string) =>
    answer(zone(name).table, { name: `${asked}.${WEB}`, type: 'A' }).rcode;
  expect([rcodeOf('web-1', 'web-1'), rcodeOf('web-1', '10-244-1-9')]).toEqual(['NOERROR', 'NXDOMAIN']);
  expect([rcodeOf(long, long), rcodeOf(long, '10-244-1-9')]).toEqual(['NXDOMAIN', 'NOERROR']);
});
