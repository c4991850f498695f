import { describe, expect, test } from 'vitest';
import { type Row, waysOf } from './told.fixture.ts';

/** A policy for all pods, or those named, that lets nobody in or out. */
describe('a pod that cannot connect', () => {
  const pod = (status: string, spec = '') => `
---
{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {${spec}containers: [{name: c, image: nginx}, {name: d, image: nginx}]}, status: ${status}}
`;
  const to = '10.244.2.2:80';
  test.each<Row>([
    {
      rule: 'has no address yet',
      from: 'pod p',
      to,
      yaml: pod('{}'),
      ways: [['unreachable via null', 'resolve fail p: client-not-running: pod default/p is Pending']],
    },
    {
      rule: 'for a reason that its status tells',
      from: 'pod p',
      to,
      yaml: pod('{phase: Pending, message: "no image"}'),
      ways: [['unreachable via null', 'resolve fail p: client-not-running: pod default/p is Pending: no image']],
    },
    {
      rule: 'because nobody scheduled it',
      from: 'pod p',
      to,
      yaml: pod(
        '{phase: Pending, message: m, conditions: [{type: Ready, status: "False", message: x}, {type: PodScheduled, status: "False", reason: Unschedulable, message: "0/3 nodes are available"}]}',
      ),
      ways: [
        [
          'unreachable via null',
          'resolve fail p: client-not-running: pod default/p is Pending: 0/3 nodes are available',
        ],
      ],
    },
    {
      rule: 'for want of a sentence, by one word',
      from: 'pod p',
      to,
      yaml: pod('{phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}]}'),
      ways: [['unreachable via null', 'resolve fail p: client-not-running: pod default/p is Pending: Unschedulable']],
    },
    {
      rule: 'is scheduled, and waits',
      from: 'pod p',
      to,
      yaml: pod('{phase: Pending, message: waits, conditions: [{type: PodScheduled, status: "True", message: x}]}'),
      ways: [['unreachable via null', 'resolve fail p: client-not-running: pod default/p is Pending: waits']],
    },
    {
      rule: 'has finished',
      from: 'pod p',
      to,
      yaml: pod('{phase: Succeeded, podIPs: [{ip: 10.244.1.9}]}', 'nodeName: one, '),
      ways: [['unreachable via null', 'resolve fail p: client-not-running: pod default/p is Succeeded']],
    },
    {
      rule: 'has a container that does not run',
      from: 'pod p c',
      to,
      yaml: pod(
        '{phase: Running, podIPs: [{ip: 10.244.1.9}], containerStatuses: [{name: d, state: {running: {}}}, {name: c, state: {waiting: {reason: CrashLoopBackOff, message: again}}}]}',
        'nodeName: one, ',
      ),
      ways: [
        [
          'unreachable via null',
          'resolve fail p: client-not-running: container c of pod default/p does not run: CrashLoopBackOff: again',
        ],
      ],
    },
    {
      rule: 'and another one that does',
      from: 'pod p d',
      to,
      yaml: pod(
        '{phase: Running, podIPs: [{ip: 10.244.1.9}], containerStatuses: [{name: c, state: {waiting: {reason: CrashLoopBackOff, message: again}}}, {name: d, state: {running: {}}}]}',
        'nodeName: one, ',
      ),
      ways: [
        [
          'connected via PodIP at Pod b:80 as 10.244.1.9',
          'egress pass p: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'and none of which anything is known',
      from: 'pod p d',
      to,
      yaml: pod('{phase: Running, podIPs: [{ip: 10.244.1.9}], containerStatuses: [{name: d}]}', 'nodeName: one, '),
      ways: [
        [
          'connected via PodIP at Pod b:80 as 10.244.1.9',
          'egress pass p: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});
