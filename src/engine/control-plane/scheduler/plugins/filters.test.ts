import { describe, expect, test } from 'vitest';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { schedule } from '../schedule.ts';

const allocatable = 'allocatable: {cpu: "2", memory: 4Gi, ephemeral-storage: 10Gi, pods: "10", example.com/gpu: "1"}';

function node(name: string, rest = ''): string {
  return `{kind: Node, metadata: {name: ${name}}, status: {${allocatable}}${rest}}\n---\n`;
}

function labelled(name: string, labels: string, rest = ''): string {
  return `{kind: Node, metadata: {name: ${name}, labels: {${labels}}}, status: {${allocatable}}${rest}}\n---\n`;
}

function pod(name: string, spec: string, metadata = ''): string {
  return `{kind: Pod, metadata: {name: ${name}${metadata}}, spec: {${spec}}}\n---\n`;
}

/** Where the pod `p` is put, or why it is not: the part of the message before preemption. */
function outcome(yaml: string, version = '1.34'): string | undefined {
  const state = stateOf(yaml, { ...testSpec, kubernetesVersion: version });
  const after = state.apply(schedule(state).changes).get('Pod', 'p', 'default')?.object;
  const message = after?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  return after?.spec.nodeName ?? message?.split(' preemption:')[0];
}

const c = 'containers: [{name: c}]';
const requests = (text: string) => `containers: [{name: c, resources: {requests: {${text}}}}]`;

describe('NodeUnschedulable', () => {
  test.each([
    { pod: c, is: '0/1 nodes are available: 1 node(s) were unschedulable.' },
    { pod: `${c}, tolerations: [{key: node.kubernetes.io/unschedulable, operator: Exists}]`, is: 'n' },
  ])('a cordoned node and {$pod}: $is', ({ pod: spec, is }) => {
    expect(outcome(node('n', ', spec: {unschedulable: true}') + pod('p', spec))).toBe(is);
  });
});

describe('TaintToleration', () => {
  const taints = (text: string) => node('n', `, spec: {taints: [${text}]}`);
  const dedicated = '{key: dedicated, value: db, effect: NoSchedule}';

  test.each([
    { version: '1.34', is: '0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: db}.' },
    { version: '1.24', is: '0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: db}.' },
    { version: '1.35', is: '0/1 nodes are available: 1 node(s) had untolerated taint(s).' },
    {
      version: '1.23',
      is: "0/1 nodes are available: 1 node(s) had taint {dedicated: db}, that the pod didn't tolerate.",
    },
  ])('in $version: $is', ({ version, is }) => {
    expect(outcome(taints(dedicated) + pod('p', c), version)).toBe(is);
  });

  test.each([
    { tolerations: '{key: dedicated, value: db, effect: NoSchedule}', passes: true },
    { tolerations: '{key: dedicated, operator: Exists}', passes: true },
    { tolerations: '{operator: Exists}', passes: true },
    { tolerations: '{key: dedicated, value: web}', passes: false },
    { tolerations: '{key: dedicated}', passes: false },
    { tolerations: '{key: dedicated, operator: Exists, effect: NoExecute}', passes: false },
  ])('{$tolerations} tolerates dedicated=db:NoSchedule: $passes', ({ tolerations, passes }) => {
    expect(outcome(taints(dedicated) + pod('p', `${c}, tolerations: [${tolerations}]`)) === 'n').toBe(passes);
  });

  test.each([
    { taint: '{key: a, effect: NoExecute}', is: '0/1 nodes are available: 1 node(s) had untolerated taint {a: }.' },
    { taint: '{key: a, effect: PreferNoSchedule}', is: 'n' },
  ])('$taint: $is', ({ taint, is }) => {
    expect(outcome(taints(taint) + pod('p', c))).toBe(is);
  });

  test('a node that is not ready has the taint that says so', () => {
    const lost = `{kind: Node, metadata: {name: n}, status: {${allocatable}, conditions: [{type: Ready, status: Unknown}]}}\n---\n`;
    expect(outcome(lost + pod('p', c))).toContain('untolerated taint {node.kubernetes.io/unreachable: }');
  });
});

