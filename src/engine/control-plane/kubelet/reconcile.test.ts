import { describe, expect, test } from 'vitest';
import type { Pod, Reconciliation } from '../../model/index.ts';
import { nodeOf, stateOf, testSpec } from '../../testing/index.ts';
import { reconcilePods } from './reconcile.ts';

const NODES = ['worker-1', 'gone']
  .map((name) => `{apiVersion: v1, kind: Node, metadata: {name: ${name}}}`)
  .join('\n---\n');
const SPEC = { ...testSpec, nodes: [nodeOf({ name: 'worker-1' }), nodeOf({ name: 'gone', up: false })] };
const ADDRESS = 'status: {podIP: 10.244.1.2, podIPs: [{ip: 10.244.1.2}]}';

function reconcile(pod: string): Reconciliation {
  return reconcilePods(stateOf(`${NODES}\n---\n{apiVersion: v1, kind: Pod, ${pod}}`, SPEC));
}

function written({ changes }: Reconciliation): Pod['status'] {
  const [change] = changes;
  return change?.kind === 'put' ? (change.resource.object as Pod).status : undefined;
}

function conditionsOf(status: Pod['status']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (status?.conditions ?? []).map(({ type, status: value, reason }) => [type, reason ?? value]),
  );
}

const WEB = 'spec: {nodeName: worker-1, containers: [{name: web, image: nginx}]}';

