import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('the selector of a Deployment', () => {
  const workload = (spec: string): string =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}, ${spec}}}`;

  test.each([
    {
      spec: '',
      says: [
        'spec.selector: Required value',
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    { spec: 'selector: {}', says: ['spec.selector: Invalid value: {}: empty selector is invalid for deployment'] },
    {
      spec: 'selector: {matchLabels: {app: api}}',
      says: [
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    {
      spec: 'selector: {matchExpressions: [{key: app, operator: In}]}',
      says: [
        "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"In"}]}: invalid label selector',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(workload(spec))).toEqual(says);
  });

  test.each([
    'selector: {matchLabels: {app: web}}',
    'selector: {matchExpressions: [{key: app, operator: In, values: [api, web]}]}',
  ])('%s is fine', (spec) => {
    expect(errorsOf(workload(spec))).toEqual([]);
  });
});

describe('the selector of a ReplicaSet', () => {
  const workload = (spec: string): string =>
    `{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}, ${spec}}}`;

  test.each([
    {
      spec: '',
      says: [
        'spec.selector: Required value',
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    { spec: 'selector: {}', says: ['spec.selector: Invalid value: {}: empty selector is invalid for deployment'] },
    {
      spec: 'selector: {matchLabels: {app: api}}',
      says: [
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    {
      spec: 'selector: {matchExpressions: [{key: app, operator: In}]}',
      says: [
        "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"In"}]}: invalid label selector',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(workload(spec))).toEqual(says);
  });

  test.each([
    'selector: {matchLabels: {app: web}}',
    'selector: {matchExpressions: [{key: app, operator: In, values: [api, web]}]}',
  ])('%s is fine', (spec) => {
    expect(errorsOf(workload(spec))).toEqual([]);
  });
});

describe('the selector of a StatefulSet', () => {
  const workload = (spec: string): string =>
    `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}, ${spec}}}`;

  test.each([
    {
      spec: '',
      says: [
        'spec.selector: Required value',
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    { spec: 'selector: {}', says: ['spec.selector: Invalid value: {}: empty selector is invalid for statefulset'] },
    {
      spec: 'selector: {matchLabels: {app: api}}',
      says: [
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    {
      spec: 'selector: {matchExpressions: [{key: app, operator: In}]}',
      says: [
        "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"In"}]}',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(workload(spec))).toEqual(says);
  });

  test.each([
    'selector: {matchLabels: {app: web}}',
    'selector: {matchExpressions: [{key: app, operator: In, values: [api, web]}]}',
  ])('%s is fine', (spec) => {
    expect(errorsOf(workload(spec))).toEqual([]);
  });
});

describe('the selector of a DaemonSet', () => {
  const workload = (spec: string): string =>
    `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: web}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}, ${spec}}}`;

  test.each([
    {
      spec: '',
      says: [
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    { spec: 'selector: {}', says: ['spec.selector: Invalid value: {}: empty selector is invalid for daemonset'] },
    {
      spec: 'selector: {matchLabels: {app: api}}',
      says: [
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    {
      spec: 'selector: {matchExpressions: [{key: app, operator: In}]}',
      says: [
        "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(workload(spec))).toEqual(says);
  });

  test.each([
    'selector: {matchLabels: {app: web}}',
    'selector: {matchExpressions: [{key: app, operator: In, values: [api, web]}]}',
  ])('%s is fine', (spec) => {
    expect(errorsOf(workload(spec))).toEqual([]);
  });
});

describe('templates', () => {
  const deployment = (spec: string): string =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, ${spec}}}}`;

  test.each([
    { spec: '', says: ['spec.template.spec.containers: Required value'] },
    { spec: 'spec: {containers: []}', says: ['spec.template.spec.containers: Required value'] },
    {
      spec: 'spec: {containers: [{name: a, image: x}], restartPolicy: Never}',
      says: ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
    },
    {
      spec: 'spec: {containers: [{name: a, image: x}], activeDeadlineSeconds: 5}',
      says: [
        'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
      ],
    },
    {
      spec: 'spec: {containers: [{name: A, image: x, ports: [{containerPort: 0}]}]}',
      says: [
        `spec.template.spec.containers[0].name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
        'spec.template.spec.containers[0].ports[0].containerPort: Required value',
      ],
    },
    {
      spec: 'spec: {hostNetwork: true, containers: [{name: a, image: x, ports: [{containerPort: 80, hostPort: 81}]}]}',
      says: [
        'spec.template.spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(deployment(spec))).toEqual(says);
  });

  test.each(['spec: {hostNetwork: true, containers: [{name: a, image: x, ports: [{containerPort: 80}]}]}'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(deployment(spec))).toEqual([]);
    },
  );
});

describe('Deployments', () => {
  const deployment = (spec: string): string =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}, ${spec}}}`;

  test.each([
    { spec: 'replicas: -1', says: ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'] },
    {
      spec: 'strategy: {type: Rolling}',
      says: [
        'spec.strategy: Unsupported value: {"Type":"Rolling","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
      ],
    },
    {
      spec: 'strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}',
      says: ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
    },
    {
      spec: 'strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}',
      says: ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
    },
    {
      spec: 'strategy: {rollingUpdate: {maxUnavailable: 101%}}',
      says: ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
    },
    {
      spec: 'strategy: {rollingUpdate: {maxSurge: many}}',
      says: [
        `spec.strategy.rollingUpdate.maxSurge: Invalid value: "many": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`,
      ],
    },
    {
      spec: 'progressDeadlineSeconds: 5, minReadySeconds: 5',
      says: ['spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(deployment(spec))).toEqual(says);
  });

  test.each(['replicas: 0', 'strategy: {type: Recreate}', 'strategy: {rollingUpdate: {maxSurge: 0}}'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(deployment(spec))).toEqual([]);
    },
  );
});

describe('StatefulSets', () => {
  const statefulSet = (spec: string): string =>
    `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}, ${spec}}}`;

  test.each([
    {
      spec: 'podManagementPolicy: Any',
      says: [`spec.podManagementPolicy: Invalid value: "Any": must be 'OrderedReady' or 'Parallel'`],
    },
    {
      spec: 'updateStrategy: {type: Rolling}',
      says: [
        `spec.updateStrategy: Invalid value: {"Type":"Rolling","RollingUpdate":null}: must be 'RollingUpdate' or 'OnDelete'`,
      ],
    },
    {
      spec: 'updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}',
      says: [
        `spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy 'RollingUpdate'`,
      ],
    },
    { spec: 'serviceName: a.b', says: ['spec.serviceName: Invalid value: "a.b": must not contain dots'] },
    {
      spec: 'ordinals: {start: -1}',
      says: ['spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(statefulSet(spec))).toEqual(says);
  });

  test.each(['serviceName: web', 'updateStrategy: {rollingUpdate: {partition: 1}}'])('%s is fine', (spec) => {
    expect(errorsOf(statefulSet(spec))).toEqual([]);
  });
});

describe('DaemonSets', () => {
  const daemonSet = (spec: string): string =>
    `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}, ${spec}}}`;

  test.each([
    {
      spec: 'updateStrategy: {type: Rolling}',
      says: [
        'spec.updateStrategy: Unsupported value: {"Type":"Rolling","RollingUpdate":null}: supported values: "RollingUpdate", "OnDelete"',
      ],
    },
    {
      spec: 'updateStrategy: {rollingUpdate: {maxUnavailable: 0}}',
      says: ['spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0'],
    },
    {
      spec: 'updateStrategy: {rollingUpdate: {maxSurge: 1}}',
      says: [
        'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(daemonSet(spec))).toEqual(says);
  });

  test.each(['updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}', 'updateStrategy: {type: OnDelete}'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(daemonSet(spec))).toEqual([]);
    },
  );
});

describe('ReplicationControllers', () => {
  const controller = (spec: string): string =>
    `{apiVersion: v1, kind: ReplicationController, metadata: {name: web}, spec: {${spec}}}`;

  test.each([
    { spec: '', says: ['spec.selector: Required value', 'spec.template: Required value'] },
    {
      spec: 'selector: {app: api}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}',
      says: [
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    },
    {
      spec: 'replicas: -1, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}',
      says: ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(controller(spec))).toEqual(says);
  });

  test.each(['template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: nginx}]}}'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(controller(spec))).toEqual([]);
    },
  );
});