describe('NodeAffinity', () => {
  const terms = (text: string) =>
    `${c}, affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${text}]}}}`;
  const expression = (text: string) => terms(`{matchExpressions: [{${text}}]}`);
  const mismatch = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";

  test.each([
    { spec: `${c}, nodeSelector: {disk: ssd}`, passes: true },
    { spec: `${c}, nodeSelector: {disk: hdd}`, passes: false },
    { spec: `${c}, nodeSelector: {kubernetes.io/hostname: n}`, passes: true },
    { spec: expression('key: disk, operator: In, values: [hdd, ssd]'), passes: true },
    { spec: expression('key: disk, operator: NotIn, values: [ssd]'), passes: false },
    { spec: expression('key: gpu, operator: NotIn, values: [yes]'), passes: true },
    { spec: expression('key: disk, operator: Exists'), passes: true },
    { spec: expression('key: disk, operator: DoesNotExist'), passes: false },
    { spec: expression('key: cores, operator: Gt, values: ["7"]'), passes: true },
    { spec: expression('key: cores, operator: Gt, values: ["8"]'), passes: false },
    { spec: expression('key: cores, operator: Lt, values: ["10"]'), passes: true },
    { spec: expression('key: disk, operator: Lt, values: ["10"]'), passes: false },
    // terms are alternatives, the requirements of one are not
    {
      spec: terms(
        '{matchExpressions: [{key: a, operator: Exists}]}, {matchExpressions: [{key: disk, operator: Exists}]}',
      ),
      passes: true,
    },
    { spec: terms('{matchExpressions: [{key: a, operator: Exists}, {key: disk, operator: Exists}]}'), passes: false },
    { spec: terms('{}'), passes: false },
    // the selector and the affinity must both match
    { spec: `${expression('key: disk, operator: Exists')}, nodeSelector: {disk: hdd}`, passes: false },
  ])('{$spec} matches disk=ssd, cores=8: $passes', ({ spec, passes }) => {
    expect(outcome(labelled('n', 'disk: ssd, cores: "8"') + pod('p', spec))).toBe(passes ? 'n' : mismatch);
  });

  test.each([
    { name: 'b', is: 'b' },
    { name: 'z', is: "0/2 nodes are available: 2 node(s) didn't satisfy plugin(s) [NodeAffinity]." },
  ])('a pod for the node named $name, as a DaemonSet makes it: $is', ({ name, is }) => {
    const field = terms(`{matchFields: [{key: metadata.name, operator: In, values: [${name}]}]}`);
    expect(outcome(node('a') + node('b') + pod('p', field))).toBe(is);
  });
});