describe('a pod that has its address', () => {
  test('runs, and is ready', () => {
    const status = written(reconcile(`metadata: {name: web}, ${WEB}, ${ADDRESS}`));
    expect(status).toMatchObject({ phase: 'Running', podIP: '10.244.1.2' });
    expect(conditionsOf(status)).toEqual({
      PodReadyToStartContainers: 'True',
      Initialized: 'True',
      Ready: 'True',
      ContainersReady: 'True',
      PodScheduled: 'True',
    });
    expect(status?.containerStatuses).toMatchObject([
      { name: 'web', ready: true, started: true, state: { running: {} } },
    ]);
  });

  test('is not ready where its annotation says so', () => {
    const status = written(
      reconcile(`metadata: {name: web, annotations: {curlew.dev/ready: "false"}}, ${WEB}, ${ADDRESS}`),
    );
    expect(conditionsOf(status)).toMatchObject({ Ready: 'ContainersNotReady', ContainersReady: 'ContainersNotReady' });
    expect(status?.conditions?.find(({ type }) => type === 'Ready')?.message).toBe(
      'containers with unready status: [web]',
    );
    expect(status?.containerStatuses).toMatchObject([{ ready: false, started: true, state: { running: {} } }]);
  });

  test.each([
    // Only the ports of the same container count.
    ['tcpSocket: {port: metrics}', false],
    ['httpGet: {port: http}', true],
    ['httpGet: {port: 9090}', true],
    ['exec: {command: [ls]}', true],
  ])('whose readiness probe asks %s: ready is %s', (probe, ready) => {
    const containers = `[{name: web, image: x, ports: [{name: http, containerPort: 80}], readinessProbe: {${probe}}}, {name: b, image: x, ports: [{name: metrics, containerPort: 81}]}]`;
    const status = written(
      reconcile(`metadata: {name: web}, spec: {nodeName: worker-1, containers: ${containers}}, ${ADDRESS}`),
    );
    expect(status?.containerStatuses).toMatchObject([
      { ready, started: true, state: { running: {} } },
      { ready: true },
    ]);
    expect(conditionsOf(status)).toMatchObject({ Ready: ready ? 'True' : 'ContainersNotReady' });
  });

  test.each([
    ['image: x, startupProbe: {tcpSocket: {port: http}}', false, false],
    ['image: x, startupProbe: {tcpSocket: {port: 80}}', true, true],
    ['image: x, livenessProbe: {tcpSocket: {port: http}}', true, true],
    ['image: nginx, readinessProbe: {tcpSocket: {port: 8080}}', false, true],
    ['image: nginx, startupProbe: {tcpSocket: {port: 8080}}', false, false],
    ['image: nginx, livenessProbe: {tcpSocket: {port: 8080}}', true, true],
    ['image: nginx, readinessProbe: {tcpSocket: {port: 80}}', true, true],
    ['image: x, readinessProbe: {tcpSocket: {port: 8080}}', true, true],
  ])('with %s: ready is %s', (probe, ready, started) => {
    const containers = `[{name: web, ${probe}}]`;
    const status = written(
      reconcile(`metadata: {name: web}, spec: {nodeName: worker-1, containers: ${containers}}, ${ADDRESS}`),
    );
    expect(status?.containerStatuses).toMatchObject([{ ready, started }]);
  });

  test('with a probe at a port on which nobody listens: with a warning at its line', () => {
    const { diagnostics } = reconcile(
      `metadata: {name: web}, spec: {nodeName: worker-1, containers: [{name: web, image: nginx, readinessProbe: {httpGet: {port: 8080}}}]}, ${ADDRESS}`,
    );
    expect(diagnostics).toMatchObject([
      {
        code: 'probe-port-closed',
        severity: 'warning',
        message:
          'readinessProbe of container web of pod default/web asks 8080/TCP, on which nobody in the pod listens: it is never ready',
        at: { file: 'test.yaml', line: 5 },
      },
    ]);
  });

  test('with a sidecar whose startup probe names a missing port: the pod is not ready', () => {
    const status = written(
      reconcile(
        `metadata: {name: web}, spec: {nodeName: worker-1, initContainers: [{name: side, image: y, restartPolicy: Always, startupProbe: {tcpSocket: {port: nope}}}, {name: init, image: y, readinessProbe: {tcpSocket: {port: nope}}}], containers: [{name: web, image: nginx}]}, ${ADDRESS}`,
      ),
    );
    expect(status?.initContainerStatuses).toMatchObject([{ ready: false, started: false }, { ready: true }]);
    expect(status?.containerStatuses).toMatchObject([{ ready: true }]);
    expect(conditionsOf(status)).toMatchObject({ Ready: 'ContainersNotReady' });
  });

  test.each([
    ['', 'ReadinessGatesNotReady'],
    ['{type: example.com/in, status: "False"}', 'ReadinessGatesNotReady'],
    ['{type: example.com/out, status: "True"}', 'ReadinessGatesNotReady'],
    ['{type: example.com/in, status: "True"}', 'True'],
  ])('with a readiness gate, and the condition %s: %s', (condition, expected) => {
    const spec = `spec: {nodeName: worker-1, readinessGates: [{conditionType: example.com/in}], containers: [{name: web, image: nginx}]}`;
    const status = written(
      reconcile(
        `metadata: {name: web}, ${spec}, status: {podIP: 10.244.1.2, podIPs: [{ip: 10.244.1.2}], conditions: [${condition}]}`,
      ),
    );
    expect(conditionsOf(status)).toMatchObject({ Ready: expected, ContainersReady: 'True' });
  });

  test('says anew why its readiness gate is closed', () => {
    const spec = `spec: {nodeName: worker-1, readinessGates: [{conditionType: example.com/in}], containers: [{name: web, image: nginx}]}`;
    const state = stateOf(
      `${NODES}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: web}, ${spec}, ${ADDRESS}}`,
      SPEC,
    );
    const first = reconcilePods(state);
    const message = (status: Pod['status']) => status?.conditions?.find(({ type }) => type === 'Ready')?.message;
    expect(message(written(first))).toBe(
      'corresponding condition of pod readiness gate "example.com/in" does not exist.',
    );
    const [pod] = state.apply(first.changes).list('Pod');
    if (pod === undefined) throw new Error('no pod');
    const condition = { type: 'example.com/in', status: 'Unknown' };
    const status = { ...pod.object.status, conditions: [...(pod.object.status?.conditions ?? []), condition] };
    const object = { ...pod.object, status };
    const changed = state.apply([{ kind: 'put', resource: { ...pod, object } }]);
    expect(message(written(reconcilePods(changed)))).toBe(
      'the status of pod readiness gate "example.com/in" is not "True", but Unknown',
    );
  });

  test('keeps the conditions that others wrote', () => {
    const status = written(
      reconcile(
        `metadata: {name: web}, ${WEB}, status: {podIP: 10.244.1.2, podIPs: [{ip: 10.244.1.2}], conditions: [{type: example.com/in, status: "True"}]}`,
      ),
    );
    expect(conditionsOf(status)).toMatchObject({ Ready: 'True', 'example.com/in': 'True' });
  });

  test('with a port that two containers want: the later one crashes, with a warning at its line', () => {
    const result = reconcile(
      `metadata: {name: web}, spec: {nodeName: worker-1, containers: [{name: a, image: nginx}, {name: b, image: httpd}]}, ${ADDRESS}`,
    );
    expect(result.diagnostics).toMatchObject([
      { code: 'port-conflict', severity: 'warning', at: { file: 'test.yaml', line: 5 } },
    ]);
    expect(written(result)?.containerStatuses).toMatchObject([
      { name: 'a', ready: true },
      { name: 'b', ready: false, started: false, state: { waiting: { reason: 'CrashLoopBackOff' } } },
    ]);
    expect(conditionsOf(written(result))).toMatchObject({ Ready: 'ContainersNotReady' });
  });

  test('init containers have completed, and sidecars run', () => {
    const status = written(
      reconcile(
        `metadata: {name: web}, spec: {nodeName: worker-1, initContainers: [{name: init, image: x}, {name: side, image: y, restartPolicy: Always}], containers: [{name: web, image: nginx}]}, ${ADDRESS}`,
      ),
    );
    expect(status?.initContainerStatuses).toMatchObject([
      { name: 'init', ready: true, state: { terminated: { exitCode: 0, reason: 'Completed' } } },
      { name: 'side', ready: true, started: true, state: { running: {} } },
    ]);
  });

  test('a sidecar counts for readiness', () => {
    const status = written(
      reconcile(
        `metadata: {name: web, annotations: {curlew.dev/ready: "false"}}, spec: {nodeName: worker-1, initContainers: [{name: side, image: y, restartPolicy: Always}], containers: [{name: web, image: nginx}]}, ${ADDRESS}`,
      ),
    );
    expect(status?.initContainerStatuses).toMatchObject([{ ready: false }]);
    expect(status?.conditions?.find(({ type }) => type === 'Ready')?.message).toBe(
      'containers with unready status: [web side]',
    );
  });
});

