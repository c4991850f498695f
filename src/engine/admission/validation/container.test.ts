import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('containers', () => {
  const pod = (spec: string): string =>
    `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{${spec}}]}}`;

  test.each([
    { spec: 'image: x', says: ['spec.containers[0].name: Required value'] },
    { spec: 'name: a.b, image: x', says: ['spec.containers[0].name: Invalid value: "a.b": must not contain dots'] },
    {
      spec: 'name: A, image: x',
      says: [
        `spec.containers[0].name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      ],
    },
    { spec: 'name: a', says: ['spec.containers[0].image: Required value'] },
    {
      spec: 'name: a, image: x, imagePullPolicy: Sometimes',
      says: [
        'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
      ],
    },
    {
      spec: 'name: a, image: x, restartPolicy: Sometimes',
      says: [
        'spec.containers[0].restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(pod(spec))).toEqual(says);
  });

  test.each(['name: a, image: x, imagePullPolicy: Never', 'name: a, image: x, restartPolicy: Always'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(pod(spec))).toEqual([]);
    },
  );
});

describe('several containers', () => {
  const pod = (spec: string): string => `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {${spec}}}`;

  test.each([
    { spec: 'containers: []', says: ['spec.containers: Required value'] },
    {
      spec: 'containers: [{name: a, image: x}, {name: a, image: y}]',
      says: ['spec.containers[1].name: Duplicate value: "a"'],
    },
    {
      spec: 'containers: [{name: a, image: x}], initContainers: [{name: a, image: y}]',
      says: ['spec.initContainers[0].name: Duplicate value: "a"'],
    },
    {
      spec: 'containers: [{name: a, image: x, ports: [{containerPort: 80, hostPort: 80}]}, {name: b, image: y, ports: [{containerPort: 81, hostPort: 80}]}]',
      says: ['spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//80"'],
    },
    {
      spec: 'containers: [{name: a, image: x}], initContainers: [{name: i, image: y, readinessProbe: {tcpSocket: {port: 1}}}]',
      says: [
        'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(pod(spec))).toEqual(says);
  });

  test.each([
    'containers: [{name: a, image: x, ports: [{containerPort: 80}]}, {name: b, image: y, ports: [{containerPort: 80}]}]',
    'containers: [{name: a, image: x, ports: [{containerPort: 80, hostPort: 80}]}, {name: b, image: y, ports: [{containerPort: 80, hostPort: 80, protocol: UDP}]}]',
    'containers: [{name: a, image: x}], initContainers: [{name: i, image: y, restartPolicy: Always, readinessProbe: {tcpSocket: {port: 1}}}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(pod(spec))).toEqual([]);
  });
});

describe('container ports', () => {
  const pod = (spec: string): string =>
    `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: nginx, ports: [${spec}]}]}}`;

  test.each([
    { spec: '{}', says: ['spec.containers[0].ports[0].containerPort: Required value'] },
    {
      spec: '{containerPort: 70000}',
      says: ['spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive'],
    },
    {
      spec: '{containerPort: 80, hostPort: -1}',
      says: ['spec.containers[0].ports[0].hostPort: Invalid value: -1: must be between 1 and 65535, inclusive'],
    },
    {
      spec: '{containerPort: 80, protocol: TPC}',
      says: ['spec.containers[0].ports[0].protocol: Unsupported value: "TPC": supported values: "SCTP", "TCP", "UDP"'],
    },
    {
      spec: '{containerPort: 80, name: HTTP}',
      says: [
        'spec.containers[0].ports[0].name: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'spec.containers[0].ports[0].name: Invalid value: "HTTP": must contain at least one letter (a-z)',
      ],
    },
    {
      spec: '{containerPort: 80, name: a-name-that-is-long}',
      says: [
        'spec.containers[0].ports[0].name: Invalid value: "a-name-that-is-long": must be no more than 15 characters',
      ],
    },
    {
      spec: "{containerPort: 80, name: '8080'}",
      says: ['spec.containers[0].ports[0].name: Invalid value: "8080": must contain at least one letter (a-z)'],
    },
    {
      spec: '{containerPort: 80, name: a--b}',
      says: ['spec.containers[0].ports[0].name: Invalid value: "a--b": must not contain consecutive hyphens'],
    },
    {
      spec: '{containerPort: 80, name: -a}',
      says: ['spec.containers[0].ports[0].name: Invalid value: "-a": must not begin or end with a hyphen'],
    },
    {
      spec: '{containerPort: 80, name: http}, {containerPort: 81, name: http}',
      says: ['spec.containers[0].ports[1].name: Duplicate value: "http"'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(pod(spec))).toEqual(says);
  });

  test.each([
    '{containerPort: 80, name: http-2}',
    '{containerPort: 53, protocol: UDP}, {containerPort: 53, protocol: SCTP}',
    '{containerPort: 80}, {containerPort: 80}',
  ])('%s is fine', (spec) => {
    expect(errorsOf(pod(spec))).toEqual([]);
  });
});

describe('probes', () => {
  const pod = (spec: string): string =>
    `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: nginx, ${spec}}]}}`;

  test.each([
    {
      spec: 'livenessProbe: {}',
      says: ['spec.containers[0].livenessProbe: Required value: must specify a handler type'],
    },
    {
      spec: 'livenessProbe: {tcpSocket: {port: 80}, successThreshold: 2}',
      says: ['spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1'],
    },
    {
      spec: 'livenessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}',
      says: ['spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
    },
    {
      spec: 'readinessProbe: {tcpSocket: {port: 0}}',
      says: [
        'spec.containers[0].readinessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, inclusive',
      ],
    },
    {
      spec: 'readinessProbe: {tcpSocket: {port: HTTP}}',
      says: [
        'spec.containers[0].readinessProbe.tcpSocket.port: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'spec.containers[0].readinessProbe.tcpSocket.port: Invalid value: "HTTP": must contain at least one letter (a-z)',
      ],
    },
    {
      spec: 'readinessProbe: {tcpSocket: {port: 80}, timeoutSeconds: -1}',
      says: ['spec.containers[0].readinessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0'],
    },
    {
      spec: 'readinessProbe: {tcpSocket: {port: 80}, terminationGracePeriodSeconds: 5}',
      says: [
        'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes',
      ],
    },
    {
      spec: 'startupProbe: {exec: {command: []}}',
      says: ['spec.containers[0].startupProbe.exec.command: Required value'],
    },
    {
      spec: 'livenessProbe: {httpGet: {port: 80, scheme: ftp}}',
      says: [
        'spec.containers[0].livenessProbe.httpGet.scheme: Unsupported value: "ftp": supported values: "HTTP", "HTTPS"',
      ],
    },
    {
      spec: 'livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: a b, value: c}]}}',
      says: [
        `spec.containers[0].livenessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
      ],
    },
    {
      spec: 'livenessProbe: {grpc: {port: 70000}}',
      says: [
        'spec.containers[0].livenessProbe.grpc.port: Invalid value: 70000: must be between 1 and 65535, inclusive',
      ],
    },
    {
      spec: 'lifecycle: {preStop: {sleep: {seconds: 31}}}',
      says: [
        'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(pod(spec))).toEqual(says);
  });

  test.each([
    'readinessProbe: {httpGet: {port: http}, successThreshold: 2}',
    'lifecycle: {preStop: {sleep: {seconds: 30}}}',
  ])('%s is fine', (spec) => {
    expect(errorsOf(pod(spec))).toEqual([]);
  });
});