describe('NodePorts', () => {
  const ports = (text: string, rest = '') => `containers: [{name: c, ports: [{${text}}]}]${rest}`;
  const taken = "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.";

  test.each([
    { holder: 'containerPort: 1, hostPort: 80', asks: 'containerPort: 2, hostPort: 80', passes: false },
    { holder: 'containerPort: 1, hostPort: 80', asks: 'containerPort: 2, hostPort: 80, protocol: UDP', passes: true },
    { holder: 'containerPort: 1, hostPort: 80', asks: 'containerPort: 2, hostPort: 81', passes: true },
    { holder: 'containerPort: 80', asks: 'containerPort: 2, hostPort: 80', passes: true },
    {
      holder: 'containerPort: 1, hostPort: 80, hostIP: 10.0.0.1',
      asks: 'containerPort: 2, hostPort: 80, hostIP: 10.0.0.2',
      passes: true,
    },
    {
      holder: 'containerPort: 1, hostPort: 80, hostIP: 10.0.0.1',
      asks: 'containerPort: 2, hostPort: 80',
      passes: false,
    },
    {
      holder: 'containerPort: 1, hostPort: 80',
      asks: 'containerPort: 2, hostPort: 80, hostIP: 10.0.0.1',
      passes: false,
    },
  ])('{$asks} beside {$holder}: $passes', ({ holder, asks, passes }) => {
    const there = pod('there', `nodeName: n, ${ports(holder)}`);
    expect(outcome(node('n') + there + pod('p', ports(asks)))).toBe(passes ? 'n' : taken);
  });

  test('all ports of a hostNetwork pod are ports of the node', () => {
    const there = pod('there', `nodeName: n, hostNetwork: true, ${ports('containerPort: 80')}`);
    expect(outcome(node('n') + there + pod('p', ports('containerPort: 1, hostPort: 80')))).toBe(taken);
  });

  test("a sidecar's port counts, an init container's does not", () => {
    const init = (policy: string) =>
      `nodeName: n, initContainers: [{name: i${policy}, ports: [{containerPort: 1, hostPort: 80}]}], ${c}`;
    const asks = pod('p', ports('containerPort: 1, hostPort: 80'));
    expect(outcome(node('n') + pod('there', init('')) + asks)).toBe('n');
    expect(outcome(node('n') + pod('there', init(', restartPolicy: Always')) + asks)).toBe(taken);
  });
});

describe('NodeResourcesFit', () => {
  test.each([
    { asks: 'cpu: "2"', is: 'n' },
    { asks: 'cpu: 2001m', is: '0/1 nodes are available: 1 Insufficient cpu.' },
    { asks: 'memory: 5Gi', is: '0/1 nodes are available: 1 Insufficient memory.' },
    { asks: 'ephemeral-storage: 11Gi', is: '0/1 nodes are available: 1 Insufficient ephemeral-storage.' },
    { asks: 'example.com/gpu: "1"', is: 'n' },
    { asks: 'example.com/gpu: "2"', is: '0/1 nodes are available: 1 Insufficient example.com/gpu.' },
    { asks: 'example.com/tpu: "1"', is: '0/1 nodes are available: 1 Insufficient example.com/tpu.' },
    { asks: 'cpu: "3", memory: 5Gi', is: '0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.' },
  ])('{$asks}: $is', ({ asks, is }) => {
    expect(outcome(node('n') + pod('p', requests(asks)))).toBe(is);
  });

  test('pods that are bound take their share, pods that ended do not', () => {
    const there = pod('there', `nodeName: n, ${requests('cpu: 1500m')}`);
    const ended =
      '{kind: Pod, metadata: {name: e}, spec: {nodeName: n, containers: [{name: c, resources: {requests: {cpu: "2"}}}]}, status: {phase: Succeeded}}\n---\n';
    expect(outcome(node('n') + there + ended + pod('p', requests('cpu: 500m')))).toBe('n');
    expect(outcome(node('n') + there + ended + pod('p', requests('cpu: 501m')))).toContain('1 Insufficient cpu');
  });

  test('a node takes no more pods than it allows; one that says nothing takes none', () => {
    const full = '{kind: Node, metadata: {name: n}, status: {allocatable: {cpu: "2", pods: "1"}}}\n---\n';
    expect(outcome(full + pod('there', `nodeName: n, ${c}`) + pod('p', c))).toBe(
      '0/1 nodes are available: 1 Too many pods.',
    );
    expect(outcome(full + pod('p', c))).toBe('n');
    expect(outcome(`{kind: Node, metadata: {name: n}}\n---\n${pod('p', c)}`)).toContain('1 Too many pods');
  });
});

