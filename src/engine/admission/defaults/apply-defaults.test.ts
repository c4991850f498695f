import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../model/index.ts';
import { applyDefaults } from './index.ts';

/** The defaulted object, or the part of it at a path. */
function defaulted(yaml: string, ...path: readonly (string | number)[]): unknown {
  const object: unknown = applyDefaults(parse(yaml) as KubernetesObject);
  return path.reduce((value, step) => (value as Record<string | number, unknown>)[step], object);
}

describe('Services', () => {
  const service = (spec: string) => `{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {${spec}}}`;
  const cluster = { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' };

  test.each([
    { spec: '', gets: cluster },
    {
      spec: 'externalIPs: [203.0.113.1]',
      gets: { ...cluster, externalIPs: ['203.0.113.1'], externalTrafficPolicy: 'Cluster' },
    },
    { spec: 'type: NodePort', gets: { ...cluster, type: 'NodePort', externalTrafficPolicy: 'Cluster' } },
    {
      spec: 'type: LoadBalancer, externalTrafficPolicy: Local',
      gets: { ...cluster, type: 'LoadBalancer', externalTrafficPolicy: 'Local', allocateLoadBalancerNodePorts: true },
    },
    {
      spec: 'type: ExternalName, externalName: a.b',
      gets: { type: 'ExternalName', externalName: 'a.b', sessionAffinity: 'None' },
    },
    {
      spec: 'sessionAffinity: ClientIP',
      gets: {
        ...cluster,
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
      },
    },
    { spec: 'sessionAffinity: None, sessionAffinityConfig: {clientIP: {timeoutSeconds: 5}}', gets: cluster },
  ])('{$spec}', ({ spec, gets }) => {
    expect(defaulted(service(spec), 'spec')).toEqual(gets);
  });

  test.each([
    { port: '{port: 80}', gets: { port: 80, targetPort: 80, protocol: 'TCP' } },
    { port: '{port: 80, targetPort: 0}', gets: { port: 80, targetPort: 80, protocol: 'TCP' } },
    { port: "{port: 80, targetPort: ''}", gets: { port: 80, targetPort: 80, protocol: 'TCP' } },
    { port: '{port: 53, targetPort: dns, protocol: UDP}', gets: { port: 53, targetPort: 'dns', protocol: 'UDP' } },
  ])('a port $port', ({ port, gets }) => {
    expect(defaulted(service(`ports: [${port}]`), 'spec', 'ports', 0)).toEqual(gets);
  });
});

describe('Pods', () => {
  const pod = (spec: string) => `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {${spec}}}`;

  test('a spec', () => {
    expect(defaulted(pod('containers: []'), 'spec')).toEqual({
      containers: [],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      enableServiceLinks: true,
    });
  });

  test.each([
    { image: 'nginx', policy: 'Always' },
    { image: 'nginx:latest', policy: 'Always' },
    { image: 'nginx:1.27', policy: 'IfNotPresent' },
    { image: 'registry:5000/nginx', policy: 'Always' },
    { image: 'registry:5000/nginx:1', policy: 'IfNotPresent' },
    { image: `nginx@sha256:${'0'.repeat(64)}`, policy: 'IfNotPresent' },
    { image: `nginx:latest@sha256:${'0'.repeat(64)}`, policy: 'Always' },
    { image: 'NGINX', policy: 'IfNotPresent' },
  ])('the image $image is pulled $policy', ({ image, policy }) => {
    const yaml = pod(`containers: [{name: a, image: '${image}'}]`);
    expect(defaulted(yaml, 'spec', 'containers', 0, 'imagePullPolicy')).toBe(policy);
  });

  test.each([
    { kind: 'containers', resources: '{limits: {cpu: 1}}', gets: { limits: { cpu: '1' }, requests: { cpu: '1' } } },
    {
      kind: 'initContainers',
      resources: '{limits: {cpu: 2}, requests: {cpu: 1}}',
      gets: { limits: { cpu: '2' }, requests: { cpu: '1' } },
    },
    { kind: 'containers', resources: '{requests: {cpu: 1}}', gets: { requests: { cpu: '1' } } },
  ])('$kind with $resources', ({ kind, resources, gets }) => {
    const yaml = pod(`${kind}: [{name: a, image: x, resources: ${resources}}]`);
    expect(defaulted(yaml, 'spec', kind, 0, 'resources')).toEqual(gets);
  });

  test.each([
    { port: '{containerPort: 80}', gets: { containerPort: 80, protocol: 'TCP', hostPort: 80 }, hostNetwork: true },
    { port: '{containerPort: 80}', gets: { containerPort: 80, protocol: 'TCP' }, hostNetwork: false },
  ])('a port with hostNetwork $hostNetwork', ({ port, gets, hostNetwork }) => {
    const yaml = pod(`hostNetwork: ${hostNetwork}, containers: [{name: a, image: x, ports: [${port}]}]`);
    expect(defaulted(yaml, 'spec', 'containers', 0, 'ports', 0)).toEqual(gets);
  });

  test('a probe', () => {
    const yaml = pod('containers: [{name: a, image: x, readinessProbe: {httpGet: {port: 80}, periodSeconds: 5}}]');
    expect(defaulted(yaml, 'spec', 'containers', 0, 'readinessProbe')).toEqual({
      httpGet: { port: 80, path: '/', scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 5,
      successThreshold: 1,
      failureThreshold: 3,
    });
  });

  test.each([
    { volume: '{name: v}', gets: { name: 'v', emptyDir: {} } },
    { volume: '{name: v, configMap: {name: c}}', gets: { name: 'v', configMap: { name: 'c', defaultMode: 420 } } },
  ])('a volume $volume', ({ volume, gets }) => {
    expect(defaulted(pod(`containers: [], volumes: [${volume}]`), 'spec', 'volumes', 0)).toEqual(gets);
  });
});

describe('workloads', () => {
  const template =
    'template: {metadata: {labels: {app: web}}, spec: {hostNetwork: true, containers: [{name: a, image: x, ports: [{containerPort: 80}], resources: {limits: {cpu: 1}}}]}}';
  const workload = (type: string, spec: string) => `{${type}, metadata: {name: w}, spec: {${template}, ${spec}}}`;

  test('a template gets less than a Pod: no host ports, no requests, no service links', () => {
    const spec = defaulted(workload('apiVersion: apps/v1, kind: Deployment', ''), 'spec', 'template', 'spec');
    expect(spec).toMatchObject({ restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' });
    expect(spec).not.toHaveProperty('enableServiceLinks');
    expect(spec).toHaveProperty('containers.0.ports.0', { containerPort: 80, protocol: 'TCP' });
    expect(spec).toHaveProperty('containers.0.resources', { limits: { cpu: '1' } });
  });

  test.each([
    {
      type: 'apiVersion: apps/v1, kind: Deployment',
      spec: '',
      gets: {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      },
    },
    {
      type: 'apiVersion: apps/v1, kind: Deployment',
      spec: 'strategy: {type: Recreate}',
      gets: { strategy: { type: 'Recreate' } },
    },
    { type: 'apiVersion: apps/v1, kind: Deployment', spec: 'replicas: 0', gets: { replicas: 0 } },
    { type: 'apiVersion: apps/v1, kind: ReplicaSet', spec: '', gets: { replicas: 1 } },
    {
      type: 'apiVersion: apps/v1, kind: StatefulSet',
      spec: '',
      gets: {
        replicas: 1,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      },
    },
    {
      type: 'apiVersion: apps/v1, kind: DaemonSet',
      spec: '',
      gets: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } },
    },
    { type: 'apiVersion: v1, kind: ReplicationController', spec: '', gets: { replicas: 1, selector: { app: 'web' } } },
    { type: 'apiVersion: batch/v1, kind: Job', spec: '', gets: { completions: 1, parallelism: 1, backoffLimit: 6 } },
    { type: 'apiVersion: batch/v1, kind: Job', spec: 'backoffLimitPerIndex: 1', gets: { backoffLimit: 2147483647 } },
  ])('$type with {$spec}', ({ type, spec, gets }) => {
    expect(defaulted(workload(type, spec), 'spec')).toMatchObject(gets);
  });

  test('a Job that says how parallel it is has no number of completions', () => {
    const yaml = workload('apiVersion: batch/v1, kind: Job', 'parallelism: 3');
    expect(defaulted(yaml, 'spec')).not.toHaveProperty('completions');
  });

  test('a ReplicationController without labels has its template’s', () => {
    expect(defaulted(workload('apiVersion: v1, kind: ReplicationController', ''), 'metadata', 'labels')).toEqual({
      app: 'web',
    });
    expect(defaulted(workload('apiVersion: apps/v1, kind: Deployment', ''), 'metadata')).toEqual({ name: 'w' });
  });

  test('the pods of a CronJob', () => {
    const yaml = `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: '@daily', jobTemplate: {spec: {${template}}}}}`;
    expect(defaulted(yaml, 'spec')).toMatchObject({ concurrencyPolicy: 'Allow', suspend: false });
    expect(defaulted(yaml, 'spec', 'jobTemplate', 'spec', 'template', 'spec')).toMatchObject({
      dnsPolicy: 'ClusterFirst',
    });
  });
});

describe('network policies', () => {
  const policy = (spec: string) =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, ${spec}}}`;

  test.each([
    { spec: '', types: ['Ingress'] },
    { spec: 'ingress: [{}]', types: ['Ingress'] },
    { spec: 'egress: []', types: ['Ingress'] },
    { spec: 'egress: [{}]', types: ['Ingress', 'Egress'] },
    { spec: 'policyTypes: []', types: ['Ingress'] },
    { spec: 'policyTypes: [Egress], ingress: [{}]', types: ['Egress'] },
  ])('{$spec} isolates $types', ({ spec, types }) => {
    expect(defaulted(policy(spec), 'spec', 'policyTypes')).toEqual(types);
  });

  test.each([
    { port: '{port: 80}', gets: { port: 80, protocol: 'TCP' } },
    { port: '{protocol: UDP}', gets: { protocol: 'UDP' } },
    { port: '{}', gets: { protocol: 'TCP' } },
  ])('a port $port', ({ port, gets }) => {
    expect(defaulted(policy(`egress: [{ports: [${port}]}]`), 'spec', 'egress', 0, 'ports', 0)).toEqual(gets);
  });

  test('a number of an AdminNetworkPolicy is of TCP', () => {
    const yaml =
      '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {ingress: [{ports: [{portNumber: {port: 80}}, {portRange: {protocol: UDP, start: 1, end: 2}}, {namedPort: http}]}]}}';
    expect(defaulted(yaml, 'spec', 'ingress', 0, 'ports')).toEqual([
      { portNumber: { port: 80, protocol: 'TCP' } },
      { portRange: { protocol: 'UDP', start: 1, end: 2 } },
      { namedPort: 'http' },
    ]);
  });
});

describe('other kinds', () => {
  test.each([
    {
      yaml: '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e}, ports: [{port: 80}]}',
      path: ['ports', 0],
      gets: { port: 80, name: '', protocol: 'TCP' },
    },
    {
      yaml: '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e}}',
      path: ['endpoints'],
      gets: [],
    },
    {
      yaml: '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e}, endpoints: [{addresses: [10.0.0.1], deprecatedTopology: {"-": x}}]}',
      path: ['endpoints'],
      gets: [{ addresses: ['10.0.0.1'] }],
    },
    {
      yaml: '{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: low}}',
      path: ['value'],
      gets: 0,
    },
    {
      yaml: '{apiVersion: v1, kind: Endpoints, metadata: {name: e}, subsets: [{ports: [{port: 80}]}]}',
      path: ['subsets', 0, 'ports', 0],
      gets: { port: 80, protocol: 'TCP' },
    },
    {
      yaml: '{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {kubernetes.io/metadata.name: other, a: b}}}',
      path: ['metadata', 'labels'],
      gets: { 'kubernetes.io/metadata.name': 'shop', a: 'b' },
    },
    {
      yaml: '{apiVersion: v1, kind: Node, metadata: {name: n}, spec: {podCIDR: 10.0.0.0/24}, status: {capacity: {cpu: "4"}}}',
      path: [],
      gets: {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'n' },
        spec: { podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24'] },
        status: { capacity: { cpu: '4' }, allocatable: { cpu: '4' } },
      },
    },
    {
      yaml: '{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: i}, spec: {parameters: {kind: k, name: n}}}',
      path: ['spec', 'parameters', 'scope'],
      gets: 'Cluster',
    },
  ])('$yaml', ({ yaml, path, gets }) => {
    expect(defaulted(yaml, ...path)).toEqual(gets);
  });

  test('a Service of another group is none of these', () => {
    const yaml = '{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: s}, spec: {template: {}}}';
    expect(defaulted(yaml)).toEqual(parse(yaml));
  });
});
