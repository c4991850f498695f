import { describe, expect, test } from 'vitest';
import type { DiffJson, MatrixJson, PeerJson, PortsJson } from '../json/matrix-json.ts';
import { formatDiff, formatMatrix, type MatrixFormat } from './format-matrix.ts';

const workload = (name: string, namespace = 'shop') =>
  ({ kind: 'Workload', namespace, name, workloadKind: 'Deployment' }) as const;
const outside = (...ranges: readonly string[]): PeerJson => ({ kind: 'External', ranges });
const EVERYWHERE = outside('0.0.0.0-255.255.255.255');
const ALL: readonly PortsJson[] = (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => ({
  protocol,
  ports: '1-65535',
}));
const HTTP: readonly PortsJson[] = [{ protocol: 'TCP', ports: '80,443' }];

const RULE = { object: 'NetworkPolicy shop/p', path: 'spec.ingress[0]', file: 'p.yaml', line: 7, column: 3 };
const PASS = { code: 'not-isolated', text: 'no policy isolates egress', rules: [] };
const ALLOWS = { code: 'policy-allows', text: 'NetworkPolicy shop/p allows ingress', rules: [RULE] };

const MATRIX: MatrixJson = {
  version: 1,
  connections: [
    { from: EVERYWHERE, to: workload('web'), allowed: ALL },
    { from: workload('web'), to: workload('db', 'data'), allowed: HTTP },
    { from: workload('db', 'data'), to: outside('192.0.2.1-192.0.2.1', '198.51.100.0-198.51.100.255'), allowed: HTTP },
  ],
};

const EXPLAINED: MatrixJson = {
  version: 1,
  connections: [
    {
      from: workload('web'),
      to: workload('db', 'data'),
      allowed: HTTP,
      because: [{ ports: HTTP, allowed: true, egress: PASS, ingress: ALLOWS }],
    },
  ],
};

const EXPOSED: MatrixJson = {
  version: 1,
  connections: [],
  exposure: (['all', 'none'] as const).map((permitted, index) => ({
    via: 'NodePort',
    by: { object: 'Service shop/web', path: `spec.ports[${index}]` },
    address: `*:3008${index}`,
    protocol: 'TCP',
    to: workload('web'),
    port: 8080 + index,
    permitted,
  })),
};

test('a table names ends by kind, and says "all ports" and "outside"', () => {
  const rows = formatMatrix(MATRIX, 'table').split('\n');
  expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
    ['FROM', 'TO', 'PORTS'],
    ['outside', 'Deployment shop/web', 'all ports'],
    ['Deployment shop/web', 'Deployment data/db', 'TCP 80,443'],
    ['Deployment data/db', 'outside 192.0.2.1, 198.51.100.0-198.51.100.255', 'TCP 80,443'],
    [''],
  ]);
});

test('reasons stand under their row, with the place of the rule', () => {
  expect(formatMatrix(EXPLAINED, 'table').split('\n').slice(2)).toEqual([
    '   ✓ TCP 80,443',
    '       egress: no policy isolates egress',
    '       ingress: NetworkPolicy shop/p allows ingress (p.yaml:7 spec.ingress[0])',
    '',
  ]);
});

test('the places of the rules that passed the decision on stand before those that made it', () => {
  const passed = { ...RULE, object: 'AdminNetworkPolicy a', file: 'a.yaml', line: 3 };
  const ingress = {
    ...ALLOWS,
    text: 'AdminNetworkPolicy a passes it on, and NetworkPolicy shop/p allows ingress',
    passedBy: [passed],
  };
  const [connection] = EXPLAINED.connections;
  if (connection === undefined) throw new Error('nothing is explained');
  const because = [{ ports: HTTP, allowed: true, egress: PASS, ingress }];
  const table = formatMatrix({ version: 1, connections: [{ ...connection, because }] }, 'table');
  expect(table).toContain(`ingress: ${ingress.text} (a.yaml:3 spec.ingress[0], p.yaml:7 spec.ingress[0])\n`);
});

test('an empty matrix says so', () => {
  expect(formatMatrix({ version: 1, connections: [] }, 'table')).toBe('no connection is permitted\n');
});

test('a table lists ways in with what policy says of them, those that are shut too', () => {
  const [, , head, ...ways] = formatMatrix(EXPOSED, 'table').split('\n');
  expect(head).toMatch(/^EXPOSED VIA +ADDRESS +TO +PORT +POLICY +BY$/);
  expect(ways.map((way) => way.split(/ {2,}/).slice(0, 5))).toEqual([
    ['NodePort', '*:30080/TCP', 'Deployment shop/web', '8080/TCP', 'open'],
    ['NodePort', '*:30081/TCP', 'Deployment shop/web', '8081/TCP', 'shut by policy'],
    [''],
  ]);
});

test('JSON is the matrix itself', () => {
  expect(JSON.parse(formatMatrix(MATRIX, 'json'))).toEqual(MATRIX);
});