describe('a pod that waits for its address', () => {
  test('is creating its containers', () => {
    const status = written(reconcile(`metadata: {name: web}, ${WEB}`));
    expect(status).toMatchObject({
      phase: 'Pending',
      containerStatuses: [{ state: { waiting: { reason: 'ContainerCreating' } } }],
    });
    expect(status).not.toHaveProperty('initContainerStatuses');
    expect(conditionsOf(status)).toMatchObject({
      PodReadyToStartContainers: 'False',
      Initialized: 'True',
      Ready: 'ContainersNotReady',
    });
  });

  test('with init containers is initializing', () => {
    const status = written(
      reconcile(
        'metadata: {name: web}, spec: {nodeName: worker-1, initContainers: [{name: i, image: x}], containers: [{name: web, image: nginx}]}',
      ),
    );
    expect(status?.initContainerStatuses).toMatchObject([
      { ready: false, state: { waiting: { reason: 'PodInitializing' } } },
    ]);
    expect(status?.containerStatuses).toMatchObject([{ state: { waiting: { reason: 'PodInitializing' } } }]);
    expect(conditionsOf(status)).toMatchObject({ Initialized: 'ContainersNotInitialized' });
  });
});

test('a pod on its way out is still asked whether it is ready', () => {
  const pod = `metadata: {name: web, deletionTimestamp: "2024-01-01T00:00:00Z", annotations: {curlew.dev/ready: "false"}}, ${WEB}, status: {phase: Running, podIPs: [{ip: 10.244.1.2}], containerStatuses: [{name: web, ready: true, state: {running: {}}}]}`;
  expect(written(reconcile(pod))?.containerStatuses).toMatchObject([{ ready: false }]);
});

describe('pods that are left alone', () => {
  test.each([
    ['unbound', 'metadata: {name: web}, spec: {containers: [{name: web, image: nginx}]}'],
    [
      'bound to a node that is down',
      `metadata: {name: web}, spec: {nodeName: gone, containers: [{name: web, image: nginx}]}, ${ADDRESS}`,
    ],
    [
      'bound to a node that does not exist',
      `metadata: {name: web}, spec: {nodeName: nowhere, containers: [{name: web, image: nginx}]}, ${ADDRESS}`,
    ],
    ['being deleted', `metadata: {name: web, deletionTimestamp: "2024-01-01T00:00:00Z"}, ${WEB}, ${ADDRESS}`],
    [
      'on its way out, and ready',
      `metadata: {name: web, deletionTimestamp: "2024-01-01T00:00:00Z"}, ${WEB}, status: {phase: Running, podIPs: [{ip: 10.244.1.2}], conditions: [{type: Ready, status: "True"}], containerStatuses: [{name: web, ready: true, state: {running: {}}}]}`,
    ],
    ['ended', `metadata: {name: web}, ${WEB}, status: {phase: Succeeded, podIP: 10.244.1.2}`],
  ])('%s', (_, pod) => {
    expect(reconcile(pod)).toEqual({ changes: [], diagnostics: [] });
  });

  test.each([
    ['running', `${WEB}, ${ADDRESS}`],
    [
      'crashing',
      `spec: {nodeName: worker-1, containers: [{name: a, image: nginx}, {name: b, image: httpd}]}, ${ADDRESS}`,
    ],
    ['creating', WEB],
    [
      'with an init container',
      `spec: {nodeName: worker-1, initContainers: [{name: i, image: x}], containers: [{name: web, image: nginx}]}, ${ADDRESS}`,
    ],
  ])('%s already, as they are', (_, spec) => {
    const before = stateOf(`${NODES}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: web}, ${spec}}`, SPEC);
    const { changes } = reconcilePods(before);
    expect(changes).toHaveLength(1);
    expect(reconcilePods(before.apply(changes)).changes).toEqual([]);
  });
});

test('an annotation that nobody can read is a warning', () => {
  const { diagnostics } = reconcile(
    `metadata: {name: web, annotations: {curlew.dev/listens: "80, http"}}, ${WEB}, ${ADDRESS}`,
  );
  expect(diagnostics).toMatchObject([
    { code: 'unreadable-listens', message: expect.stringContaining('"http" is no port') },
  ]);
});

test.each([
  ['15s', []],
  ['15', [{ code: 'unreadable-drains', message: expect.stringContaining('"15" is no duration'), at: { line: 5 } }]],
])('a pod that drains for %s', (drains, expected) => {
  const { diagnostics } = reconcile(
    `metadata: {name: web, annotations: {curlew.dev/drains: "${drains}"}}, ${WEB}, ${ADDRESS}`,
  );
  expect(diagnostics).toMatchObject(expected);
});
