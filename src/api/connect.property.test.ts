import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../draws.fixture.ts';
import type { Branch, Hop, KubernetesObject, Trace } from '../engine/model/index.ts';
import { parseAddress, SetupError } from '../engine/model/index.ts';
import type { ClusterFileSpec } from '../engine/profiles/index.ts';
import { formatTrace, traceJson } from '../report/index.ts';
import { clusterSpec, objects, questions } from './cluster.arbitrary.ts';
import { Cluster } from './cluster.ts';
import type { ConnectQuestion } from './questions.ts';

/** All properties draw with one seed, and so the same clusters and questions: a cluster is made, and asked, once. */
const RUNS = { numRuns: draws(16), seed: Date.now() | 0 };

type Objects = readonly KubernetesObject[];

/** Answers, but to questions from clients that this cluster happens not to have. */
function answersOf(cluster: Cluster, asked: readonly ConnectQuestion[]): readonly Trace[] {
  return asked.flatMap((question) => {
    try {
      return cluster.trace(question);
    } catch (error) {
      if (error instanceof SetupError) return [];
      throw error;
    }
  });
}

function accepted(cluster: Cluster): Cluster {
  expect(cluster.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return cluster;
}

/** The documents as a file of several lines each. */
const textOf = (written: Objects) => written.map((each) => JSON.stringify(each, null, 1)).join('\n---\n');

const load = (written: Objects, cluster: ClusterFileSpec) => accepted(Cluster.of({ yaml: textOf(written), cluster }));

/** What was made and answered, by what it was made of. */
const made = new Map<string, Cluster>();
const answered = new Map<string, readonly Trace[]>();

function known<Value>(values: Map<string, Value>, of: readonly unknown[], make: () => Value): Value {
  const key = JSON.stringify(of);
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}

const clusterOf = (written: Objects, spec: ClusterFileSpec) => known(made, [written, spec], () => load(written, spec));

const tracesOf = (written: Objects, spec: ClusterFileSpec, asked: readonly ConnectQuestion[]) =>
  known(answered, [written, spec, asked], () => answersOf(clusterOf(written, spec), asked));

const ENDS: Readonly<Record<Branch['outcome'], readonly Hop['action'][]>> = {
  connected: ['deliver'],
  refused: ['reject'],
  timeout: ['drop'],
  unresolved: ['fail'],
  unreachable: ['fail'],
  unknown: ['fail'],
};

/** The legs of a way: the client's, any number of nodes that it reaches, and the receiver's with the answer. */
const LEGS =
  /^(resolve ?)?(translate ?)?(egress ?)?(route ?)?(translate ?(route ?)?|route ?)*(ingress ?)?(deliver ?){0,2}$/;

/** What a text says where a value was missing. */
const UNSAID = /undefined|null|\[object/;

function checkBranch(branch: Branch): void {
  const { hops, outcome, endpoint, sourceSeen, reply } = branch;
  if (outcome === 'connected') expect(reply?.kind).toBe('returns');
  if (reply?.kind === 'lost') expect([outcome, hops.at(-1)?.reason]).toEqual(['timeout', reply.reason]);
  if (reply?.kind === 'returns') expect(['connected', 'refused']).toContain(outcome);
  for (const [index, hop] of hops.entries()) {
    const next = hops[index + 1];
    if (next === undefined) expect(ENDS[outcome]).toContain(hop.action);
    else {
      // An expectation takes far longer than a comparison, and there are some ten thousand hops.
      if (hop.action !== 'pass' && hop.action !== 'rewrite') expect(['pass', 'rewrite']).toContain(hop.action);
      const [before, after] = [hop.before, hop.after].map((packet) => JSON.stringify(packet));
      if (JSON.stringify(next.before) !== after) expect(next.before).toEqual(hop.after);
      if ((hop.action === 'rewrite') !== (before !== after)) expect.fail(`${hop.action}: ${before} is now ${after}`);
    }
    if (UNSAID.test(hop.reason.text)) expect(hop.reason.text).not.toMatch(UNSAID);
  }
  expect(hops.map(({ stage }) => stage).join(' ')).toMatch(LEGS);
  expect(endpoint !== null).toBe(outcome === 'connected');
  expect(sourceSeen !== null).toBe(outcome === 'connected');
  if (sourceSeen !== null) expect(parseAddress(sourceSeen.text)).toEqual(sourceSeen);
}

test('what is said follows from the question alone: neither from what was asked before, nor from what was read of it', async () => {
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, questions, async (written, spec, asked) => {
      const verdicts = (traces: readonly Trace[]) =>
        traces.map(({ branches }) => branches.map(({ outcome }) => outcome));
      // No property before this one has read them.
      const unread = tracesOf(written, spec, asked);
      const decided = verdicts(unread);
      const read = answersOf(load(written, spec), [...asked].reverse())
        .map(traceJson)
        .reverse();
      expect(unread.map(traceJson)).toEqual(read);
      expect(verdicts(unread)).toEqual(decided);
    }),
    RUNS,
  );
});

