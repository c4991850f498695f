import { expect, test } from 'vitest';
import { stateOf } from '../../testing/index.ts';
import { PodGroups } from './pod-groups.ts';

const pods = stateOf(`
{kind: Pod, metadata: {name: a, labels: {app: web}}}
---
{kind: Pod, metadata: {name: b, labels: {app: web}}}
---
{kind: Pod, metadata: {name: c, labels: {app: db}}}
---
{kind: Pod, metadata: {name: d, namespace: other, labels: {app: web}}}
`).list('Pod');

test('pods of one namespace with equal labels are one group', () => {
  const groups = new PodGroups(1);
  expect(new Set(pods.map((pod) => groups.of(pod))).size).toBe(3);
});

test.each(['before', 'after'])('a counter made %s the pods came counts them', (when) => {
  const groups = new PodGroups(2);
  const counter = () => groups.counter('web', ({ labels }) => labels['app'] === 'web');
  if (when === 'before') counter();
  for (const pod of pods) groups.count(groups.of(pod), pod.ref.name === 'a' ? 0 : 1, 1);
  expect(counter()).toMatchObject({ counts: [1, 2], total: 3 });
  for (const pod of pods) if (pod.ref.name === 'b') groups.count(groups.of(pod), 1, -1);
  expect(counter()).toMatchObject({ counts: [1, 1], total: 2 });
});