test.each<{ format: MatrixFormat; holds: readonly string[]; lacks: readonly string[] }>([
  {
    format: 'csv',
    holds: [
      'from,to,protocol,ports\r\n',
      'outside,Deployment shop/web,TCP,1-65535\r\n',
      'Deployment data/db,TCP,"80,443"\r\n',
    ],
    lacks: [],
  },
  {
    format: 'md',
    holds: ['| From | To | Ports |\n| --- | --- | --- |\n', '| outside | Deployment shop/web | all ports |\n'],
    lacks: ['Why'],
  },
  {
    format: 'dot',
    holds: [
      'digraph matrix {',
      'subgraph cluster_0 {\n    label="shop";',
      'n0 -> n1 [label="all ports"];',
      'n1 -> n2 [label="TCP 80,443"];',
    ],
    lacks: [],
  },
  {
    format: 'mermaid',
    holds: ['flowchart LR\n', 'subgraph ns1["data"]\n    n2["db (Deployment)"]\n  end', 'n0 -->|"all ports"| n1\n'],
    lacks: [],
  },
  {
    format: 'html',
    holds: [
      '<!doctype html>',
      '<th>Deployment data/db</th>',
      '<td class="some">TCP 80,443</td>',
      '<td class="all">all ports</td>',
    ],
    lacks: ['http://', 'https://'],
  },
  {
    format: 'svg',
    holds: ['<svg xmlns=', '<title>Deployment shop/web → Deployment data/db: TCP 80,443</title>'],
    lacks: ['<script'],
  },
])('$format', ({ format, holds, lacks }) => {
  const text = formatMatrix(MATRIX, format);
  for (const part of holds) expect(text).toContain(part);
  for (const part of lacks) expect(text).not.toContain(part);
  expect(text.endsWith('\n')).toBe(true);
});

test.each<MatrixFormat>(['csv', 'md', 'dot', 'mermaid'])(
  '%s draws the ways in that are open, and leaves the shut ones out',
  (format) => {
    const text = formatMatrix(EXPOSED, format);
    expect(text.replaceAll('\\', '')).toContain('NodePort *:30080');
    expect(text).not.toContain('30081');
  },
);

test.each<{ format: MatrixFormat; escaped: string }>([
  { format: 'html', escaped: '&lt;b&gt;&quot;|' },
  { format: 'svg', escaped: '&lt;b&gt;&quot;|' },
  { format: 'md', escaped: '&lt;b>"\\|' },
  { format: 'dot', escaped: '<b>\\"|' },
  { format: 'mermaid', escaped: '#lt;b#gt;#quot;|' },
  { format: 'csv', escaped: '<b>""|' },
])('names cannot break out of $format', ({ format, escaped }) => {
  const connections = [{ from: EVERYWHERE, to: workload('<b>"|'), allowed: HTTP }];
  expect(formatMatrix({ version: 1, connections }, format)).toContain(escaped);
});