test('every answer is whole: hops chain, the last one ends the way, probabilities add up, and the words follow the ways', async () => {
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, questions, async (written, spec, asked) => {
      for (const trace of tracesOf(written, spec, asked)) {
        const { branches, reach, outcome } = trace;
        for (const branch of branches) checkBranch(branch);
        expect(branches.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
        const outcomes = new Set(branches.map((branch) => branch.outcome));
        expect(outcome).toBe(outcomes.size === 1 ? [...outcomes][0] : 'flaky');
        const connected = outcomes.has('connected') ? (outcomes.size === 1 ? 'always' : 'sometimes') : 'never';
        expect(reach).toBe(outcomes.has('unknown') ? 'unknown' : connected);
        const json = traceJson(trace);
        expect(formatTrace(json)).toBe(formatTrace(structuredClone(json)));
      }
    }),
    RUNS,
  );
});

test('the questions of a name are the ways to the nameservers that it was asked of', async () => {
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, questions, async (written, spec, asked) => {
      for (const { branches } of tracesOf(written, spec, asked)) {
        for (const { hops } of branches) {
          for (const { stage, questions: ways = [] } of hops) {
            expect(ways.map(({ to }) => `${to.port}/${to.protocol}`)).toEqual(ways.map(() => '53/UDP'));
            expect(stage === 'resolve' || ways.length === 0).toBe(true);
            for (const way of ways) for (const branch of way.branches) checkBranch(branch);
          }
        }
      }
    }),
    RUNS,
  );
});

test('without policies, or with a plugin that enforces none, no policy drops anything', async () => {
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, questions, async (written, spec, asked) => {
      const flannel = { ...spec, network: { ...spec.network, plugin: 'flannel' } };
      const cluster = accepted(Cluster.of({ objects: written, cluster: flannel }));
      const hops = answersOf(cluster, asked).flatMap(({ branches }) => branches.flatMap((branch) => branch.hops));
      expect(hops.filter(({ stage, action }) => /gress/.test(stage) && action === 'drop')).toEqual([]);
    }),
    RUNS,
  );
});

test('no pod address is handed out twice, and each lies in the block of its node', async () => {
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, async (written, spec) => {
      const cluster = clusterOf(written, spec);
      const own = cluster.get('Pod').filter((pod) => pod.spec.hostNetwork !== true);
      const ips = own.flatMap(({ status }) => status?.podIPs?.map(({ ip }) => ip) ?? []);
      expect(new Set(ips).size).toBe(ips.length);
      const clusterIPs = cluster
        .get('Service')
        .flatMap((service) => service.spec.clusterIPs ?? [])
        .filter((ip) => ip !== 'None');
      expect(new Set(clusterIPs).size).toBe(clusterIPs.length);
    }),
    RUNS,
  );
});

test('a cluster at rest stays at rest, and what is scaled leaves all others as they are', async () => {
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, async (written, spec) => {
      const cluster = clusterOf(written, spec);
      const again = await cluster.change([{ node: 'one', up: true }]);
      expect(again.get('Pod')).toEqual(cluster.get('Pod'));
      const kinds = cluster.view.kinds();
      for (const kind of kinds) expect(again.get(kind)).toEqual(cluster.get(kind));
      const [deployment] = cluster.get('Deployment').filter(({ metadata }) => metadata.name.startsWith('deployment'));
      if (deployment === undefined) return;
      const { name, namespace } = deployment.metadata;
      const scaled = await cluster.change([{ scale: `deployment ${namespace}/${name}`, replicas: 3 }]);
      const isOther = (pod: { metadata?: { name?: string } }) => pod.metadata?.name?.startsWith(name) !== true;
      expect(scaled.get('Pod').filter(isOther)).toEqual(cluster.get('Pod').filter(isOther));
    }),
    RUNS,
  );
});

/** An answer without the places of its rules. */
function withoutPlaces(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each) => (['file', 'line', 'column', 'at'].includes(key) ? undefined : each)),
  );
}

test('the order of documents and files changes nothing but places', async () => {
  const order = fc.tuple(fc.infiniteStream(fc.nat()), fc.nat());
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, questions, order, async (written, spec, asked, [numbers, at]) => {
      const one = clusterOf(written, spec);
      const shuffled = written
        .map((object) => ({ object, number: Number(numbers.next().value) }))
        .sort((a, b) => a.number - b.number)
        .map(({ object }) => object);
      const cut = at % (written.length + 1);
      const texts = [shuffled.slice(0, cut), shuffled.slice(cut)].map((part, index) => ({
        name: `${index}.yaml`,
        text: textOf(part),
      }));
      const two = Cluster.of({ texts: texts.filter((each) => each.text !== ''), cluster: spec });
      for (const kind of one.view.kinds()) expect(two.get(kind)).toEqual(one.get(kind));
      expect(withoutPlaces(answersOf(two, asked))).toEqual(withoutPlaces(tracesOf(written, spec, asked)));
      const bySaying = (cluster: Cluster) =>
        cluster.diagnostics.map(({ severity, code, message }) => `${severity} ${code} ${message}`).sort();
      expect(bySaying(two)).toEqual(bySaying(one));
    }),
    RUNS,
  );
});

test('every rule points at a line of a file that was loaded', async () => {
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, questions, async (written, spec, asked) => {
      const lines = textOf(written).split('\n').length;
      const hops = tracesOf(written, spec, asked).flatMap(({ branches }) => branches.flatMap((branch) => branch.hops));
      for (const rule of hops.flatMap((hop) => [hop.rule, ...hop.considered.map((each) => each.rule)])) {
        if (rule?.location === undefined) continue;
        expect(rule.location.file).toBe('yaml');
        expect(rule.location.line).toBeGreaterThan(0);
        expect(rule.location.line).toBeLessThanOrEqual(lines);
      }
    }),
    RUNS,
  );
});
