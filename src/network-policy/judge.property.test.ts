import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClusterState } from '../cluster/index.ts';
import type { ClusterSpec, LabelSelector, Labels, NetworkPolicy, Protocol } from '../model/index.ts';
import { resourcesOf, testSpec } from '../testing/index.ts';
import type { Direction, PolicyPeer, PolicyQuestion } from './index.ts';
import { compilePolicies, isolatingPolicies, judge } from './index.ts';

/*
 * The oracle: the documentation read aloud, one policy after the other, on the objects as they were written. It shares
 * nothing with the engine but the types.
 */

type World = {
  readonly namespaces: Readonly<Record<string, Labels>>;
  readonly spec: ClusterSpec;
  readonly state: ClusterState;
};
type Item<T> = T extends readonly (infer E)[] ? E : never;
type Policy = NonNullable<NetworkPolicy['spec']>;
type Rule = Item<NonNullable<Policy['ingress']>> & Item<NonNullable<Policy['egress']>>;
type Peer = Item<NonNullable<Rule['from']>>;
type Port = Item<NonNullable<Rule['ports']>>;

const has = (labels: Labels, key: string): boolean => Object.keys(labels).includes(key);

function selected(selector: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (labels[key] !== value) return false;
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    if (operator === 'Exists' && !has(labels, key)) return false;
    if (operator === 'DoesNotExist' && has(labels, key)) return false;
    if (operator === 'In' && !(has(labels, key) && values?.includes(labels[key] ?? ''))) return false;
    if (operator === 'NotIn' && has(labels, key) && values?.includes(labels[key] ?? '')) return false;
  }
  return true;
}

function inCidr(ip: string, cidr: string): boolean {
  if (ip.includes(':') || cidr.includes(':')) return ip.includes(':') && cidr.includes(':') && cidr === '::/0';
  const bits = (text: string): string =>
    text
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
  const [network = '', length = ''] = cidr.split('/');
  return bits(ip).startsWith(bits(network).slice(0, Number(length)));
}

function oraclePeer(world: World, own: string, written: Peer, peer: PolicyPeer): boolean {
  const { ipBlock, namespaceSelector, podSelector } = written;
  const policies = world.spec.network.policies;
  const onHost = peer.kind === 'pod' && peer.pod.object.spec?.hostNetwork === true;
  if (ipBlock !== undefined) {
    if (peer.kind === 'pod' && !onHost && !policies.ipBlockMatchesPods) return false;
    if ((peer.kind === 'node' || onHost) && !policies.ipBlockMatchesNodes) return false;
    return inCidr(peer.ip, ipBlock.cidr) && !(ipBlock.except ?? []).some((except) => inCidr(peer.ip, except));
  }
  if (peer.kind !== 'pod' || onHost) return false;
  if (['Succeeded', 'Failed'].includes(peer.pod.object.status?.phase ?? '')) return false;
  const namespace = peer.pod.ref.namespace ?? '';
  const labels = peer.pod.object.metadata?.labels ?? {};
  if (podSelector !== undefined && !selected(podSelector, labels)) return false;
  if (namespaceSelector === undefined) return namespace === own;
  return selected(namespaceSelector, { ...world.namespaces[namespace], 'kubernetes.io/metadata.name': namespace });
}

