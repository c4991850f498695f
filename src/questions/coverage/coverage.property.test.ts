import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterSpec, objects, questions } from '../../api/cluster.arbitrary.ts';
import { Cluster, type ConnectQuestion } from '../../api/index.ts';
import { KINDS, plugin, policies } from '../../api/policies.arbitrary.ts';
import { draws } from '../../draws.fixture.ts';
import type { Trace } from '../../engine/model/index.ts';
import { podIPs, ruleKey, SetupError } from '../../engine/model/index.ts';
import type { ClusterFileSpec } from '../../engine/profiles/index.ts';
import { Coverage } from './coverage.ts';

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
      (object.spec.ports ?? []).map((each) => ({ host: `${ref.name}.${ref.namespace}`, port: each.port })),
    );
  return clients.flatMap(({ ref: { name, namespace } }) =>
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
    { numRuns: draws(40) },
  );
  const kinds = [...KINDS, 'rule', 'peer', 'port', 'Service', 'Service port'];
  expect(kinds.filter((kind) => (seen.get(kind) ?? 0) < 1)).toEqual([]);
}, 120_000);
