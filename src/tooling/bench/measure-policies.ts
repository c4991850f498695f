import type { Labels, Pod, Resource } from '../../engine/model/index.ts';
import type { Direction, PolicyTable, ReachEnd } from '../../engine/network/policy/index.ts';
import { compilePolicies, hasPort, judge, Reach } from '../../engine/network/policy/index.ts';
import { largeCluster } from '../../engine/network/policy/testing/large-cluster.ts';
import { type LiteralWorld, literalVerdict } from '../../engine/network/policy/testing/literal-oracle.ts';
import { ClusterState } from '../../engine/store/index.ts';
import { testSpec } from '../../engine/testing/index.ts';
import { quantile } from './measure.ts';

/** Seconds, bytes and, for one question, microseconds. */
export interface PolicyFigures {
  readonly compile: number;
  /** Sorting pods into classes, and all classes and ranges outside against all classes. */
  readonly matrix: number;
  readonly classes: number;
  /** Of the whole process, its objects included. */
  readonly peak: number;
  readonly question: { readonly median: number; readonly p99: number };
  readonly naive: { readonly pairs: number; readonly isWhole: boolean; readonly secondsForAll: number };
}

type Pods = readonly Resource<Pod>[];
type Pair = readonly [Resource<Pod>, Resource<Pod>];

/** Where pairs of pods times policies are more than this, the naive way takes minutes, and a sample has to do. */
const MOST_WORK = 1_000 * 1_000 * 1_000;
const SAMPLE = 200_000;
const SAMPLE_SECONDS = 3;
const QUESTIONS = 100_000;
const AT = { port: 9090, protocol: 'TCP' } as const;

const [podCount = 0, policyCount = 0] = process.argv.slice(2).map(Number);
process.stdout.write(JSON.stringify(measure(podCount, policyCount)));

function measure(pods: number, policies: number): PolicyFigures {
  const view = ClusterState.of(testSpec, largeCluster({ pods, policies }));
  const all = view.list('Pod');
  const started = performance.now();
  const table = compilePolicies(view);
  const compiled = performance.now();
  const reach = new Reach(table, { pods: all, families: [4], addresses: { of: () => [], ranges: [] } });
  for (let index = 0; index < reach.classes; index++) reach.podsFrom({ kind: 'pods', class: index });
  for (let index = 0; index < reach.outside('source').length; index++)
    reach.podsFrom({ kind: 'outside', range: index });
  const ended = performance.now();
  const peak = process.resourceUsage().maxRSS * 1024;
  return {
    compile: (compiled - started) / 1000,
    matrix: (ended - compiled) / 1000,
    classes: reach.classes,
    peak,
    question: askedOne(compilePolicies(view, { ...view.spec.network.policies }), all),
    naive: askedNaively(worldOf(view), reach, { pods: all, isWhole: pods * pods * policies <= MOST_WORK }),
  };
}

/** Of a table that nobody has asked before: what it finds at the first question about a class counts. */
function askedOne(table: PolicyTable, pods: Pods): PolicyFigures['question'] {
  const times = sampleOf(pods, QUESTIONS).map(([from, to]) => {
    const started = process.hrtime.bigint();
    const ends = { from, to };
    if (judge(table, questionOf('egress', ends)).action === 'pass') judge(table, questionOf('ingress', ends));
    return Number(process.hrtime.bigint() - started) / 1000;
  });
  return { median: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** Every policy and every rule read anew for each pair. What it says is held against the matrix, pair by pair. */
function askedNaively(
  world: LiteralWorld,
  reach: Reach,
  { pods, isWhole }: { readonly pods: Pods; readonly isWhole: boolean },
): PolicyFigures['naive'] {
  const drawn = isWhole ? pods.flatMap((from) => pods.map((to): Pair => [from, to])) : sampleOf(pods, SAMPLE);
  const limit = isWhole ? Number.POSITIVE_INFINITY : SAMPLE_SECONDS;
  const verdicts: boolean[] = [];
  const started = performance.now();
  let seconds = 0;
  for (const [from, to] of drawn) {
    const ends = { from, to };
    const leaves = literalVerdict(world, questionOf('egress', ends)) === 'pass';
    verdicts.push(leaves && literalVerdict(world, questionOf('ingress', ends)) === 'pass');
    seconds = (performance.now() - started) / 1000;
    if (seconds > limit) break;
  }
  holdAgainst(reach, drawn.slice(0, verdicts.length), verdicts);
  return { pairs: verdicts.length, isWhole, secondsForAll: (seconds / verdicts.length) * pods.length ** 2 };
}

function holdAgainst(reach: Reach, pairs: readonly Pair[], verdicts: readonly boolean[]): void {
  for (const [index, [from, to]] of pairs.entries()) {
    const [source, target] = [classOf(reach, from), classOf(reach, to)];
    if (hasPort(reach.between(source, target), AT.protocol, AT.port) === verdicts[index]) continue;
    throw new Error(`${from.ref.name} to ${to.ref.name}: the matrix and the literal reading differ`);
  }
}

/** The pods of this cluster have no addresses, and so no families that policies could tell apart. */
function classOf(reach: Reach, pod: Resource<Pod>): ReachEnd {
  const [index = 0] = reach.classesOf(pod);
  return { kind: 'pods', class: index };
}

function questionOf(direction: Direction, { from, to }: { readonly from: Resource<Pod>; readonly to: Resource<Pod> }) {
  const [pod, peer] = direction === 'egress' ? [from, to] : [to, from];
  return { direction, pod, peer: { kind: 'pod', pod: peer, ip: '10.0.0.1' }, ...AT } as const;
}

function worldOf(state: ClusterState): LiteralWorld {
  const namespaces = state.list('Namespace').map(({ ref, object }): [string, Labels] => {
    return [ref.name, object.metadata.labels ?? {}];
  });
  return { namespaces: Object.fromEntries(namespaces), spec: state.spec, state };
}

/** Pairs drawn at random, the same ones every time. */
function sampleOf(pods: Pods, size: number): readonly Pair[] {
  let seed = 1;
  const draw = (): Resource<Pod> => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const drawn = pods[Math.floor((seed / 2 ** 32) * pods.length)];
    if (drawn === undefined) throw new Error('no pods');
    return drawn;
  };
  return Array.from({ length: size }, () => [draw(), draw()]);
}
