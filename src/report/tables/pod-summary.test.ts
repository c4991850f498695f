import { expect, test } from 'vitest';
import { stateOf } from '../../engine/testing/index.ts';
import { summarizePod } from './pod-summary.ts';

/** The rows follow TestPrintPod and TestPrintPodWithRestartableInitContainer in kubernetes pkg/printers/internalversion/printers_test.go. */
const ROWS: readonly (readonly [rule: string, pod: string, summary: string])[] = [
  ['a pod without a status is pending', 'spec: {containers: [{name: a}]}', '0/1 Pending 0'],
  [
    'a gated pod says so',
    'spec: {containers: [{name: a}]}, status: {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: SchedulingGated}]}',
    '0/1 SchedulingGated 0',
  ],
  [
    'a pod that no node takes is pending',
    'spec: {containers: [{name: a}]}, status: {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}]}',
    '0/1 Pending 0',
  ],
  [
    'the reason of the pod goes before its phase',
    'spec: {containers: [{name: a}]}, status: {phase: Failed, reason: Evicted}',
    '0/1 Evicted 0',
  ],
  [
    'a container that waits gives its reason',
    'spec: {containers: [{name: a}]}, status: {phase: Pending, containerStatuses: [{name: a, ready: false, restartCount: 0, state: {waiting: {reason: ContainerCreating}}}]}',
    '0/1 ContainerCreating 0',
  ],
  [
    'a container that runs is ready or not',
    'spec: {containers: [{name: a}, {name: b}]}, status: {phase: Running, containerStatuses: [{name: a, ready: true, restartCount: 1, state: {running: {}}}, {name: b, ready: false, restartCount: 2, state: {running: {}}}]}',
    '1/2 Running 3',
  ],
  [
    'the first container that is in trouble speaks',
    'spec: {containers: [{name: a}, {name: b}]}, status: {phase: Running, containerStatuses: [{name: a, ready: false, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}}}, {name: b, ready: false, restartCount: 0, state: {waiting: {reason: ImagePullBackOff}}}]}',
    '0/2 CrashLoopBackOff 4',
  ],
  [
    'a pod whose containers ended is completed',
    'spec: {containers: [{name: a}]}, status: {phase: Succeeded, containerStatuses: [{name: a, ready: false, restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed}}}]}',
    '0/1 Completed 0',
  ],
  [
    'completed beside a container that runs is running in a ready pod',
    'spec: {containers: [{name: a}, {name: b}]}, status: {phase: Running, conditions: [{type: Ready, status: "True"}], containerStatuses: [{name: a, ready: false, restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed}}}, {name: b, ready: true, restartCount: 0, state: {running: {}}}]}',
    '1/2 Running 0',
  ],
  [
    'and not ready in any other',
    'spec: {containers: [{name: a}, {name: b}]}, status: {phase: Running, containerStatuses: [{name: a, ready: false, restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed}}}, {name: b, ready: true, restartCount: 0, state: {running: {}}}]}',
    '1/2 NotReady 0',
  ],
  [
    'an end without a reason is told by its code',
    'spec: {containers: [{name: a}]}, status: {phase: Failed, containerStatuses: [{name: a, ready: false, restartCount: 0, state: {terminated: {exitCode: 3}}}]}',
    '0/1 ExitCode:3 0',
  ],
  [
    'or by its signal',
    'spec: {containers: [{name: a}]}, status: {phase: Failed, containerStatuses: [{name: a, ready: false, restartCount: 0, state: {terminated: {exitCode: 137, signal: 9}}}]}',
    '0/1 Signal:9 0',
  ],
  [
    'init containers are counted until they are done',
    'spec: {initContainers: [{name: i}, {name: j}], containers: [{name: a}]}, status: {phase: Pending, initContainerStatuses: [{name: i, ready: true, restartCount: 2, state: {terminated: {exitCode: 0}}}, {name: j, ready: false, restartCount: 0, state: {running: {}}}], containerStatuses: [{name: a, ready: false, restartCount: 0, state: {waiting: {reason: PodInitializing}}}]}',
    '0/1 Init:1/2 2',
  ],
  [
    'an init container that waits for its turn is no reason',
    'spec: {initContainers: [{name: i}], containers: [{name: a}]}, status: {phase: Pending, initContainerStatuses: [{name: i, ready: false, restartCount: 0, state: {waiting: {reason: PodInitializing}}}]}',
    '0/1 Init:0/1 0',
  ],
  [
    'an init container that crashes is',
    'spec: {initContainers: [{name: i}], containers: [{name: a}]}, status: {phase: Pending, initContainerStatuses: [{name: i, ready: false, restartCount: 5, state: {waiting: {reason: CrashLoopBackOff}}}]}',
    '0/1 Init:CrashLoopBackOff 5',
  ],
  [
    'and so is one that failed',
    'spec: {initContainers: [{name: i}], containers: [{name: a}]}, status: {phase: Pending, initContainerStatuses: [{name: i, ready: false, restartCount: 0, state: {terminated: {exitCode: 1, reason: Error}}}]}',
    '0/1 Init:Error 0',
  ],
  [
    'restarts of init containers are forgotten once they are done',
    'spec: {initContainers: [{name: i}], containers: [{name: a}]}, status: {phase: Running, initContainerStatuses: [{name: i, ready: true, restartCount: 7, state: {terminated: {exitCode: 0}}}], containerStatuses: [{name: a, ready: true, restartCount: 1, state: {running: {}}}]}',
    '1/1 Running 1',
  ],
  [
    'a sidecar counts as a container, and its restarts do',
    'spec: {initContainers: [{name: s, restartPolicy: Always}], containers: [{name: a}]}, status: {phase: Running, initContainerStatuses: [{name: s, ready: true, started: true, restartCount: 3, state: {running: {}}}], containerStatuses: [{name: a, ready: true, restartCount: 1, state: {running: {}}}]}',
    '2/2 Running 4',
  ],
  [
    'a sidecar that has started is no longer waited for, ready or not',
    'spec: {initContainers: [{name: s, restartPolicy: Always}], containers: [{name: a}]}, status: {phase: Running, initContainerStatuses: [{name: s, ready: false, started: true, restartCount: 0, state: {running: {}}}], containerStatuses: [{name: a, ready: true, restartCount: 0, state: {running: {}}}]}',
    '1/2 Running 0',
  ],
  [
    'a sidecar that has not started holds the pod back',
    'spec: {initContainers: [{name: s, restartPolicy: Always}], containers: [{name: a}]}, status: {phase: Pending, initContainerStatuses: [{name: s, ready: false, started: false, restartCount: 0, state: {running: {}}}]}',
    '0/2 Init:0/1 0',
  ],
  [
    'though a pod that was initialized before still counts its containers',
    'spec: {initContainers: [{name: s, restartPolicy: Always}], containers: [{name: a}]}, status: {phase: Running, conditions: [{type: Initialized, status: "True"}], initContainerStatuses: [{name: s, ready: false, started: false, restartCount: 2, state: {waiting: {reason: CrashLoopBackOff}}}], containerStatuses: [{name: a, ready: true, restartCount: 0, state: {running: {}}}]}',
    '1/2 Init:CrashLoopBackOff 2',
  ],
  [
    'a pod that succeeded forgives sidecars that were killed',
    'spec: {initContainers: [{name: s, restartPolicy: Always}], containers: [{name: a}]}, status: {phase: Succeeded, conditions: [{type: Initialized, status: "True"}], initContainerStatuses: [{name: s, ready: false, started: false, restartCount: 3, state: {terminated: {exitCode: 137, reason: Error}}}], containerStatuses: [{name: a, ready: false, restartCount: 4, state: {terminated: {exitCode: 0, reason: Completed}}}]}',
    '0/2 Completed 7',
  ],
  [
    'a status of a container that is not there counts for nothing',
    'spec: {initContainers: [{name: i}, {name: s, restartPolicy: Always}], containers: [{name: a}]}, status: {phase: Running, initContainerStatuses: [{name: gone, restartCount: 0}, {name: i, restartCount: 0}], containerStatuses: [{name: gone, restartCount: 0}]}',
    '0/2 Init:0/2 0',
  ],
  [
    'a pod that is deleted is terminating',
    'metadata: {name: p, deletionTimestamp: "2024-01-01T00:00:00Z"}, spec: {containers: [{name: a}]}, status: {phase: Running}',
    '0/1 Terminating 0',
  ],
  [
    'but not one that has ended',
    'metadata: {name: p, deletionTimestamp: "2024-01-01T00:00:00Z"}, spec: {containers: [{name: a}]}, status: {phase: Failed}',
    '0/1 Failed 0',
  ],
  [
    'nor one whose node is lost',
    'metadata: {name: p, deletionTimestamp: "2024-01-01T00:00:00Z"}, spec: {containers: [{name: a}]}, status: {phase: Running, reason: NodeLost}',
    '0/1 Unknown 0',
  ],
];

test.each(ROWS)('%s', (_, pod, expected) => {
  const metadata = pod.startsWith('metadata') ? '' : 'metadata: {name: p}, ';
  const object = stateOf(`{kind: Pod, ${metadata}${pod}}`).list('Pod')[0]?.object;
  if (object === undefined) throw new Error('the row holds no pod');
  const { ready, total, status, restarts } = summarizePod(object);
  expect(`${ready}/${total} ${status} ${restarts}`).toBe(expected);
});