describe('environment', () => {
  const pod = (spec: string): string =>
    `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: nginx, ${spec}}]}}`;

  test.each([
    { spec: "env: [{name: ''}]", says: ['spec.containers[0].env[0].name: Required value'] },
    {
      spec: 'env: [{name: A=B}]',
      says: [
        `spec.containers[0].env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='`,
      ],
    },
    {
      spec: 'env: [{name: A, valueFrom: {}}]',
      says: [
        'spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      ],
    },
    {
      spec: 'env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]',
      says: ['spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
    },
    {
      spec: 'env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.ip}}}]',
      says: [
        'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "status.ip": error converting fieldPath: field label not supported: status.ip',
      ],
    },
    {
      spec: 'env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}]',
      says: [
        'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
      ],
    },
    {
      spec: "env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: ''}}}]",
      says: ['spec.containers[0].env[0].valueFrom.configMapKeyRef.key: Required value'],
    },
    {
      spec: 'env: [{name: A, valueFrom: {secretKeyRef: {name: c, key: a b}}}]',
      says: [
        `spec.containers[0].env[0].valueFrom.secretKeyRef.key: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      ],
    },
    {
      spec: 'envFrom: [{}]',
      says: ['spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`'],
    },
    {
      spec: "envFrom: [{secretRef: {name: ''}}]",
      says: ['spec.containers[0].envFrom[0].secretRef.name: Required value'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(pod(spec))).toEqual(says);
  });

  test.each([
    "env: [{name: A, valueFrom: {fieldRef: {fieldPath: 'metadata.labels[''app'']'}}}]",
    'env: [{name: a.b-c, value: x}]',
    'envFrom: [{prefix: A_, configMapRef: {name: c}}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(pod(spec))).toEqual([]);
  });
});

describe('resources', () => {
  const pod = (spec: string): string =>
    `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: nginx, resources: {${spec}}}]}}`;

  test.each([
    {
      spec: 'limits: {cpu: 100m}, requests: {cpu: 200m}',
      says: [
        'spec.containers[0].resources.requests: Invalid value: "200m": must be less than or equal to cpu limit of 100m',
      ],
    },
    {
      spec: 'limits: {cpu: 0.5, memory: 1024Mi}, requests: {cpu: 1.5, memory: 2Gi}',
      says: [
        'spec.containers[0].resources.requests: Invalid value: "1500m": must be less than or equal to cpu limit of 500m',
        'spec.containers[0].resources.requests: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi',
      ],
    },
    {
      spec: "requests: {cpu: '-1'}",
      says: ['spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    },
    {
      spec: 'requests: {gpu: 1}',
      says: [
        'spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
        'spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource for containers',
      ],
    },
    {
      spec: 'requests: {nvidia.com/gpu: 1}',
      says: ['spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources'],
    },
    {
      spec: 'limits: {nvidia.com/gpu: 2}, requests: {nvidia.com/gpu: 1}',
      says: ['spec.containers[0].resources.requests: Invalid value: "1": must be equal to nvidia.com/gpu limit of 2'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(pod(spec))).toEqual(says);
  });

  test.each(['limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 1000m, memory: 1024Mi}', 'limits: {nvidia.com/gpu: 1}'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(pod(spec))).toEqual([]);
    },
  );
});

describe('volumes and mounts', () => {
  const pod = (spec: string): string => `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {${spec}}}`;

  test.each([
    {
      spec: 'containers: [{name: a, image: x, volumeMounts: [{name: v, mountPath: /v}]}]',
      says: ['spec.containers[0].volumeMounts[0].name: Not found: "v"'],
    },
    {
      spec: 'containers: [{name: a, image: x, volumeMounts: [{name: v, mountPath: /v}]}], volumes: [{name: V}]',
      says: [
        `spec.volumes[0].name: Invalid value: "V": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
        'spec.containers[0].volumeMounts[0].name: Not found: "v"',
      ],
    },
    {
      spec: 'containers: [{name: a, image: x}], volumes: [{name: v, configMap: {}}]',
      says: ['spec.volumes[0].configMap.name: Required value'],
    },
    {
      spec: 'containers: [{name: a, image: x}], volumes: [{name: v}, {name: v}]',
      says: ['spec.volumes[1].name: Duplicate value: "v"'],
    },
    {
      spec: 'containers: [{name: a, image: x}], volumes: [{name: v, emptyDir: {}, hostPath: {path: /}}]',
      says: ['spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'],
    },
    {
      spec: 'containers: [{name: a, image: x, volumeMounts: [{name: v, mountPath: /v, subPath: ../x}]}], volumes: [{name: v}]',
      says: [`spec.containers[0].volumeMounts.subPath: Invalid value: "../x": must not contain '..'`],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(pod(spec))).toEqual(says);
  });

  test.each(['containers: [{name: a, image: x, volumeMounts: [{name: v, mountPath: /v}]}], volumes: [{name: v}]'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(pod(spec))).toEqual([]);
    },
  );
});
