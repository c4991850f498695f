import { expect, test } from 'vitest';
import { readManifests } from '../index.ts';

const TEMPLATE = 'template: {metadata: {labels: {app: d}}, spec: {containers: [{name: d, image: nginx}]}}';
const SELECTOR = 'selector: {matchLabels: {app: d}}';
const DEPLOYMENT = `kind: Deployment\nmetadata: {name: d}\nspec: {${SELECTOR}, ${TEMPLATE}}\n`;
const PORTS = 'ports: [{port: 80}]';

function said(text: string, kubernetesVersion?: string, removedVersions?: 'reject' | 'convert') {
  const sources = [{ kind: 'text' as const, name: 'f.yaml', text }];
  const { resources, diagnostics } = readManifests(sources, { kubernetesVersion, removedVersions });
  return {
    refs: resources.map(({ ref }) => `${ref.kind} ${ref.name}`),
    found: diagnostics.flatMap(({ severity, code }) =>
      severity === 'note' || code === 'api-warning' ? [] : [`${severity} ${code}`],
    ),
    messages: diagnostics.map(({ message }) => message),
    hints: diagnostics.map(({ hint }) => hint),
    resources,
  };
}

test.each([
  { object: `apiVersion: extensions/v1beta1\n${DEPLOYMENT}`, until: '1.15', gone: '1.16' },
  { object: `apiVersion: apps/v1beta2\n${DEPLOYMENT}`, until: '1.15', gone: '1.16' },
  {
    object: 'apiVersion: extensions/v1beta1\nkind: NetworkPolicy\nmetadata: {name: np}\nspec: {podSelector: {}}',
    until: '1.15',
    gone: '1.16',
  },
  {
    object:
      'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: {name: i}\nspec: {backend: {serviceName: s, servicePort: 80}}',
    until: '1.21',
    gone: '1.22',
  },
  {
    object: 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: p}\nspec: {privileged: true}',
    until: '1.24',
    gone: '1.25',
  },
  {
    object:
      'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: {name: cs.a.io}\nspec: {group: a.io, version: v1, names: {plural: cs, kind: C}}',
    until: '1.21',
    gone: '1.22',
  },
])('a server of $until takes, and one of $gone no longer: $object', ({ object, until, gone }) => {
  const { found, refs } = said(object, until);
  expect(found.filter((each) => each.startsWith('error'))).toEqual([]);
  expect(refs).toHaveLength(1);
  const rejected = said(object, gone);
  expect(rejected).toMatchObject({ refs: [], found: ['error unknown-kind'] });
  expect(rejected.messages).toEqual([
    expect.stringMatching(/^no matches for kind "\w+" in version "[\w./]+"; ensure CRDs are installed first$/),
  ]);
});

test.each([
  { object: `apiVersion: apps/v1\n${DEPLOYMENT}`, before: '1.8', from: '1.9' },
  {
    object: 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: i}\nspec: {controller: a.io/b}',
    before: '1.18',
    from: '1.19',
  },
  {
    object: `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}}`,
    before: '1.20',
    from: '1.21',
  },
])('a server of $before knows no such kind yet, and one of $from does: $object', ({ object, before, from }) => {
  expect(said(object, before).found).toEqual(['error unknown-kind']);
  expect(said(object, from).found).toEqual([]);
});

test.each([
  {
    version: '1.34',
    hint: 'Kubernetes 1.16 removed it: use apiVersion: apps/v1',
    object: `apiVersion: extensions/v1beta1\n${DEPLOYMENT}`,
  },
  {
    version: '1.34',
    hint: 'Kubernetes 1.25 removed it, and nothing took its place',
    object: 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: p}',
  },
  {
    version: '1.14',
    hint: 'Kubernetes 1.19 introduced it, and the cluster is of 1.14: use apiVersion: networking.k8s.io/v1beta1 or extensions/v1beta1',
    object: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}',
  },
])('what to write for $version: $hint', ({ version, hint, object }) => {
  expect(said(object, version).hints).toEqual([hint]);
});

