import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterSpec, objects, questions } from '../../api/cluster.arbitrary.ts';
import { Cluster, type ConnectQuestion } from '../../api/index.ts';
import type { KubernetesObject, Trace } from '../../engine/model/index.ts';
import { podIPs, ruleKey, SetupError } from '../../engine/model/index.ts';
import type { ClusterFileSpec } from '../../engine/profiles/index.ts';
import { Coverage } from './coverage.ts';

/* Policies of every kind, and every way in which a plugin may read them. */

const API = 'policy.networking.k8s.io';
const labels = fc.constantFrom({}, { matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } });
const pods = fc.oneof(
  fc.constant({ namespaces: {} }),
  fc.record({ pods: fc.record({ namespaceSelector: fc.constant({}), podSelector: labels }) }),
);
const outside = fc.oneof(
  pods,
  fc.record({
    networks: fc.constantFrom(['10.96.0.0/16'], ['10.244.0.0/16', 'fd00::/8'], ['0.0.0.0/0'], ['192.168.0.0/24']),
  }),
  fc.constantFrom({ nodes: {} }, { nodes: { matchLabels: { 'kubernetes.io/hostname': 'one' } } }),
);
const port = fc.constantFrom(80, 3306, 8080, 53);
const adminPort = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol: fc.constantFrom('TCP', 'UDP'), port }) }),
  fc.constant({ portRange: { protocol: 'TCP', start: 80, end: 9090 } }),
);
const clusterPort = fc.oneof(
  fc.record({ tcp: fc.record({ destinationPort: fc.record({ number: port }) }) }),
  fc.record({ udp: fc.record({ destinationPort: fc.record({ number: port }) }) }),
);
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 });

function rulesOf(action: fc.Arbitrary<string>, ports: 'ports' | 'protocols') {
  const list = some<object>(ports === 'ports' ? adminPort : clusterPort);
  const rule = (side: 'from' | 'to') =>
    fc.record(
      { action, [side]: some(side === 'to' ? outside : pods), [ports]: list },
      { requiredKeys: ['action', side] },
    );
  return { ingress: few(rule('from')), egress: few(rule('to')) };
}

const admin = fc
  .record({ subject: pods, priority: fc.nat(2), ...rulesOf(fc.constantFrom('Allow', 'Deny', 'Pass', 'Pass'), 'ports') })
  .map((spec) => ({ apiVersion: `${API}/v1alpha1`, kind: 'AdminNetworkPolicy', spec }));
const cluster = fc
  .record({
    version: fc.constantFrom('v1beta1', 'v1alpha2'),
    spec: fc.record({
      ...{ subject: pods, priority: fc.nat(2), tier: fc.constantFrom('Admin', 'Baseline') },
      ...rulesOf(fc.constantFrom('Accept', 'Deny', 'Pass', 'Pass'), 'protocols'),
    }),
  })
  .map(({ version, spec }) => ({ apiVersion: `${API}/${version}`, kind: 'ClusterNetworkPolicy', spec }));
const baseline = fc
  .record({ subject: pods, ...rulesOf(fc.constantFrom('Allow', 'Deny'), 'ports') })
  .map((spec) => ({ apiVersion: `${API}/v1alpha1`, kind: 'BaselineAdminNetworkPolicy', spec }));
const egress = fc
  .record({ cidr: fc.constantFrom('10.96.0.0/16', '10.244.0.0/16', '0.0.0.0/0'), ports: few(fc.record({ port })) })
  .map(({ cidr, ports }) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr } }], ports }] },
  }));

const policies = fc
  .tuple(fc.array(fc.oneof(admin, cluster, egress), { maxLength: 4 }), fc.option(baseline, { nil: undefined }))
  .map(([several, one]): readonly KubernetesObject[] => [
    ...several.map((each, index) => ({ ...each, metadata: { name: `extra-${index}` } })),
    ...(one === undefined ? [] : [{ ...one, metadata: { name: 'default' } }]),
  ]);

