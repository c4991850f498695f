import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { podRequests, scoredRequests } from './resources.ts';

const container = (text: string) => `{name: c, resources: {requests: {${text}}}}`;

test.each([
  { spec: `containers: [${container('cpu: 100m')}, ${container('cpu: "1"')}]`, cpu: 1100 },
  { spec: `containers: [${container('cpu: 0.1')}]`, cpu: 100 },
  { spec: `containers: [${container('cpu: 1n')}]`, cpu: 1 },
  { spec: 'containers: [{name: c, resources: {limits: {cpu: "2"}}}]', cpu: 2000 },
  // an init container runs alone
  {
    spec: `initContainers: [${container('cpu: "3"')}, ${container('cpu: "2"')}], containers: [${container('cpu: "1"')}]`,
    cpu: 3000,
  },
  { spec: `initContainers: [${container('cpu: "1"')}], containers: [${container('cpu: "2"')}]`, cpu: 2000 },
  // a sidecar stays
  {
    spec: `initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: "1"}}}], containers: [${container('cpu: "2"')}]`,
    cpu: 3000,
  },
  // and runs beside the init containers that come after it, not those before
  {
    spec: `initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: "1"}}}, ${container('cpu: "4"')}], containers: [${container('cpu: "2"')}]`,
    cpu: 5000,
  },
  {
    spec: `initContainers: [${container('cpu: "4"')}, {name: s, restartPolicy: Always, resources: {requests: {cpu: "1"}}}], containers: [${container('cpu: "2"')}]`,
    cpu: 4000,
  },
  { spec: `overhead: {cpu: 250m}, containers: [${container('cpu: "1"')}]`, cpu: 1250 },
  { spec: `resources: {requests: {cpu: "5"}}, containers: [${container('cpu: "1"')}]`, cpu: 5000 },
  { spec: 'containers: [{name: c}]', cpu: undefined },
])('{$spec} requests $cpu thousandths of a core', ({ spec, cpu }) => {
  expect(podRequests(parse(`{${spec}}`)).get('cpu')).toBe(cpu);
});

test('scores assume 100m and 200Mi for each container that names none', () => {
  const spec = parse('{containers: [{name: a}, {name: b, resources: {requests: {cpu: "1"}}}]}');
  expect(Object.fromEntries(scoredRequests(spec))).toEqual({ cpu: 1100, memory: 2 * 200 * 1024 * 1024 });
});
