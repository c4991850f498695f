import { expect, test } from 'vitest';
import { isKnownKind, knownKinds, validateStructure } from './index.ts';

test.each([
  'v1 Pod',
  'v1 Service',
  'v1 Endpoints',
  'v1 Namespace',
  'v1 Node',
  'v1 ConfigMap',
  'v1 Secret',
  'v1 ServiceAccount',
  'v1 PersistentVolume',
  'v1 PersistentVolumeClaim',
  'v1 ReplicationController',
  'v1 LimitRange',
  'v1 ResourceQuota',
  'v1 PodTemplate',
  'v1 Event',
  'apps/v1 Deployment',
  'apps/v1 ReplicaSet',
  'apps/v1 StatefulSet',
  'apps/v1 DaemonSet',
  'apps/v1 ControllerRevision',
  'batch/v1 Job',
  'batch/v1 CronJob',
  'discovery.k8s.io/v1 EndpointSlice',
  'networking.k8s.io/v1 NetworkPolicy',
  'networking.k8s.io/v1 Ingress',
  'networking.k8s.io/v1 IngressClass',
  'networking.k8s.io/v1 ServiceCIDR',
  'networking.k8s.io/v1 IPAddress',
  'rbac.authorization.k8s.io/v1 Role',
  'rbac.authorization.k8s.io/v1 RoleBinding',
  'rbac.authorization.k8s.io/v1 ClusterRole',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding',
  'policy/v1 PodDisruptionBudget',
  'autoscaling/v1 HorizontalPodAutoscaler',
  'autoscaling/v2 HorizontalPodAutoscaler',
  'scheduling.k8s.io/v1 PriorityClass',
  'storage.k8s.io/v1 StorageClass',
  'coordination.k8s.io/v1 Lease',
  'apiextensions.k8s.io/v1 CustomResourceDefinition',
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration',
  'policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy',
  'policy.networking.k8s.io/v1alpha1 BaselineAdminNetworkPolicy',
  'policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicy',
  'policy.networking.k8s.io/v1beta1 ClusterNetworkPolicy',
])('%s is known', (name) => {
  const [apiVersion = '', kind = ''] = name.split(' ');
  expect(isKnownKind({ apiVersion, kind })).toBe(true);
});

test('every known kind states its plural and scope, and has a schema that takes an empty spec-less object', () => {
  for (const known of knownKinds()) {
    expect(known.plural).toBe(known.plural.toLowerCase());
    const problems = validateStructure({ apiVersion: known.apiVersion, kind: known.kind }, known);
    expect(problems.map(({ code }) => code)).toEqual(known.custom ? ['missing-field'] : []);
  }
  const scopes = knownKinds().map(({ kind, namespaced }) => `${kind} ${namespaced}`);
  expect(scopes).toEqual(expect.arrayContaining(['Pod true', 'Node false', 'Namespace false', 'NetworkPolicy true']));
});

test.each([
  { apiVersion: 'v1', kind: 'Deployment', at: 'apiVersion', hint: 'the apiVersion of Deployment is apps/v1' },
  {
    apiVersion: 'autoscaling/v3',
    kind: 'HorizontalPodAutoscaler',
    at: 'apiVersion',
    hint: 'the apiVersion of HorizontalPodAutoscaler is autoscaling/v1 or autoscaling/v2',
  },
  { apiVersion: 'apps/v1', kind: 'Deploymnet', at: 'kind', hint: 'did you mean "Deployment"?' },
  { apiVersion: 'v1', kind: 'service', at: 'kind', hint: 'did you mean "Service"?' },
  { apiVersion: 'app/v1', kind: 'Deployment', at: 'apiVersion', hint: 'the apiVersion of Deployment is apps/v1' },
  // Were this taken for a custom kind, the policy would silently isolate nothing.
  {
    apiVersion: 'netwroking.k8s.io/v1',
    kind: 'NetworkPolicy',
    at: 'apiVersion',
    hint: 'the apiVersion of NetworkPolicy is networking.k8s.io/v1',
  },
  { apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', at: 'kind', hint: undefined },
])('$apiVersion $kind matches no kind', ({ apiVersion, kind, at, hint }) => {
  const [problem, ...more] = validateStructure({ apiVersion, kind }, { apiVersion, kind });
  expect(problem).toMatchObject({
    path: [at],
    code: 'unknown-kind',
    message: `no matches for kind "${kind}" in version "${apiVersion}"`,
  });
  expect(problem?.hint).toBe(hint);
  expect(more).toEqual([]);
});

test.each([
  { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' },
  { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' },
  { apiVersion: 'crd.antrea.io/v1beta1', kind: 'ClusterNetworkPolicy' },
])('$apiVersion $kind may be a custom kind', (gvk) => {
  expect(isKnownKind(gvk)).toBe(false);
  expect(validateStructure({ ...gvk, spec: { x: 1 } }, gvk)).toEqual([]);
});