function oraclePort(world: World, written: Port, question: PolicyQuestion): boolean {
  if ((written.protocol ?? 'TCP') !== question.protocol) return false;
  if (written.port === undefined) return true;
  if (typeof written.port === 'number') {
    const last = world.spec.network.policies.endPort ? (written.endPort ?? written.port) : written.port;
    return written.port <= question.port && question.port <= last;
  }
  const { peer } = question;
  const destination = question.direction === 'ingress' ? question.pod : peer.kind === 'pod' ? peer.pod : undefined;
  if (destination === undefined || (question.direction === 'egress' && destination.object.spec?.hostNetwork))
    return false;
  const ports = (destination.object.spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  const named = ports.find((each) => each.name === written.port && (each.protocol ?? 'TCP') === question.protocol);
  return named?.containerPort === question.port;
}

/** The policies that isolate, and whether any of their rules allows. */
function oracle(world: World, question: PolicyQuestion): 'pass' | 'drop' {
  const { direction, pod, peer } = question;
  if (!world.spec.network.policies.networkPolicy) return 'pass';
  if (pod.object.spec?.hostNetwork || ['Succeeded', 'Failed'].includes(pod.object.status?.phase ?? '')) return 'pass';
  const peerNode = peer.kind === 'node' ? peer.node : undefined;
  const hostNode = peer.kind === 'pod' && peer.pod.object.spec?.hostNetwork ? peer.pod.object.spec.nodeName : peerNode;
  if (direction === 'ingress' && hostNode !== undefined && hostNode === pod.object.spec?.nodeName) return 'pass';
  let isolated = false;
  for (const { ref, object } of world.state.list('NetworkPolicy', pod.ref.namespace)) {
    const spec = object.spec ?? { podSelector: {} };
    if (!selected(spec.podSelector ?? {}, pod.object.metadata?.labels ?? {})) continue;
    const type = direction === 'ingress' ? 'Ingress' : 'Egress';
    const byDefault = type === 'Ingress' || (spec.egress !== undefined && spec.egress.length > 0);
    const types = spec.policyTypes;
    if (types !== undefined && types.length > 0 ? !types.includes(type) : !byDefault) continue;
    isolated = true;
    for (const rule of (spec[direction] ?? []) as readonly Rule[]) {
      const peers = direction === 'ingress' ? rule.from : rule.to;
      const fits = (written: Peer): boolean => oraclePeer(world, ref.namespace ?? '', written, peer);
      const peerFits = peers === undefined || peers.length === 0 || peers.some(fits);
      const { ports } = rule;
      const portFits =
        ports === undefined || ports.length === 0 || ports.some((each) => oraclePort(world, each, question));
      if (peerFits && portFits) return 'pass';
    }
  }
  return isolated ? 'drop' : 'pass';
}

/* What worlds are made of: few names, so that rules hit. */

const NAMES = ['a', 'b', 'c'];
const NODES = ['worker-1', 'worker-2'];
const KEYS = ['app', 'tier'];
const key = fc.constantFrom(...KEYS);
const value = fc.constantFrom('x', 'y');
const labels = fc.dictionary(key, value, { maxKeys: 2 });
const protocol = fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP');
const number = fc.constantFrom(80, 81, 90, 8080);

const expression = fc.oneof(
  fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  fc.record({ key, operator: fc.constantFrom('In', 'NotIn'), values: fc.array(value, { minLength: 1, maxLength: 2 }) }),
);

const selector: fc.Arbitrary<LabelSelector> = fc.oneof(
  fc.constant({}),
  fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) }, { requiredKeys: [] }),
);

const namespaceSelector: fc.Arbitrary<LabelSelector> = fc.oneof(
  selector,
  fc.constantFrom(...NAMES).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);

const ipBlock = fc.oneof(
  fc.constantFrom({ cidr: '::/0' }, { cidr: '0.0.0.0/0' }),
  fc.record(
    {
      cidr: fc.constantFrom('10.0.0.0/8', '10.0.0.0/29', '192.168.0.0/24', '10.0.0.3/32'),
      except: fc.array(fc.constantFrom('10.0.0.0/30', '10.0.0.2/32', '192.168.0.11/32'), { maxLength: 2 }),
    },
    { requiredKeys: ['cidr'] },
  ),
);

const peerOf: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({ ipBlock }),
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector: selector }),
);

const portOf: fc.Arbitrary<Port> = fc.oneof(
  fc.record({ protocol }),
  fc.record({ protocol, port: number }, { requiredKeys: ['port'] }),
  fc.record({ protocol, port: fc.constantFrom('web', 'dns') }, { requiredKeys: ['port'] }),
  fc.record({ port: fc.constant(80), endPort: fc.constantFrom(80, 85, 9000) }),
);

const rulesOf = (side: 'from' | 'to') =>
  fc.array(
    fc.record(
      { [side]: fc.array(peerOf, { maxLength: 3 }), ports: fc.array(portOf, { maxLength: 3 }) },
      { requiredKeys: [] },
    ),
    { maxLength: 3 },
  );

const policyOf = fc.record({
  namespace: fc.constantFrom(...NAMES),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.subarray(['Ingress', 'Egress']),
      ingress: rulesOf('from'),
      egress: rulesOf('to'),
    },
    { requiredKeys: [] },
  ),
});

const containerPort = fc.record({ name: fc.constantFrom('web', 'dns'), containerPort: number, protocol });

const podOf = fc.record({
  namespace: fc.constantFrom(...NAMES),
  labels,
  nodeName: fc.constantFrom(...NODES),
  hostNetwork: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  phase: fc.oneof({ weight: 9, arbitrary: fc.constant('Running') }, { weight: 1, arbitrary: fc.constant('Succeeded') }),
  ports: fc.array(containerPort, { maxLength: 2 }),
});

const switches = fc.record({
  networkPolicy: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  ipBlockMatchesPods: fc.boolean(),
  ipBlockMatchesNodes: fc.boolean(),
  endPort: fc.boolean(),
});

