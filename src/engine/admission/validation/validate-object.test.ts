import { expect, test } from 'vitest';
import { errorsOf, problemsOf, warningsOf } from './testing.ts';

test.each([
  { yaml: '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a}]}}', code: 'required' },
  {
    yaml: '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80, protocol: TPC}]}}',
    code: 'not-supported',
  },
  {
    yaml: '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80, nodePort: 1}]}}',
    code: 'forbidden',
  },
  {
    yaml: '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 1, name: a}, {port: 2, name: a}]}}',
    code: 'duplicate',
  },
  {
    yaml: '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: x, volumeMounts: [{name: v, mountPath: /v}]}]}}',
    code: 'not-found',
  },
])('$code is a code of its own', ({ yaml, code }) => {
  expect(problemsOf(yaml).map((problem) => problem.code)).toEqual([code]);
});

test.each([
  // The server speaks of the list; only the single field is written.
  {
    spec: 'clusterIP: ten',
    path: ['spec', 'clusterIP'],
    says: /^spec\.clusterIPs\[0\]: /,
  },
  {
    spec: 'loadBalancerSourceRanges: [10.0.0.0/8]',
    path: ['spec', 'loadBalancerSourceRanges'],
    says: /^spec\.LoadBalancerSourceRanges: /,
  },
  { spec: 'selector: {a: b c}', path: ['spec', 'selector', 'a'], says: /^spec\.selector: / },
])('$spec is found where it is written, whatever the server calls it', ({ spec, path, says }) => {
  const [problem] = problemsOf(
    `{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}], ${spec}}}`,
  );
  expect(problem?.path).toEqual(path);
  expect(problem?.message).toMatch(says);
});

test.each([
  { key: 'labels: {a b: c}', shown: 'spec.template.labels' },
  { key: 'annotations: {a b: c}', shown: 'spec.template.annotations' },
])('the $key of a template are found under its metadata', ({ key, shown }) => {
  const [problem] = problemsOf(
    `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: d}, spec: {selector: {matchExpressions: [{key: x, operator: DoesNotExist}]}, template: {metadata: {${key}}, spec: {containers: [{name: a, image: x}]}}}}`,
  );
  expect(problem?.path.slice(0, 3)).toEqual(['spec', 'template', 'metadata']);
  expect(problem?.message.startsWith(`${shown}: `)).toBe(true);
});

test('resources are printed in brackets', () => {
  const yaml =
    "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: x, resources: {limits: {cpu: '-1'}, requests: {cpu: '-1'}}}]}}";
  expect(problemsOf(yaml).map(({ path, message }) => [path.at(-1), message.split(':')[0]])).toEqual([
    ['cpu', 'spec.containers[0].resources.limits[cpu]'],
    ['cpu', 'spec.containers[0].resources.requests[cpu]'],
  ]);
});

const DIGIT = '{apiVersion: v1, kind: Service, metadata: {name: 1web}, spec: {ports: [{port: 80}]}}';
const HOST_BITS =
  '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.1/8}}]}]}}';
const ENDPOINTS = '{apiVersion: v1, kind: Endpoints, metadata: {name: e}, subsets: []}';

test('until 1.35 the name of a Service starts with a letter', () => {
  expect(errorsOf(DIGIT, '1.36')).toEqual([]);
  expect(errorsOf(DIGIT, '1.35')).toEqual([
    `metadata.name: Invalid value: "1web": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`,
  ]);
});

test('until 1.35 host bits in a CIDR are only warned of', () => {
  expect(errorsOf(HOST_BITS, '1.36')).toHaveLength(1);
  expect(errorsOf(HOST_BITS, '1.35')).toEqual([]);
  expect(warningsOf(HOST_BITS, '1.35')).toEqual([
    'spec.ingress[0].from[0].ipBlock.cidr: CIDR value "10.0.0.1/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.0.1/32"?)',
  ]);
});

test('until 1.35 other notations of a CIDR are warned of, each flaw by itself', () => {
  const yaml = HOST_BITS.replace('10.0.0.1/8', '010.0.0.1/8');
  const field = 'spec.ingress[0].from[0].ipBlock.cidr';
  expect(errorsOf(yaml, '1.36')).toHaveLength(1);
  expect(warningsOf(yaml, '1.35')).toEqual([
    `${field}: CIDR value "010.0.0.1/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.0.1/32"?)`,
    `${field}: non-standard CIDR value "010.0.0.1/8" will be considered invalid in a future Kubernetes release: use "10.0.0.0/8"`,
  ]);
});

test('Endpoints are deprecated since 1.33', () => {
  expect(warningsOf(ENDPOINTS, '1.32')).toEqual([]);
  expect(warningsOf(ENDPOINTS, '1.33')).toEqual([
    'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  ]);
});

test.each([
  { type: 'apiVersion: serving.knative.dev/v1, kind: Service', rest: 'spec: {template: {}}' },
  { type: 'apiVersion: example.com/v1, kind: Anything', rest: 'spec: {ports: nonsense}' },
])('of {$type} only the metadata is checked', ({ type, rest }) => {
  expect(problemsOf(`{${type}, metadata: {name: a}, ${rest}}`)).toEqual([]);
  expect(problemsOf(`{${type}, metadata: {name: A}, ${rest}}`)).toHaveLength(1);
});

test('roles have names that fit into a path', () => {
  const role = (name: string) => `{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: '${name}'}}`;
  expect(errorsOf(role('system:Node'))).toEqual([]);
  expect(errorsOf(role('a/b'))).toEqual(['metadata.name: Invalid value: "a/b": may not contain \'/\'']);
});

test('the same thing is said once', () => {
  const yaml = '{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {a: x y, b: x y}}}';
  expect(errorsOf(yaml)).toHaveLength(1);
});

test('everything that is wrong is said at once, in the order of the fields', () => {
  const yaml =
    '{apiVersion: v1, kind: Service, metadata: {name: A}, spec: {type: NodePrt, ports: [{port: 0}], sessionAffinity: Yes}}';
  expect(problemsOf(yaml).map(({ path }) => path.join('.'))).toEqual([
    'metadata.name',
    'spec.ports.0.port',
    'spec.ports.0.targetPort',
    'spec.sessionAffinity',
    'spec.type',
  ]);
});
