import { describe, expect, test } from 'vitest';
import { resourcesOf, stateOf } from '../../testing/index.ts';
import { NODES, settle } from './settle.fixture.ts';

type State = ReturnType<typeof stateOf>;

const job = (spec: string): string => `
apiVersion: batch/v1
kind: Job
metadata: {name: load}
spec: {${spec}, template: {metadata: {labels: {app: load}}, spec: {restartPolicy: Never, containers: [{name: load, image: curl}]}}}
`;

const cron = (options: { readonly suspend?: boolean; readonly image?: string } = {}): string => `
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 3 * * *"
  suspend: ${options.suspend ?? false}
  jobTemplate: {metadata: {labels: {app: nightly}}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "${options.image ?? 'curl:1'}"}]}}}}
`;

function applied(state: State, yaml: string): State {
  return settle(state.apply(resourcesOf(yaml).map((resource) => ({ kind: 'put', resource }))));
}

const SUFFIX = '[bcdfghjklmnpqrstvwxz2456789]{5}';

describe('a Job', () => {
  test.each([
    { rule: 'runs one pod', spec: 'completions: 1', pods: 1, name: `^load-${SUFFIX}$` },
    {
      rule: 'runs as many pods at once as parallelism says',
      spec: 'completions: 5, parallelism: 2',
      pods: 2,
      name: `^load-${SUFFIX}$`,
    },
    {
      rule: 'runs no more pods than completions',
      spec: 'completions: 2, parallelism: 9',
      pods: 2,
      name: `^load-${SUFFIX}$`,
    },
    {
      rule: 'runs parallelism pods where it is a work queue',
      spec: 'parallelism: 3',
      pods: 3,
      name: `^load-${SUFFIX}$`,
    },
    { rule: 'runs nothing while it is suspended', spec: 'completions: 1, suspend: true', pods: 0, name: '' },
    {
      rule: 'numbers its pods if Indexed',
      spec: 'completions: 3, parallelism: 2, completionMode: Indexed',
      pods: 2,
      name: `^load-[01]-${SUFFIX}$`,
    },
  ])('$rule', ({ spec, pods, name }) => {
    const state = settle(stateOf(NODES + job(spec)));
    expect(state.list('Pod')).toHaveLength(pods);
    for (const { ref } of state.list('Pod')) expect(ref.name).toMatch(new RegExp(name));
    expect(state.get('Job', 'load', 'default')?.object.status?.active ?? 0).toBe(pods);
  });

  test('tells its pods apart by label, and by host name if Indexed', () => {
    const [first] = settle(stateOf(NODES + job('completions: 1, completionMode: Indexed'))).list('Pod');
    expect(first?.object.metadata.labels).toMatchObject({
      app: 'load',
      'job-name': 'load',
      'batch.kubernetes.io/job-name': 'load',
      'batch.kubernetes.io/job-completion-index': '0',
    });
    expect(first?.object.spec).toMatchObject({
      hostname: 'load-0',
      containers: [{ env: [{ name: 'JOB_COMPLETION_INDEX', value: '0' }] }],
    });
  });

  const ended = (name: string, phase: string, metadata = ''): string => `
---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  ownerReferences: [{apiVersion: batch/v1, kind: Job, name: load, uid: x, controller: true}]
  ${metadata}
spec: {containers: []}
status: {phase: ${phase}}
`;

  test.each([
    {
      rule: 'counts the pods of a dump that succeeded',
      spec: 'completions: 2',
      dump: ended('a', 'Succeeded'),
      made: 1,
    },
    {
      rule: 'is content with more of them',
      spec: 'completions: 1',
      dump: ended('a', 'Succeeded') + ended('b', 'Succeeded'),
      made: 0,
    },
    { rule: 'does not count those that failed', spec: 'completions: 1', dump: ended('a', 'Failed'), made: 1 },
    { rule: 'starts nothing more as a work queue', spec: 'parallelism: 2', dump: ended('a', 'Succeeded'), made: 0 },
  ])('$rule', ({ spec, dump, made }) => {
    const pods = settle(stateOf(NODES + job(spec) + dump)).list('Pod');
    expect(pods.filter(({ origin }) => origin.kind === 'derived')).toHaveLength(made);
  });

  test.each([
    { phase: 'Failed', index: '0' },
    { phase: 'Succeeded', index: '1' },
  ])('goes on with index $index after index 0 has $phase', ({ phase, index }) => {
    const dump = ended('a', phase, 'annotations: {batch.kubernetes.io/job-completion-index: "0"}');
    const state = settle(stateOf(NODES + job('completions: 2, completionMode: Indexed') + dump));
    const made = state.list('Pod').filter(({ origin }) => origin.kind === 'derived');
    expect(made.map(({ object }) => object.spec.hostname)).toEqual([`load-${index}`]);
  });

  test('with a selector of its own puts no labels on its pods', () => {
    const [first] = settle(stateOf(NODES + job('manualSelector: true, selector: {matchLabels: {app: load}}'))).list(
      'Pod',
    );
    expect(first?.object.metadata.labels).toEqual({ app: 'load' });
  });

  test('that is complete already runs nothing', () => {
    const yaml = `${job('completions: 1')}status: {succeeded: 1, conditions: [{type: Complete, status: "True"}]}\n`;
    expect(settle(stateOf(NODES + yaml)).list('Pod')).toEqual([]);
  });
});

describe('a CronJob', () => {
  test('runs once, so that its pods can be clients', () => {
    const state = settle(stateOf(NODES + cron()));
    expect(state.list('Job').map(({ ref }) => ref.name)).toEqual(['nightly-28401120']);
    const [pod] = state.list('Pod');
    expect(pod?.ref.name).toMatch(new RegExp(`^nightly-28401120-${SUFFIX}$`));
    expect(pod?.origin).toMatchObject({ by: 'job-controller', owner: { kind: 'Job', name: 'nightly-28401120' } });
    expect(state.get('Job', 'nightly-28401120', 'default')?.origin).toMatchObject({ owner: { kind: 'CronJob' } });
    expect(state.get('CronJob', 'nightly', 'default')?.object.status?.active).toMatchObject([
      { apiVersion: 'batch/v1', kind: 'Job', namespace: 'default', name: 'nightly-28401120' },
    ]);
  });

  test('runs nothing while it is suspended', () => {
    expect(settle(stateOf(NODES + cron({ suspend: true }))).list('Job')).toEqual([]);
  });

  test('runs anew when its template changes', () => {
    const state = applied(settle(stateOf(NODES + cron())), cron({ image: 'curl:2' }));
    expect(state.list('Pod').map(({ object }) => object.spec.containers[0]?.image)).toEqual(['curl:2']);
  });
});