describe('InterPodAffinity', () => {
  const zones = labelled('a', 'zone: east') + labelled('b', 'zone: west');
  const term = (kind: string, app: string, key: string, more = '') =>
    `${c}, affinity: {${kind}: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${key}, labelSelector: {matchLabels: {app: ${app}}}${more}}]}}`;
  const db = pod('db', `nodeName: b, ${c}`, ', labels: {app: db}');
  const hostname = 'kubernetes.io/hostname';
  const other = '{kind: Namespace, metadata: {name: other, labels: {team: x}}}\n---\n';

  test.each([
    { what: 'near', spec: term('podAffinity', 'db', 'zone'), is: 'b' },
    { what: 'near nobody', spec: term('podAffinity', 'none', 'zone'), is: "2 node(s) didn't match pod affinity rules" },
    {
      what: 'near by a label no node has',
      spec: term('podAffinity', 'db', 'rack'),
      is: "2 node(s) didn't match pod affinity rules",
    },
    { what: 'away', spec: term('podAntiAffinity', 'db', 'zone'), is: 'a' },
    { what: 'away by a label no node has', spec: term('podAntiAffinity', 'db', 'rack'), is: 'a' },
    {
      what: 'in another namespace',
      spec: term('podAffinity', 'db', 'zone', ', namespaces: [other]'),
      is: "2 node(s) didn't match pod affinity rules",
    },
    { what: 'in every namespace', spec: term('podAffinity', 'db', 'zone', ', namespaceSelector: {}'), is: 'b' },
    {
      what: 'in selected namespaces',
      spec: term('podAffinity', 'db', 'zone', ', namespaceSelector: {matchLabels: {team: x}}'),
      is: "2 node(s) didn't match pod affinity rules",
    },
  ])('$what: $is', ({ spec, is }) => {
    expect(outcome(zones + other + db + pod('p', spec))).toContain(is);
  });

  test('the first of a group that wants its own kind near may go anywhere, the next follow it', () => {
    const own = term('podAffinity', 'web', 'zone');
    const labels = ', labels: {app: web}';
    expect(outcome(zones + pod('p', own, labels))).toBe('a');
    expect(outcome(zones + pod('first', `nodeName: b, ${own}`, labels) + pod('p', own, labels))).toBe('b');
  });

  test('once there is one of the group, no other place will do', () => {
    const own = term('podAffinity', 'web', 'zone');
    const labels = ', labels: {app: web}';
    const nodes = labelled('a', 'zone: east') + labelled('b', 'zone: west', ', spec: {unschedulable: true}');
    expect(outcome(nodes + pod('first', `nodeName: b, ${own}`, labels) + pod('p', own, labels))).toBe(
      "0/2 nodes are available: 1 node(s) didn't match pod affinity rules, 1 node(s) were unschedulable.",
    );
  });

  test('away from itself: as many as there are nodes', () => {
    const lone = (name: string, bound = '') =>
      pod(name, `${bound}${term('podAntiAffinity', 'w', hostname)}`, ', labels: {app: w}');
    expect(outcome(zones + lone('x', 'nodeName: a, ') + lone('p'))).toBe('b');
    expect(outcome(zones + lone('x', 'nodeName: a, ') + lone('y', 'nodeName: b, ') + lone('p'))).toBe(
      "0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.",
    );
  });

  test('anti-affinity holds for those who come later, too', () => {
    const shy = pod('shy', `nodeName: a, ${term('podAntiAffinity', 'web', 'zone')}`);
    expect(outcome(zones + shy + pod('p', c, ', labels: {app: web}'))).toBe('b');
    expect(outcome(labelled('a', 'zone: east') + shy + pod('p', c, ', labels: {app: web}'))).toBe(
      "0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules.",
    );
  });
});

