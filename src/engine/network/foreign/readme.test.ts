import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { compileForeign } from './index.ts';

const [policy = '', printed = ''] = exampleOf(import.meta.dirname);

const pod = (name: string): string => `
---
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec: {nodeName: worker-1, containers: [{name: c, image: busybox}]}
`;

test('the README’s example holds', () => {
  const lines = ['cilium', 'kindnet'].flatMap((plugin) => {
    const spec = { ...testSpec, network: { ...testSpec.network, plugin } };
    const state = stateOf(policy + pod('db') + pod('web'), spec);
    const foreign = compileForeign(state);
    return state.list('Pod').map((each) => {
      const doubt = foreign.onPod(each, 'ingress');
      const answer = doubt === undefined ? 'judged by what is modelled' : `unknown: ${doubt.reason.text}`;
      return `${plugin}: ${each.ref.name} is ${answer}`;
    });
  });
  expect(lines).toEqual(printed.split('\n'));
});
