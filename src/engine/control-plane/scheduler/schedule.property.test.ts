import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../draws.fixture.ts';
import type { Node, Pod } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { schedule } from './schedule.ts';

const HOSTNAME = 'kubernetes.io/hostname';
const spec = { ...testSpec, nodes: [] };

const nodes = fc.array(
  fc.record({
    cpu: fc.integer({ min: 1, max: 4 }),
    pods: fc.integer({ min: 0, max: 6 }),
    disk: fc.constantFrom('ssd', 'hdd'),
    tainted: fc.boolean(),
    cordoned: fc.integer({ max: 4, min: 0 }).map((value) => value === 0),
  }),
  { minLength: 1, maxLength: 5 },
);

const pods = fc.array(
  fc.record({
    app: fc.constantFrom('web', 'db', 'api'),
    cpu: fc.integer({ min: 0, max: 3 }),
    disk: fc.constantFrom('ssd', 'hdd', undefined),
    tolerates: fc.boolean(),
    hostPort: fc.constantFrom(80, undefined, undefined),
    rule: fc.constantFrom('none', 'none', 'near', 'away', 'spread'),
  }),
  { maxLength: 16 },
);

const documents = fc.tuple(nodes, pods).map(([nodes, pods]) => [
  ...nodes.map((node, index) =>
    JSON.stringify({
      kind: 'Node',
      metadata: { name: `n${index}`, labels: { [HOSTNAME]: `n${index}`, disk: node.disk } },
      spec: { unschedulable: node.cordoned, taints: node.tainted ? [{ key: 'k', effect: 'NoSchedule' }] : [] },
      status: { allocatable: { cpu: String(node.cpu), pods: String(node.pods) } },
    }),
  ),
  ...pods.map((pod, index) => JSON.stringify(podOf(pod, index))),
]);

/** All pods of the rule `spread` are of one app, which has no other pods, so that its skew can be read off the end. */
function podOf(
  pod: {
    app: string;
    cpu: number;
    disk: string | undefined;
    tolerates: boolean;
    hostPort: number | undefined;
    rule: string;
  },
  index: number,
) {
  const app = pod.rule === 'spread' ? 'spread' : pod.app;
  const labelSelector = { matchLabels: { app } };
  const required = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOSTNAME, labelSelector }] };
  const spread = { maxSkew: 1, topologyKey: HOSTNAME, whenUnsatisfiable: 'DoNotSchedule', labelSelector };
  const ports = pod.hostPort === undefined ? [] : [{ containerPort: 80, hostPort: pod.hostPort }];
  return {
    kind: 'Pod',
    metadata: { name: `p${String(index).padStart(2, '0')}`, labels: { app, rule: pod.rule } },
    spec: {
      containers: [{ name: 'c', ports, resources: { requests: { cpu: String(pod.cpu) } } }],
      ...(pod.disk === undefined || pod.rule === 'spread' ? {} : { nodeSelector: { disk: pod.disk } }),
      tolerations: pod.tolerates ? [{ key: 'k', operator: 'Exists' }] : [],
      ...(pod.rule === 'near' ? { affinity: { podAffinity: required } } : {}),
      ...(pod.rule === 'away' ? { affinity: { podAntiAffinity: required } } : {}),
      ...(pod.rule === 'spread' ? { topologySpreadConstraints: [spread] } : {}),
    },
  };
}

function run(texts: readonly string[]) {
  const state = stateOf(texts.join('\n---\n'), spec);
  const after = state.apply(schedule(state).changes);
  return { nodes: after.list('Node').map(({ object }) => object), pods: after.list('Pod').map(({ object }) => object) };
}

const cpuOf = (pod: Pod) => Number(pod.spec.containers[0]?.resources?.requests?.['cpu']);
const appOf = (pod: Pod) => pod.metadata.labels?.['app'];
const ruleOf = (pod: Pod) => pod.metadata.labels?.['rule'];
const takesPort = (pod: Pod) => (pod.spec.containers[0]?.ports ?? []).length > 0;

/** The rules about one pod, one node and the other pods there, said without any of the scheduler's code. */
function fits(pod: Pod, node: Node, others: readonly Pod[]): boolean {
  const { disk } = pod.spec.nodeSelector ?? {};
  const tolerates = (pod.spec.tolerations ?? []).length > 0;
  return (
    node.spec?.unschedulable !== true &&
    (tolerates || (node.spec?.taints ?? []).length === 0) &&
    (disk === undefined || node.metadata.labels?.['disk'] === disk) &&
    others.length + 1 <= Number(node.status?.allocatable?.['pods']) &&
    (cpuOf(pod) === 0 ||
      others.reduce((sum, other) => sum + cpuOf(other), cpuOf(pod)) <= Number(node.status?.allocatable?.['cpu'])) &&
    !(takesPort(pod) && others.some(takesPort)) &&
    !others.some((other) => appOf(other) === appOf(pod) && (ruleOf(pod) === 'away' || ruleOf(other) === 'away'))
  );
}

test('a placed pod fits literally, and one without a place fits nowhere', () => {
  fc.assert(
    fc.property(documents, (texts) => {
      const { nodes, pods } = run(texts);
      const on = (node: Node) => pods.filter((pod) => pod.spec.nodeName === node.metadata.name);
      for (const pod of pods) {
        const home = nodes.find((node) => node.metadata.name === pod.spec.nodeName);
        if (home !== undefined)
          expect(
            fits(
              pod,
              home,
              on(home).filter((other) => other !== pod),
            ),
          ).toBe(true);
        // What waits for company or for balance may find it later.
        else if (ruleOf(pod) !== 'near' && ruleOf(pod) !== 'spread') {
          expect(nodes.some((node) => fits(pod, node, on(node)))).toBe(false);
        }
      }
    }),
    { numRuns: draws(60) },
  );
});

test('who wants company of its kind has it on its node, unless it came first', () => {
  fc.assert(
    fc.property(documents, (texts) => {
      const placed = run(texts).pods.filter((pod) => pod.spec.nodeName !== undefined);
      for (const app of ['web', 'db', 'api']) {
        const kind = placed.filter((pod) => appOf(pod) === app);
        const alone = kind.filter((pod) => {
          const company = kind.filter((other) => other !== pod && other.spec.nodeName === pod.spec.nodeName);
          return ruleOf(pod) === 'near' && company.length === 0;
        });
        expect(alone.length).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('pods that are spread differ by one between any two nodes', () => {
  fc.assert(
    fc.property(documents, (texts) => {
      const { nodes, pods } = run(texts);
      const spread = pods.filter((pod) => appOf(pod) === 'spread');
      const counts = nodes.map((node) => spread.filter((pod) => pod.spec.nodeName === node.metadata.name).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test('the order of the documents changes nothing', () => {
  const shuffled = documents.chain((texts) =>
    fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length })),
  );
  fc.assert(
    fc.property(shuffled, ([texts, other]) => {
      expect(run(other)).toEqual(run(texts));
    }),
  );
});
