import { describe, expect, test } from 'vitest';
import type { RecordType } from '../../../model/index.ts';
import { askDirectly } from '../ask-servers.ts';
import { lookup } from '../lookup.ts';
import type { ResolverClient } from '../resolver-client.ts';
import { zoneRecords } from '../zone-records.ts';
import { ask, compile, DB, WEB, withLines } from './corefile.fixture.ts';

// Modelled on coredns plugin/rewrite/{name,rewrite}_test.go and the README of the plugin.
describe('rewrite name', () => {
  test.each<[string, string, string, string]>([
    // exact puts the answer back by itself
    ['name old.example web.default.svc.cluster.local', 'old.example.', 'old.example.', '10.96.0.20'],
    ['name exact old.example. web.default.svc.cluster.local.', 'OLD.example.', 'old.example.', '10.96.0.20'],
    ['stop name old.example web.default.svc.cluster.local', 'old.example.', 'old.example.', '10.96.0.20'],
    ['name prefix www- web', 'www-.default.svc.cluster.local.', WEB, '10.96.0.20'],
    [
      'name prefix www- web answer auto',
      'www-.default.svc.cluster.local.',
      'www-.default.svc.cluster.local.',
      '10.96.0.20',
    ],
    [
      'name suffix .home.example .default.svc.cluster.local answer auto',
      'web.home.example.',
      'web.home.example.',
      '10.96.0.20',
    ],
    ['name suffix .home.example. .default.svc.cluster.local.', 'web.home.example.', WEB, '10.96.0.20'],
    [
      'name substring web-alias web answer auto',
      'web-alias.default.svc.cluster.local.',
      'web-alias.default.svc.cluster.local.',
      '10.96.0.20',
    ],
    [
      'name regex (.*)\\.home\\.example {1}.default.svc.cluster.local answer auto',
      'web.home.example.',
      'web.home.example.',
      '10.96.0.20',
    ],
    ['name regex (.*)\\.home\\.example {1}.default.svc.cluster.local', 'web.home.example.', WEB, '10.96.0.20'],
    [
      'name regex (.*)\\.home\\.example {1}.default.svc.cluster.local answer name (.*)\\.default\\.svc\\.cluster\\.local {1}.home.example',
      'web.home.example.',
      'web.home.example.',
      '10.96.0.20',
    ],
    [
      'name regex (?i)^(?P<app>WEB)\\.home\\.example\\.$ {1}.default.svc.cluster.local answer auto',
      'web.home.example.',
      'web.home.example.',
      '10.96.0.20',
    ],
  ])('%s: %s is answered for %s', (rule, name, owner, ip) => {
    expect(ask(withLines(`  rewrite ${rule}`), name)).toMatchObject({
      rcode: 'NOERROR',
      records: [`${owner} 30 IN A ${ip}`],
      line: 6,
      text: expect.stringMatching(/is rewritten to web\.default\.svc\.cluster\.local: /),
    });
  });

  test.each<[string, string]>([
    ['name old.example web.default.svc.cluster.local', 'older.example.'],
    ['name old.example web.default.svc.cluster.local', 'www.old.example.'],
    ['name prefix www- web', 'a.www-.default.svc.cluster.local.'],
    ['name suffix .home.example .default.svc.cluster.local', 'web.home.example.org.'],
    ['name substring web-alias web', 'webalias.default.svc.cluster.local.'],
    ['name regex ^(.*)\\.home\\.example\\.$ {1}.default.svc.cluster.local', 'web.home.example.org.'],
  ])('%s leaves %s alone', (rule, name) => {
    const { text, line } = ask(withLines(`  rewrite ${rule}`), name);
    expect(text).not.toContain('rewritten');
    expect(line).toBeUndefined();
  });

  test('a rule in braces is the same rule', () => {
    const lines =
      '  rewrite stop {\n    name regex (.*)\\.home\\.example {1}.default.svc.cluster.local\n    answer auto\n  }';
    expect(ask(withLines(lines), 'web.home.example.').records).toEqual(['web.home.example. 30 IN A 10.96.0.20']);
  });

  test('the first rule stops, unless it says continue', () => {
    const rules = (mode: string) =>
      withLines(`  rewrite ${mode} name a.example b.example\n  rewrite name b.example web.default.svc.cluster.local`);
    expect(ask(rules('stop'), 'a.example.').rcode).toBe('NXDOMAIN');
    expect(ask(rules('continue'), 'a.example.')).toMatchObject({
      records: ['a.example. 30 IN A 10.96.0.20'],
      line: 7,
    });
  });

  test('a name that leads nowhere says which rule sent it there', () => {
    const reply = ask(withLines('  rewrite name old.example wbe.default.svc.cluster.local'), 'old.example.');
    expect(reply).toMatchObject({ rcode: 'NXDOMAIN', code: 'no-such-service', line: 6 });
    expect(reply.text).toContain('old.example is rewritten to wbe.default.svc.cluster.local: there is no Service wbe');
  });

  test('values go back too: the target of an alias', () => {
    const rule = '  rewrite name suffix .home.example .default.svc.cluster.local answer auto';
    expect(ask(withLines(rule), 'web.home.example.', 'SRV').records).toEqual([
      'web.home.example. 30 IN SRV 0 100 80 web.home.example.',
    ]);
  });

  test.each<[string, string]>([
    ['ttl web.default.svc.cluster.local 7', `${WEB} 7 IN A 10.96.0.20`],
    ['ttl suffix .cluster.local 8', `${WEB} 8 IN A 10.96.0.20`],
    ['ttl other.default.svc.cluster.local 9', `${WEB} 30 IN A 10.96.0.20`],
  ])('rewrite %s', (rule, record) => {
    expect(ask(withLines(`  rewrite ${rule}`), WEB).records).toEqual([record]);
  });

  test('exact names and the hosts plugin are in the listing', () => {
    const lines =
      '  rewrite name old.example web.default.svc.cluster.local\n  hosts {\n    10.1.1.1 db.corp\n    fallthrough\n  }';
    const names = zoneRecords(compile(withLines(lines)).table).map(({ name, type, data }) => `${name} ${type} ${data}`);
    expect(names).toContain('old.example. A 10.96.0.20');
    expect(names).toContain('db.corp. A 10.1.1.1');
    expect(names).toContain(`${DB} A 10.244.1.2`);
  });
});

