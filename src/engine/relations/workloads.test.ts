import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRef, isFinished } from '../model/index.ts';
import { stateOf } from '../testing/index.ts';
import { isFromManifests, templatePod, workloadOf, workloadsOf } from './index.ts';

const TEMPLATE = 'template: {metadata: {labels: {app: w}}, spec: {containers: []}}';

/** An object of namespace default; `owner` is `Kind/name`, and `apiVersion` that of the owner. */
function object(kind: string, name: string, owner?: string, more = '', apiVersion?: string): string {
  const [ownerKind, ownerName] = owner?.split('/') ?? [];
  const version = apiVersion === undefined ? '' : `apiVersion: ${apiVersion}, `;
  const owned =
    owner === undefined
      ? ''
      : `, ownerReferences: [{${version}kind: ${ownerKind}, name: ${ownerName}, controller: true}]`;
  return `{kind: ${kind}, metadata: {name: ${name}${owned}}${more}}\n---\n`;
}

function rows(yaml: string): readonly string[] {
  return workloadsOf(stateOf(yaml)).map(
    ({ ref, pods }) => `${formatRef(ref)}: ${pods.map(({ ref: pod }) => pod.name)}`,
  );
}

describe('a pod is in the row of its top-most owner', () => {
  test.each([
    { rule: 'nobody owns it', yaml: object('Pod', 'a'), is: ['Pod default/a: a'] },
    {
      rule: 'an owner in the manifests, and that of the owner',
      yaml:
        object('Deployment', 'w') + object('ReplicaSet', 'w-1', 'Deployment/w') + object('Pod', 'a', 'ReplicaSet/w-1'),
      is: ['Deployment default/w: a'],
    },
    {
      rule: 'an owner that is not there stands for the pod',
      yaml: object('Pod', 'a', 'ReplicaSet/gone'),
      is: ['ReplicaSet default/gone: a'],
    },
    {
      rule: 'a custom resource stands for a pod',
      yaml: object('Tomcat', 't') + object('Pod', 'a', 'Tomcat/t'),
      is: ['Tomcat default/t: a'],
    },
    {
      rule: 'and not for a Deployment',
      yaml: object('Tomcat', 't') + object('Deployment', 'w', 'Tomcat/t') + object('Pod', 'a', 'Deployment/w'),
      is: ['Deployment default/w: a'],
    },
    {
      rule: 'a Deployment that a Deployment owns, as operators make them',
      yaml:
        object('Deployment', 'operator') +
        object('Deployment', 'w', 'Deployment/operator') +
        object('Pod', 'a', 'Deployment/w'),
      is: ['Deployment default/operator: a'],
    },
    {
      rule: 'a DaemonSet that a Deployment owns',
      yaml:
        object('Deployment', 'operator') +
        object('DaemonSet', 'd', 'Deployment/operator') +
        object('Pod', 'a', 'DaemonSet/d'),
      is: ['Deployment default/operator: a'],
    },
    {
      rule: 'a pod that a pod owns, as Spark makes them',
      yaml: object('Pod', 'driver') + object('Pod', 'executor', 'Pod/driver'),
      is: ['Pod default/driver: driver,executor'],
    },
    { rule: 'a pod that owns itself', yaml: object('Pod', 'a', 'Pod/a'), is: ['Pod default/a: a'] },
    {
      rule: 'a circle is its first',
      yaml:
        object('Deployment', 'b', 'Deployment/a') +
        object('Deployment', 'a', 'Deployment/b') +
        object('Pod', 'p', 'Deployment/b'),
      is: ['Deployment default/a: p'],
    },
    {
      rule: 'an owner of another API group is another owner, whatever its kind is called',
      yaml:
        object('StatefulSet', 's') +
        object('Pod', 'a', 'StatefulSet/s', '', 'apps.kruise.io/v1beta1') +
        object('Pod', 'b', 'StatefulSet/s', '', 'apps/v1'),
      is: ['StatefulSet default/s: b', 'StatefulSet.apps.kruise.io default/s: a'],
    },
    {
      rule: 'and not of one that its group was called before',
      yaml: object('ReplicaSet', 'r') + object('Pod', 'a', 'ReplicaSet/r', '', 'extensions/v1beta1'),
      is: ['ReplicaSet default/r: a'],
    },
    {
      rule: 'nor of the core group, which has no name',
      yaml: object('ReplicationController', 'r') + object('Pod', 'a', 'ReplicationController/r', '', 'v1'),
      is: ['ReplicationController default/r: a'],
    },
    { rule: "a static pod's mirror is its own", yaml: object('Pod', 'a', 'Node/n'), is: ['Pod default/a: a'] },
    {
      rule: 'a pod that has ended is in no row',
      yaml: object('Pod', 'a', undefined, ', status: {phase: Succeeded}') + object('Pod', 'b'),
      is: ['Pod default/a: ', 'Pod default/b: b'],
    },
    {
      rule: 'an owner that does not control is none',
      yaml: '{kind: Pod, metadata: {name: a, ownerReferences: [{kind: ReplicaSet, name: r}]}}',
      is: ['Pod default/a: a'],
    },
  ])('$rule', ({ yaml, is }) => {
    expect(rows(yaml)).toEqual(is);
  });
});

test('a workload without pods has those of its template', () => {
  const [row] = workloadsOf(stateOf(object('CronJob', 'c', undefined, `, spec: {jobTemplate: {spec: {${TEMPLATE}}}}`)));
  const [member] = row?.members ?? [];
  expect(member && templatePod(member)).toMatchObject({
    ref: { kind: 'Pod', namespace: 'default', name: 'c' },
    object: { metadata: { name: 'c', labels: { app: 'w' } } },
  });
  const [bare] = workloadsOf(stateOf(object('Pod', 'p'))).flatMap(({ members }) => members);
  expect(bare && templatePod(bare)).toBeUndefined();
});

test('every pod of the manifests that has not ended is in exactly one row, the same from wherever one asks', () => {
  const KINDS = ['Pod', 'Deployment', 'ReplicaSet', 'Job', 'Tomcat', 'Node'] as const;
  const written = fc.record({
    kind: fc.constantFrom('Pod', 'Pod', 'Deployment', 'ReplicaSet', 'Job'),
    owner: fc.option(fc.tuple(fc.constantFrom(...KINDS), fc.integer({ min: 0, max: 5 }))),
    ended: fc.boolean(),
  });
  let pods = 0;
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 8 }), (all) => {
      const yaml = all.map(({ kind, owner, ended }, index) =>
        object(
          kind,
          `o${index % 6}${kind === 'Pod' ? 'p'.repeat(index) : ''}`,
          owner === null ? undefined : `${owner[0]}/o${owner[1]}`,
          ended && kind === 'Pod' ? ', status: {phase: Failed}' : '',
        ),
      );
      const view = stateOf([...new Set(yaml)].join(''));
      const found = workloadsOf(view);
      const shown = found.flatMap((row) => row.pods.map((pod) => formatRef(pod.ref))).sort();
      const running = view.list('Pod').filter((pod) => !isFinished(pod.object) && isFromManifests(view, pod));
      expect(shown).toEqual(running.map(({ ref }) => formatRef(ref)).sort());
      for (const row of found) {
        for (const member of [...row.members, ...row.pods]) expect(workloadOf(view, member)).toEqual(row.ref);
      }
      pods += shown.length;
    }),
    { numRuns: 300 },
  );
  expect(pods).toBeGreaterThan(100);
});