describe('PodTopologySpread', () => {
  const zones = labelled('a', 'zone: east') + labelled('b', 'zone: west, tier: back');
  const web = (name: string, bound: string) => pod(name, `nodeName: ${bound}, ${c}`, ', labels: {app: web}');
  const spread = (more: string) =>
    `${c}, topologySpreadConstraints: [{maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}, ${more}}]`;
  const skewed = (nodes: number) => `${nodes} node(s) didn't match pod topology spread constraints`;
  const labels = ', labels: {app: web}';

  test.each([
    { there: [], spec: spread('topologyKey: zone'), is: 'a' },
    { there: ['a'], spec: spread('topologyKey: zone'), is: 'b' },
    { there: ['a', 'b'], spec: spread('topologyKey: zone'), is: 'a' },
    { there: ['a'], spec: `${spread('topologyKey: zone')}, nodeSelector: {zone: east}`, is: 'a' },
    {
      there: ['a'],
      spec: `${spread('topologyKey: zone, nodeAffinityPolicy: Ignore')}, nodeSelector: {zone: east}`,
      is: skewed(1),
    },
    { there: ['a', 'b'], spec: spread('topologyKey: zone, minDomains: 3'), is: skewed(2) },
    { there: [], spec: spread('topologyKey: tier'), is: 'b' },
    {
      there: [],
      spec: spread('topologyKey: rack'),
      is: "2 node(s) didn't match pod topology spread constraints (missing required label)",
    },
  ])('with pods on $there, {$spec}: $is', ({ there, spec, is }) => {
    const pods = there.map((name, index) => web(`w${index}`, name)).join('');
    expect(outcome(zones + pods + pod('p', spec, labels))).toContain(is);
  });

  test('a selector that is empty counts no pod, and selects the pod itself', () => {
    const empty = spread('topologyKey: zone').replace('{matchLabels: {app: web}}', '{}');
    expect(outcome(zones + web('w', 'a') + web('v', 'a') + pod('p', `${empty}, nodeSelector: {zone: east}`))).toBe('a');
    const strict = empty.replace('maxSkew: 1', 'minDomains: 3, maxSkew: 1');
    expect(outcome(zones + pod('p', strict))).toBe('a');
  });

  test('a pod that its own constraint does not select counts as nothing', () => {
    expect(outcome(labelled('a', 'zone: east') + web('w', 'a') + pod('p', spread('topologyKey: zone')))).toBe('a');
  });

  test('a tainted node is a domain unless nodeTaintsPolicy says otherwise', () => {
    const tainted = labelled('b', 'zone: west', ', spec: {taints: [{key: k, effect: NoSchedule}]}');
    const yaml = (more: string) =>
      labelled('a', 'zone: east') + tainted + web('w', 'a') + pod('p', spread(`topologyKey: zone${more}`), labels);
    expect(outcome(yaml(''))).toContain(skewed(1));
    expect(outcome(yaml(', nodeTaintsPolicy: Honor'))).toBe('a');
  });

  test('pods on nodes that have only some of the keys do not count', () => {
    const racks = labelled('a', 'zone: x, rack: "1"') + labelled('b', 'zone: y, rack: "2"');
    const both = `${c}, topologySpreadConstraints: [${['zone', 'rack']
      .map(
        (key) =>
          `{maxSkew: 1, whenUnsatisfiable: DoNotSchedule, topologyKey: ${key}, labelSelector: {matchLabels: {app: web}}}`,
      )
      .join(', ')}]`;
    const yaml = (rest: string) => racks + labelled('c', `zone: x${rest}`) + web('w', 'c') + pod('p', both, labels);
    expect(outcome(yaml(''))).toBe('a');
    expect(outcome(yaml(', rack: "3"'))).toBe('b');
  });

  test('matchLabelKeys counts only pods with the same value', () => {
    const old = pod('old', `nodeName: a, ${c}`, ', labels: {app: web, hash: "1"}');
    const yaml = (more: string) =>
      zones +
      old +
      web('w', 'b') +
      web('v', 'b') +
      pod('p', spread(`topologyKey: zone${more}`), ', labels: {app: web, hash: "1"}');
    expect(outcome(yaml(''))).toBe('a');
    expect(outcome(yaml(', matchLabelKeys: [hash]'))).toBe('b');
  });
});

test("each node tells its first filter's reasons, and equal ones are counted", () => {
  const yaml =
    node('a', ', spec: {unschedulable: true, taints: [{key: k, effect: NoSchedule}]}') +
    node('b') +
    node('c') +
    pod('p', requests('cpu: "3"'));
  expect(outcome(yaml)).toBe('0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.');
});