test('a server warns of a version that is about to be gone, once servers warn', () => {
  const object =
    'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}}';
  expect(said(object, '1.20').found).toEqual([]);
  expect(said(object, '1.21').messages).toEqual([
    'batch/v1beta1 CronJob is deprecated in v1.21+, unavailable in v1.25+; use batch/v1 CronJob',
  ]);
});

test.each([
  {
    object: `apiVersion: extensions/v1beta1\n${DEPLOYMENT}`,
    refs: ['Deployment d'],
    found: ['warning deprecated-api'],
  },
  {
    object: 'apiVersion: extensions/v1beta1\nkind: NetworkPolicy\nmetadata: {name: np}\nspec: {podSelector: {}}',
    refs: [],
    found: ['error unknown-kind'],
  },
  {
    object:
      'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: {name: i}\nspec: {backend: {serviceName: s, servicePort: 80}}',
    refs: [],
    found: ['error unknown-kind'],
  },
])('removedVersions: convert reads workloads and nothing else: $object', ({ object, refs, found }) => {
  expect(said(object, '1.34', 'convert')).toMatchObject({ refs, found });
});

test.each([
  { spec: `trafficDistribution: PreferClose, ${PORTS}`, version: '1.29', found: ['error unknown-field'] },
  { spec: `trafficDistribution: PreferClose, ${PORTS}`, version: '1.30', found: ['warning dropped-field'] },
  { spec: `trafficDistribution: PreferClose, ${PORTS}`, version: '1.31', found: [] },
  { spec: `trafficDistribution: PreferSameZone, ${PORTS}`, version: '1.33', found: ['error not-supported'] },
  { spec: `trafficDistribution: PreferSameZone, ${PORTS}`, version: '1.34', found: [] },
  { spec: 'ports: [{port: 80, appProtocol: http}]', version: '1.17', found: ['error unknown-field'] },
  { spec: 'ports: [{port: 80, appProtocol: http}]', version: '1.20', found: [] },
])('a Service of {$spec} for $version: $found', ({ spec, version, found }) => {
  const read = said(`apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {${spec}}`, version);
  expect(read.found).toEqual(found);
  const isDropped = found.includes('warning dropped-field');
  if (isDropped) expect(read.resources[0]?.object).not.toHaveProperty('spec.trafficDistribution');
});

test('a map key of the name of a new field is none', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {hostUsers: a}}\nspec: {nodeSelector: {startupProbe: x}, containers: [{name: c, image: i}]}';
  expect(said(text, '1.14').found).toEqual([]);
});

test.each([
  {
    version: '1.36',
    gvk: 'admissionregistration.k8s.io/v1 MutatingAdmissionPolicy',
    found: ['warning newer-than-known'],
  },
  { version: '1.34', gvk: 'admissionregistration.k8s.io/v1 MutatingAdmissionPolicy', found: ['error unknown-kind'] },
  { version: '1.36', gvk: 'networking.k8s.io/v1 PacketMirror', found: ['warning newer-than-known'] },
  { version: '1.34', gvk: 'networking.k8s.io/v1 PacketMirror', found: ['error unknown-kind'] },
  { version: '1.36', gvk: 'apps/v1 Deploymnet', found: ['error unknown-kind'] },
  { version: '1.36', gvk: 'v1 Deployment', found: ['error unknown-kind'] },
])('$gvk on $version: $found', ({ version, gvk, found }) => {
  const [apiVersion, kind] = gvk.split(' ');
  expect(said(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}`, version).found).toEqual(found);
});

test.each([
  { version: '1.36', field: 'packetBudget', found: ['error newer-than-known'] },
  { version: '1.34', field: 'packetBudget', found: ['error unknown-field'] },
  { version: '1.36', field: 'sessionAffinityy', found: ['error unknown-field'] },
])('a field $field on $version: $found', ({ version, field, found }) => {
  const text = `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {${field}: x, ${PORTS}}`;
  expect(said(text, version).found).toEqual(found);
});