describe('a look-up through a rule that does not put the answer back', () => {
  const state = (answerRule: string) =>
    compile(withLines(`  rewrite name regex (.*)\\.home\\.example {1}.default.svc.cluster.local ${answerRule}`)).table;
  const client = (libc: ResolverClient['libc']): ResolverClient => ({
    libc,
    resolvConf: { nameservers: ['10.96.0.10'], searches: [], options: [] },
    hosts: [],
    families: [4],
  });
  const question = { name: 'web.home.example', type: 'A' } as const;

  test('glibc drops records of another name', () => {
    const { answers, rcode, reason } = lookup(client('glibc'), question, askDirectly(state('')));
    expect([answers, rcode, reason.code]).toEqual([[], 'NOERROR', 'answer-of-another-name']);
  });

  test.each<[ResolverClient['libc'], string]>([
    ['musl', ''],
    ['glibc', 'answer auto'],
  ])('%s with %j takes them', (libc, answerRule) => {
    const { answers } = lookup(client(libc), question, askDirectly(state(answerRule)));
    expect(answers.map(({ data }) => data)).toEqual(['10.96.0.20']);
  });

  test('a failing server says why', () => {
    const { table } = compile(withLines('  hosts {\n    10.1.1.1 db.corp\n  }'));
    const { rcode, reason, rule } = lookup(client('glibc'), question, askDirectly(table));
    expect([rcode, reason.code, rule?.location?.line]).toEqual(['SERVFAIL', 'dns-servfail', 6]);
    expect(reason.text).toContain('web.home.example is not in the table of the hosts plugin');
  });
});

// Modelled on the examples of coredns plugin/template/README.md.
describe('template', () => {
  const IP = 'match "^ip-(?P<a>\\d+)-(?P<b>\\d+)\\.example[.]$"';

  test.each<[string, string, RecordType, string, readonly string[]]>([
    [
      `IN A example {\n    ${IP}\n    answer "{{ .Name }} 60 IN A 10.0.{{ .Group.a }}.{{ .Group.b }}"`,
      'ip-1-2.example.',
      'A',
      'NOERROR',
      ['ip-1-2.example. 60 IN A 10.0.1.2'],
    ],
    [
      `IN A example {\n    ${IP}\n    answer "{{ .Name }} 60 IN A 10.0.{{ index .Match 1 }}.{{ index .Match 2 }}"`,
      'ip-1-2.example.',
      'A',
      'NOERROR',
      ['ip-1-2.example. 60 IN A 10.0.1.2'],
    ],
    ['IN A {\n    answer "{{ .Name }} IN A 10.0.0.9"', 'any.thing.', 'A', 'NOERROR', ['any.thing. 3600 IN A 10.0.0.9']],
    [
      'IN AAAA . {\n    rcode NOERROR\n    authority "{{ .Zone }} 60 IN SOA ns.x. a.x. 1 60 60 60 60"',
      WEB,
      'AAAA',
      'NOERROR',
      [],
    ],
    ['ANY ANY invalid {\n    rcode NXDOMAIN', 'a.invalid.', 'A', 'NXDOMAIN', []],
    ['IN ANY broken {\n    rcode SERVFAIL', 'a.broken.', 'A', 'SERVFAIL', []],
    ['IN A example {\n    answer "{{ .Name }} nonsense"', 'a.example.', 'A', 'SERVFAIL', []],
  ])('template %s: %s %s is %s', (template, name, type, rcode, records) => {
    const reply = ask(withLines(`  template ${template}\n  }`), name, type);
    expect(reply).toMatchObject({ rcode, records, code: 'template', line: 6 });
  });

  test.each<[string, string, string]>([
    // another zone, another type: the question goes on
    ['IN A example {\n    rcode NXDOMAIN', WEB, 'cluster-ip'],
    ['IN AAAA {\n    rcode NXDOMAIN', WEB, 'cluster-ip'],
    // no pattern matches: only with fallthrough it goes on
    ['IN A {\n    match ^nothing$\n    rcode NXDOMAIN\n    fallthrough', WEB, 'cluster-ip'],
    ['IN A {\n    match ^nothing$\n    rcode NXDOMAIN', WEB, 'no-template'],
  ])('template %s does not take %s: %s', (template, name, code) => {
    expect(ask(withLines(`  template ${template}\n  }`), name).code).toBe(code);
  });
});
