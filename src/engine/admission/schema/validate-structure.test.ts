import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatFieldPath } from '../../model/index.ts';
import { validateStructure } from './index.ts';

interface Finding {
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

function findings(yaml: string): readonly Finding[] {
  const object = parse(yaml);
  return validateStructure(object, object).map(({ path, code, message, hint }) => {
    return { at: formatFieldPath(path), code, message, hint };
  });
}

const pod = (spec: string): string => `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: ${spec}}`;
const container = (fields: string): string => pod(`{containers: [{name: c, image: nginx, ${fields}}]}`);
const service = (spec: string): string => `{apiVersion: v1, kind: Service, metadata: {name: s}, spec: ${spec}}`;
const policy = (spec: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: ${spec}}`;
const deployment = (spec: string): string =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: ${spec}}`;

test.each([
  { yaml: pod('{containers: [{name: c, image: nginx}]}') },
  { yaml: service('{ports: [{port: 80, targetPort: http}, {port: 81, targetPort: 8081}]}') },
  { yaml: policy('{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: http}]}]}') },
  { yaml: container('resources: {limits: {cpu: 1, memory: 1.5Gi}, requests: {cpu: 100m, memory: 1e6}}') },
  { yaml: '{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: aGVsbG8=}, stringData: {b: hello}}' },
  // A field set to null is a field left out, and so says the client's own dry run output.
  { yaml: '{apiVersion: v1, kind: Pod, metadata: {name: p, creationTimestamp: null}, spec: null, status: {}}' },
  { yaml: '{apiVersion: v1, kind: Pod, metadata: {name: p, creationTimestamp: 2025-01-01T00:00:00Z}}' },
  // A group with a dot may come from a CustomResourceDefinition.
  { yaml: '{apiVersion: example.com/v1, kind: Anything, spec: {goes: true}}' },
  { yaml: '{apiVersion: serving.knative.dev/v1, kind: Service, spec: {template: {}}}' },
  // Free-form values take every field.
  { yaml: '{apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: c}, revision: 1, data: {any: [1]}}' },
])('accepts $yaml', ({ yaml }) => {
  expect(findings(yaml)).toEqual([]);
});

test.each([
  { yaml: '{apiVersion: v1, kind: Pod, sepc: {}}', at: 'sepc', hint: 'did you mean "spec"?' },
  {
    yaml: policy('{podSelector: {}, ingress: [{form: []}]}'),
    at: 'spec.ingress[0].form',
    hint: 'did you mean "from"?',
  },
  { yaml: policy('{podSelektor: {}}'), at: 'spec.podSelektor', hint: 'did you mean "podSelector"?' },
  { yaml: policy('{policytypes: [Egress]}'), at: 'spec.policytypes', hint: 'did you mean "policyTypes"?' },
  {
    yaml: policy('{ingress: [{from: [{podSelector: {}, ports: []}]}]}'),
    at: 'spec.ingress[0].from[0].ports',
    hint: '"ports" is a field of spec.ingress[0]',
  },
  // A slip of one letter is likelier than a wrong level.
  {
    yaml: policy('{ingress: [{ports: [{ports: 80}]}]}'),
    at: 'spec.ingress[0].ports[0].ports',
    hint: 'did you mean "port"?',
  },
  {
    yaml: policy('{ingress: [{podSelector: {}}]}'),
    at: 'spec.ingress[0].podSelector',
    hint: '"podSelector" is a field of spec',
  },
  {
    yaml: container('ports: [{containerport: 80}]'),
    at: 'spec.containers[0].ports[0].containerport',
    hint: 'did you mean "containerPort"?',
  },
  {
    yaml: container('livenessProbe: {httpget: {port: 80}}'),
    at: 'spec.containers[0].livenessProbe.httpget',
    hint: 'did you mean "httpGet"?',
  },
  { yaml: service('{selectors: {app: web}}'), at: 'spec.selectors', hint: 'did you mean "selector"?' },
  {
    yaml: service('{ports: [{port: 80, targetport: 8080}]}'),
    at: 'spec.ports[0].targetport',
    hint: 'did you mean "targetPort"?',
  },
  {
    yaml: deployment('{containers: []}'),
    at: 'spec.containers',
    hint: '"containers" is a field of spec.template.spec',
  },
  {
    yaml: deployment('{template: {metadata: {spec: {}}}}'),
    at: 'spec.template.metadata.spec',
    hint: '"spec" is a field of spec.template',
  },
  {
    yaml: '{apiVersion: v1, kind: Namespace, metadata: {name: n, lables: {a: b}}}',
    at: 'metadata.lables',
    hint: 'did you mean "labels"?',
  },
  { yaml: '{apiVersion: v1, kind: Namespace, name: n}', at: 'name', hint: '"name" is a field of metadata' },
  {
    yaml: '{apiVersion: batch/v1, kind: Job, spec: {tempalte: {}}}',
    at: 'spec.tempalte',
    hint: 'did you mean "template"?',
  },
  { yaml: '{apiVersion: v1, kind: Endpoints, subset: []}', at: 'subset', hint: 'did you mean "subsets"?' },
  {
    yaml: '{apiVersion: networking.k8s.io/v1, kind: Ingress, spec: {rules: [{http: {paths: [{backend: {serviceName: web}}]}}]}}',
    at: 'spec.rules[0].http.paths[0].backend.serviceName',
    hint: undefined,
  },
  {
    yaml: '{apiVersion: v1, kind: Pod, metadata: {name: p, whatever: null}}',
    at: 'metadata.whatever',
    hint: undefined,
  },
  { yaml: '{apiVersion: v1, kind: Pod, constructor: {}}', at: 'constructor', hint: undefined },
])('finds the unknown field $at', ({ yaml, at, hint }) => {
  const message = `strict decoding error: unknown field "${at}"`;
  expect(findings(yaml)).toEqual([{ at, code: 'unknown-field', message, hint }]);
});

test.each([
  {
    yaml: container('ports: [{containerPort: "80"}]'),
    at: 'spec.containers[0].ports[0].containerPort',
    message:
      'json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
    hint: 'leave out the quotes: 80',
  },
  {
    yaml: service('{ports: {port: 80}}'),
    at: 'spec.ports',
    message: 'json: cannot unmarshal object into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort',
    hint: 'a list is expected here: each item begins with "- "',
  },
  {
    yaml: deployment('{replicas: "3"}'),
    at: 'spec.replicas',
    message: 'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    hint: 'leave out the quotes: 3',
  },
  {
    yaml: deployment('{replicas: 1.5}'),
    at: 'spec.replicas',
    message: 'json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
  },
  {
    yaml: deployment('{replicas: 3000000000}'),
    at: 'spec.replicas',
    message: 'json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32',
  },
  {
    yaml: '{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app.example.com/tier: 1}}}',
    at: 'metadata.labels[app.example.com/tier]',
    message: 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    hint: 'put quotes around it, or 010 is the same as 8',
  },
  {
    yaml: container('env: [{name: DEBUG, value: true}]'),
    at: 'spec.containers[0].env[0].value',
    message: 'json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string',
    hint: 'put quotes around it, or y, yes and on are the same as true',
  },
  {
    yaml: service('{ports: [{port: 80, targetPort: true}]}'),
    at: 'spec.ports[0].targetPort',
    message: 'json: cannot unmarshal bool into Go struct field ServicePort.spec.ports.targetPort of type int32',
  },
  {
    yaml: service('{ports: [{port: 80, protocol: 6}]}'),
    at: 'spec.ports[0].protocol',
    message: 'json: cannot unmarshal number into Go struct field ServicePort.spec.ports.protocol of type v1.Protocol',
    hint: 'put quotes around it, or 010 is the same as 8',
  },
  {
    yaml: service('{selector: [app]}'),
    at: 'spec.selector',
    message: 'json: cannot unmarshal array into Go struct field ServiceSpec.spec.selector of type map[string]string',
    hint: 'fields are expected here, not a list',
  },
  {
    yaml: policy('{podSelector: {matchLabels: app}}'),
    at: 'spec.podSelector.matchLabels',
    message:
      'json: cannot unmarshal string into Go struct field LabelSelector.spec.podSelector.matchLabels of type map[string]string',
    hint: 'fields are expected here',
  },
  {
    yaml: policy('{policyTypes: Egress}'),
    at: 'spec.policyTypes',
    message:
      'json: cannot unmarshal string into Go struct field NetworkPolicySpec.spec.policyTypes of type []v1.PolicyType',
    hint: 'a list is expected here: each item begins with "- "',
  },
  {
    yaml: pod('{hostNetwork: "true"}'),
    at: 'spec.hostNetwork',
    message: 'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool',
    hint: 'leave out the quotes: true',
  },
  {
    yaml: container('resources: [cpu]'),
    at: 'spec.containers[0].resources',
    message:
      'json: cannot unmarshal array into Go struct field Container.spec.containers.resources of type v1.ResourceRequirements',
    hint: 'fields are expected here, not a list',
  },
  {
    yaml: container('resources: {limits: 1}'),
    at: 'spec.containers[0].resources.limits',
    message:
      'json: cannot unmarshal number into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList',
    hint: 'fields are expected here',
  },
  {
    yaml: '{apiVersion: v1, kind: Secret, data: {a: 5}}',
    at: 'data.a',
    message: 'json: cannot unmarshal number into Go struct field Secret.data of type []uint8',
    hint: 'put quotes around it, or 010 is the same as 8',
  },
  {
    yaml: '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, ports: [{port: 80, protocol: 6}]}',
    at: 'ports[0].protocol',
    message: 'json: cannot unmarshal number into Go struct field EndpointPort.ports.protocol of type v1.Protocol',
    hint: 'put quotes around it, or 010 is the same as 8',
  },
])('says of $at: $message', ({ yaml, at, message, hint }) => {
  expect(findings(yaml)).toEqual([{ at, code: 'wrong-type', message, hint }]);
});

test('an object that is no object at all is of the wrong type', () => {
  const [problem] = validateStructure([], { apiVersion: 'v1', kind: 'Pod' });
  expect(problem?.message).toBe('json: cannot unmarshal array into Go value of type v1.Pod');
});

test.each([
  {
    text: '10GB',
    message: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  },
  { text: '10mi', message: "unable to parse quantity's suffix" },
  { text: 'Gi', message: 'unable to parse numeric part of quantity' },
  {
    text: '[1]',
    message: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  },
])('the quantity $text is malformed', ({ text, message }) => {
  expect(findings(container(`resources: {limits: {memory: ${text}}}`))).toMatchObject([
    { at: 'spec.containers[0].resources.limits.memory', code: 'malformed-value', message },
  ]);
});

test('all problems are reported, each once, sorted by path', () => {
  const yaml = container('ports: [{containerPort: "80", prot: 1}, {nmae: web}], env: [{name: A, value: 1}], iamge: x');
  expect(findings(yaml).map(({ at }) => at)).toEqual([
    'spec.containers[0].env[0].value',
    'spec.containers[0].iamge',
    'spec.containers[0].ports[0].containerPort',
    'spec.containers[0].ports[0].prot',
    'spec.containers[0].ports[1].nmae',
  ]);
});

test('an unknown field is the fault of its key, a wrong type that of its value', () => {
  const object = parse('{apiVersion: v1, kind: Service, spec: {clusterIP: 1, potrs: []}}');
  expect(validateStructure(object, object).map(({ onKey }) => onKey)).toEqual([undefined, true]);
});