describe('a diff', () => {
  const NOW = { egress: PASS, ingress: ALLOWS };
  const BEFORE = {
    egress: PASS,
    ingress: {
      code: 'policy-isolates',
      text: 'NetworkPolicy shop/p isolates ingress, and no rule allows it',
      rules: [],
    },
  };
  const DIFF: DiffJson = {
    version: 1,
    opened: [
      {
        ...{ from: EVERYWHERE, to: workload('web'), before: [], after: HTTP, opened: HTTP, closed: [] },
        because: [{ ports: HTTP, change: 'opened', before: BEFORE, after: NOW }],
      },
    ],
    closed: [],
    changed: [],
    workloads: { added: [workload('new')], removed: [] },
    names: { lost: [workload('web')], gained: [] },
    exposure: { opened: [], closed: [] },
  };
  const NONE: DiffJson = {
    version: 1,
    opened: [],
    closed: [],
    changed: [],
    workloads: { added: [], removed: [] },
    names: { lost: [], gained: [] },
    exposure: { opened: [], closed: [] },
  };

  test('counts, lists, and tells only what is not the same on both sides', () => {
    expect(formatDiff(DIFF, 'text')).toBe(`1 opened, 1 workload added, 1 workload kept from DNS
workloads added: Deployment shop/new
kept from the cluster's DNS, and so from every name: Deployment shop/web

Opened:
  outside → Deployment shop/web: + TCP 80,443
      before: NetworkPolicy shop/p isolates ingress, and no rule allows it
      now: NetworkPolicy shop/p allows ingress (p.yaml:7 spec.ingress[0])
`);
  });

  test('tells the ways in that open and close', () => {
    const by = { object: 'Service shop/web', path: 'spec.ports[0]', file: 'web.yaml', line: 9 };
    const way = { by, to: workload('web'), port: 8080, protocol: 'TCP' as const };
    const opened = [
      { ...way, via: 'NodePort' as const, address: '*:30080', before: 'none' as const, after: 'all' as const },
    ];
    const closed = [
      { ...way, via: 'Ingress' as const, address: 'a.example/', before: 'all' as const, after: 'some' as const },
    ];
    expect(formatDiff({ ...NONE, exposure: { opened, closed } }, 'text')).toBe(`1 way in opened, 1 way in closed

Ways in opened:
  NodePort *:30080/TCP → Deployment shop/web 8080/TCP: not exposed → open
      by Service shop/web web.yaml:9 spec.ports[0]

Ways in closed:
  Ingress a.example/ → Deployment shop/web 8080/TCP: open → open for some
      by Service shop/web web.yaml:9 spec.ports[0]
`);
    expect(formatDiff({ ...NONE, exposure: { opened, closed: [] } }, 'md')).toContain(
      '| Way in | Open | By |\n| --- | --- | --- |\n| NodePort *:30080/TCP → Deployment shop/web 8080/TCP | not exposed → open |'.replace(
        '*',
        '\\*',
      ),
    );
    expect(formatDiff({ ...NONE, exposure: { opened, closed: [] } }, 'html')).toContain('not exposed → open');
  });

  test('says that nothing changes', () => {
    expect(formatDiff(NONE, 'text')).toBe('no connection changes\n');
    expect(formatDiff(NONE, 'md')).toBe('### Network policy: no connection changes\n');
  });

  test('JSON is the diff itself', () => {
    expect(JSON.parse(formatDiff(DIFF, 'json'))).toEqual(DIFF);
  });

  test('Markdown has a table for each kind of change', () => {
    expect(formatDiff(DIFF, 'md')).toContain(
      '#### Opened\n\n| Connection | Ports | Why |\n| --- | --- | --- |\n| outside → Deployment shop/web | + TCP 80,443 | before: ',
    );
  });

  test('what is outside decides nothing, and where ports differ in the reason they are named', () => {
    const OUTSIDE = { code: 'outside', text: 'no policy is asked outside the cluster', rules: [] };
    const TLS: readonly PortsJson[] = [{ protocol: 'TCP', ports: '443' }];
    const because = [
      { ports: HTTP, change: 'opened' as const, after: { egress: OUTSIDE, ingress: ALLOWS } },
      { ports: TLS, change: 'closed' as const, before: { egress: OUTSIDE, ingress: PASS } },
    ];
    const opened = DIFF.opened.map((change) => ({ ...change, because }));
    expect(
      formatDiff({ ...NONE, opened }, 'text')
        .split('\n')
        .slice(4),
    ).toEqual([
      '      + TCP 80,443 now: NetworkPolicy shop/p allows ingress (p.yaml:7 spec.ingress[0])',
      '      - TCP 443 before: no policy isolates egress',
      '',
    ]);
  });

  test.each([
    { count: 12, folded: false },
    { count: 13, folded: true },
  ])('Markdown folds a table of $count rows: $folded', ({ count, folded }) => {
    const opened = Array.from({ length: count }, () => DIFF.opened).flat();
    const markdown = formatDiff({ ...NONE, opened }, 'md');
    expect(markdown.startsWith(`### Network policy: ${count} opened\n\n#### Opened\n\n`)).toBe(true);
    expect(markdown.includes(`<details><summary>${count} connections</summary>\n\n| Connection |`)).toBe(folded);
  });

  test('HTML is a page', () => {
    expect(formatDiff(DIFF, 'html')).toContain('<h2>Opened</h2>\n<table>');
  });
});

describe('names that are no names', () => {
  const named = (name: string, workloadKind = 'Deployment'): MatrixJson => ({
    version: 1,
    connections: [{ from: { ...workload(name), workloadKind }, to: workload('db'), allowed: HTTP }],
  });

  test.each(['table', 'md', 'dot', 'mermaid', 'html', 'svg'] as const)('make no line of their own in %s', (format) => {
    const text = formatMatrix(named('a\n::error::b\u001b[31m'), format);
    expect(text).not.toMatch(/^\s*::|[^\P{Cc}\t\n]/mu);
    expect(formatMatrix(named('a'), format).split('\n')).toHaveLength(text.split('\n').length);
  });

  test('are what they are in JSON', () => {
    expect(JSON.parse(formatMatrix(named('a\n\u001b'), 'json'))).toEqual(named('a\n\u001b'));
  });

  test.each([
    { kind: '=HYPERLINK("http://x")', cell: `"'=HYPERLINK(""http://x"") shop/a"` },
    { kind: '+1', cell: "'+1 shop/a" },
    { kind: '-1', cell: "'-1 shop/a" },
    { kind: '@SUM(A1)', cell: "'@SUM(A1) shop/a" },
    { kind: '\t=1', cell: "'\t=1 shop/a" },
    { kind: '＝1', cell: "'＝1 shop/a" },
    { kind: 'a=1', cell: 'a=1 shop/a' },
  ])('are no formulas of a spreadsheet: $kind', ({ kind, cell }) => {
    expect(formatMatrix(named('a', kind), 'csv').split('\r\n')[1]).toBe(`${cell},Deployment shop/db,TCP,"80,443"`);
  });
});
