import { expect, test } from 'vitest';
import { stateOf } from '../../../testing/index.ts';
import { PortNames } from './port-names.ts';

const pod = (name: string, ports: string, more = '', status = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {${more}containers: [{name: c, image: x, ports: [${ports}]}]}${status}}\n---\n`;
const web = (port: number) => `{name: web, containerPort: ${port}, protocol: TCP}`;

test.each([
  {
    rule: 'every number that pods give it, in order',
    yaml: pod('a', web(9000)) + pod('b', web(80)),
    numbers: [80, 9000],
  },
  { rule: 'each once', yaml: pod('a', web(80)) + pod('b', web(80)), numbers: [80] },
  { rule: 'not those of another name', yaml: pod('a', '{name: other, containerPort: 81, protocol: TCP}'), numbers: [] },
  { rule: 'nor of none', yaml: pod('a', '{containerPort: 81, protocol: TCP}'), numbers: [] },
  { rule: 'nor of another protocol', yaml: pod('a', '{name: web, containerPort: 81, protocol: UDP}'), numbers: [] },
  { rule: 'nor of pods on the host network', yaml: pod('a', web(81), 'hostNetwork: true, '), numbers: [] },
  { rule: 'nor of pods that have ended', yaml: pod('a', web(81), '', ', status: {phase: Succeeded}'), numbers: [] },
])('the numbers of a name: $rule', ({ yaml, numbers }) => {
  const names = new PortNames(stateOf(yaml));
  expect(names.numbersOf('web', 'TCP')).toEqual(numbers);
  expect(names.numbersOf('web', 'TCP')).toEqual(numbers);
});
