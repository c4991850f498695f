import { spawnSync } from 'node:child_process';
import { ClusterState } from '../../cluster/index.ts';
import { compilePolicies, judge, Reach } from '../../network-policy/index.ts';
import { largeCluster } from '../../network-policy/testing/large-cluster.ts';
import { testSpec } from '../../testing/index.ts';

/** The sizes: pods and policies. */
const SIZES: readonly (readonly [number, number])[] = [
  [1_000, 100],
  [10_000, 1_000],
  [100_000, 10_000],
];

/** How many pairs the naive baseline asks; the whole matrix would take it days at the largest size. */
const SAMPLE = 20_000;

/**
 * Compiling the policies and the whole matrix of classes, against asking `judge` pod by pod in the same process; each
 * size in a process of its own, for the sake of its peak memory.
 */
export function benchPolicies(): readonly string[] {
  return SIZES.map(([pods, policies]) => {
    const code = `import(${JSON.stringify(import.meta.url)}).then(({ measurePolicies }) => console.log(measurePolicies(${pods}, ${policies})))`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', '-e', code], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  });
}

/** One size, measured in this process. */
export function measurePolicies(podCount: number, policyCount: number): string {
  const view = ClusterState.of(testSpec, largeCluster({ pods: podCount, policies: policyCount }));
  const pods = view.list('Pod');
  const started = performance.now();
  const { table } = compilePolicies(view);
  const reach = new Reach(table, { pods, families: [4], podRanges: [] });
  for (let index = 0; index < reach.classes; index++) reach.podsFrom({ kind: 'pods', class: index });
  const matrix = (performance.now() - started) / 1000;
  const naive = secondsForPair(() => {
    for (let index = 0; index < SAMPLE; index++) {
      const [pod, peer] = [pods[(index * 7919) % podCount], pods[(index * 104_729 + 1) % podCount]];
      if (pod === undefined || peer === undefined) throw new Error('no pods');
      judge(table, {
        direction: 'ingress',
        pod,
        peer: { kind: 'pod', pod: peer, ip: '10.0.0.1' },
        port: 8000,
        protocol: 'TCP',
      });
    }
  });
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const byPods = naive * podCount * podCount;
  const size = `${podCount.toLocaleString('en')} pods, ${policyCount.toLocaleString('en')} policies`;
  return `policies, ${size}: compiled, and the matrix of ${reach.classes.toLocaleString('en')} classes, in ${matrix.toFixed(2)} s, peak ${peak} MiB; one pair asked ${(naive * 1e6).toFixed(1)} µs, so pod by pod ${human(byPods)}`;
}

function secondsForPair(ask: () => void): number {
  const started = performance.now();
  ask();
  return (performance.now() - started) / 1000 / SAMPLE;
}

function human(seconds: number): string {
  return seconds < 600 ? `${seconds.toFixed(0)} s` : `${(seconds / 3600).toFixed(1)} h`;
}