const world = fc
  .record({
    namespaces: fc.record({ a: labels, b: labels }),
    policies: fc.array(policyOf, { maxLength: 6 }),
    pods: fc.array(podOf, { minLength: 2, maxLength: 5 }),
    switches,
  })
  .map(({ namespaces, policies, pods, switches: chosen }): World => {
    const { network } = testSpec;
    const spec = { ...testSpec, network: { ...network, policies: { ...network.policies, ...chosen } } };
    const objects = [
      ...Object.entries(namespaces).map(([name, each]) => ({ kind: 'Namespace', metadata: { name, labels: each } })),
      ...policies.map(({ namespace, spec: rules }, index) => ({
        kind: 'NetworkPolicy',
        metadata: { namespace, name: `p${index}` },
        spec: rules,
      })),
      ...pods.map(({ namespace, labels: each, nodeName, hostNetwork, phase, ports }, index) => ({
        kind: 'Pod',
        metadata: { namespace, name: `pod${index}`, labels: each },
        spec: { nodeName, hostNetwork, containers: [{ name: 'c', ports }] },
        status: { phase, podIP: `10.0.0.${index + 1}` },
      })),
    ];
    const resources = objects.flatMap((object) => resourcesOf(JSON.stringify(object)));
    return { namespaces, spec, state: ClusterState.of(spec, resources) };
  });

function peersOf(state: ClusterState): readonly PolicyPeer[] {
  return [
    ...state.list('Pod').map((pod): PolicyPeer => ({ kind: 'pod', pod, ip: pod.object.status?.podIP ?? '' })),
    { kind: 'node', node: 'worker-1', ip: '192.168.0.11' },
    { kind: 'external', ip: '10.0.0.9' },
    { kind: 'external', ip: '2001:db8::1' },
  ];
}

function questionsOf(state: ClusterState): readonly PolicyQuestion[] {
  const ports: readonly (readonly [number, Protocol])[] = [
    [80, 'TCP'],
    [85, 'TCP'],
    [8080, 'UDP'],
    [90, 'SCTP'],
  ];
  const directions: readonly Direction[] = ['ingress', 'egress'];
  return state
    .list('Pod')
    .flatMap((pod) =>
      peersOf(state).flatMap((peer) =>
        directions.flatMap((direction) =>
          ports.map(([port, each]): PolicyQuestion => ({ direction, pod, peer, port, protocol: each })),
        ),
      ),
    );
}

const CODES: Readonly<Record<'pass' | 'drop', readonly string[]>> = {
  pass: ['not-isolated', 'own-node', 'policy-allows', 'not-enforced'],
  drop: ['policy-isolates'],
};

test('every verdict is what the documentation read literally gives, and explains itself', () => {
  const seen = { pass: 0, drop: 0 };
  fc.assert(
    fc.property(world, (each) => {
      const { table } = compilePolicies(each.state);
      for (const question of questionsOf(each.state)) {
        const expected = oracle(each, question);
        const { action, reason, considered } = judge(table, question);
        if (action !== expected) expect({ question, action }).toEqual({ question, action: expected });
        if (!CODES[action].includes(reason.code)) expect(CODES[action]).toContain(reason.code);
        if (action === 'pass') expect(considered).toEqual([]);
        else expect(isolatingPolicies(table, question.pod, question.direction)).not.toEqual([]);
        seen[action]++;
      }
    }),
    { numRuns: 200 },
  );
  expect(seen.pass + seen.drop).toBeGreaterThan(20_000);
  expect(Math.min(seen.pass, seen.drop)).toBeGreaterThan(2_000);
}, 60_000);

/** Why not, rule by rule: an explanation that leaves a rule out, or invents one, is caught here. */
test('every peer of every rule that isolates is looked at, once', () => {
  fc.assert(
    fc.property(world, (each) => {
      const { table } = compilePolicies(each.state);
      for (const question of questionsOf(each.state)) {
        const decision = judge(table, question);
        if (decision.action !== 'drop') continue;
        const { direction, pod } = question;
        const expected = isolatingPolicies(table, pod, direction).flatMap(({ name, namespace }) => {
          const rules = (each.state.get('NetworkPolicy', name, namespace)?.object.spec?.[direction] ??
            []) as readonly Rule[];
          if (rules.length === 0) return [name];
          return rules.flatMap(({ from, to }) =>
            Array.from({ length: Math.max(1, (from ?? to ?? []).length) }, () => name),
          );
        });
        const looked = decision.considered.map(({ rule }) => rule.object.split('/')[1]);
        expect(looked.sort()).toEqual(expected.sort());
        expect(decision.considered.filter(({ mismatch }) => mismatch === '')).toEqual([]);
      }
    }),
    { numRuns: 50 },
  );
}, 60_000);