const KINDS = ['NetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];
const plugin = fc.record({
  enforced: fc.oneof(fc.constant(KINDS), fc.subarray(KINDS)),
  ipBlockMatchesPods: fc.boolean(),
  ipBlockMatchesNodes: fc.boolean(),
  egressSeesServiceIP: fc.boolean(),
  hairpin: fc.constantFrom('allow', 'enforce'),
  endPort: fc.boolean(),
  hostNetwork: fc.constantFrom('node', 'namespace', 'pod'),
  icmp: fc.constantFrom('allow', 'deny'),
  duplicateNamedPort: fc.constantFrom('resolve', 'skip'),
  baselineSkippedByAnyDirection: fc.boolean(),
} as const);

function answersOf(asked: Cluster, all: readonly ConnectQuestion[]): readonly Trace[] {
  return all.flatMap((question) => {
    try {
      return asked.trace(question);
    } catch (error) {
      if (error instanceof SetupError) return [];
      throw error;
    }
  });
}

/** Every pod asks every pod, and every Service by its name. */
function directQuestions({ view }: Cluster): readonly ConnectQuestion[] {
  const clients = view.list('Pod').filter(({ origin }) => origin.kind !== 'builtin');
  const pods = clients.flatMap(({ object }) => podIPs(object).map((ip) => ({ host: ip, port: 80 })));
  const services = view
    .list('Service')
    .flatMap(({ ref, object }) =>
      (object.spec?.ports ?? []).map((each) => ({ host: `${ref.name}.${ref.namespace}`, port: each.port })),
    );
  return clients.flatMap(({ ref: { name, namespace = 'default' } }) =>
    [...pods, ...services].map((to) => ({ from: { pod: name }, namespace, to: { ...to, protocol: 'TCP' as const } })),
  );
}

function namedBy({ branches }: Trace): ReadonlySet<string> {
  const deciders = branches.flatMap(({ hops }) => hops.flatMap(({ decidedBy = [] }) => decidedBy));
  return new Set(deciders.flatMap(({ fields }) => fields.map(ruleKey)));
}

test('whatever a trace names is exercised, as often as traces name it, and nothing else', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(objects, policies, clusterSpec, plugin, questions, async (written, extra, spec, own, asked) => {
      const yaml = [...written, ...extra].map((object) => JSON.stringify(object)).join('\n---\n');
      const file: ClusterFileSpec = { ...spec, network: { ...spec.network, policies: own } };
      const loaded = Cluster.of({ yaml, cluster: file });
      expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const coverage = new Coverage();
      const named = new Map<string, number>();
      for (const trace of answersOf(loaded, [...asked, ...directQuestions(loaded)])) {
        coverage.exercise(loaded.view, trace);
        for (const key of namedBy(trace)) named.set(key, (named.get(key) ?? 0) + 1);
      }
      const { units } = coverage;
      const counted = Object.fromEntries(units.map(({ rule, hits }) => [ruleKey(rule), hits]));
      const expected = Object.fromEntries(units.map(({ rule }) => [ruleKey(rule), named.get(ruleKey(rule)) ?? 0]));
      expect(counted).toEqual(expected);
      const isUnit = new Set(units.map(({ rule }) => ruleKey(rule)));
      expect([...named.keys()].filter((key) => key.includes('NetworkPolicy ') && !isUnit.has(key))).toEqual([]);
      for (const { kind, rule, hits } of units) {
        const what = `${kind === 'policy' ? rule.ref.kind : kind}`;
        seen.set(what, (seen.get(what) ?? 0) + Math.min(hits, 1));
      }
    }),
    { numRuns: 100 },
  );
  const kinds = [...KINDS, 'rule', 'peer', 'port', 'Service', 'Service port'];
  expect(kinds.filter((kind) => (seen.get(kind) ?? 0) < 3)).toEqual([]);
}, 120_000);
