import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pod } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { drainsOf, endingsOf, leftAfter } from './ending.ts';

function podOf(spec: string, annotations = '{}'): Pod {
  const yaml = `{apiVersion: v1, kind: Pod, metadata: {name: pod, annotations: ${annotations}}, spec: ${spec}}`;
  const pod = stateOf(yaml).get('Pod', 'pod', 'default');
  if (pod === undefined) throw new Error('no pod');
  return pod.object;
}

/** How long each container accepts: `a 5`, or `a 5..30` where nobody knows. */
function accepts(spec: string, annotations?: string): readonly string[] {
  return endingsOf(testSpec, podOf(spec, annotations)).map(({ container, accepts: { surely, perhaps } }) =>
    surely === perhaps ? `${container} ${surely}` : `${container} ${surely}..${perhaps}`,
  );
}

const hooked = (hook: string, more = '') => `{${more}containers: [{name: a, image: x, lifecycle: {preStop: ${hook}}}]}`;
const exec = (...command: string[]) => hooked(`{exec: {command: ${JSON.stringify(command)}}}`);

describe('a container accepts', () => {
  test.each([
    ['no longer than till SIGTERM, which comes at once', '{containers: [{name: a, image: x}]}', ['a 0']],
    ['while it sleeps', hooked('{sleep: {seconds: 7}}'), ['a 7']],
    ['while its command sleeps', exec('sleep', '10'), ['a 10']],
    ['while its command sleeps, by its path', exec('/bin/sleep', '0.1m'), ['a 6']],
    ['while its command sleeps, by busybox', exec('busybox', 'sleep', '5s', '2'), ['a 7']],
    ['while a shell sleeps', exec('sh', '-c', 'sleep 5'), ['a 5']],
    ['while a shell of another name sleeps', exec('/bin/bash', '-ec', '/bin/sleep 5'), ['a 5']],
    ['while a script sleeps', exec('sh', '-c', 'echo bye; sleep 2 && sleep 3\n'), ['a 5']],
    ['as long as a script begins with sleep', exec('sh', '-c', 'sleep 5; nginx -s quit'), ['a 5..30']],
    ['nobody knows how long, where the script stops it first', exec('sh', '-c', 'nginx -s quit; sleep 5'), ['a 0..30']],
    ['nobody knows how long, where sleep is in the background', exec('sh', '-c', 'sleep 5 & stop'), ['a 0..30']],
    ['nobody knows how long, where a variable says it', exec('sh', '-c', 'sleep $PAUSE'), ['a 0..30']],
    ['nobody knows how long, where sleep is no shell’s', exec('drain', '-c', 'sleep 5'), ['a 0..30']],
    ['nobody knows how long, with a hook over HTTP', hooked('{httpGet: {port: 80}}'), ['a 0..30']],
    ['no pause at all, with a hook that the kubelet does not take', hooked('{tcpSocket: {port: 80}}'), ['a 0']],
    [
      'not beyond the grace period',
      hooked('{exec: {command: [sleep, "60"]}}', 'terminationGracePeriodSeconds: 20, '),
      ['a 20'],
    ],
    [
      'a second where the grace period is zero',
      hooked('{exec: {command: [sleep, "60"]}}', 'terminationGracePeriodSeconds: 0, '),
      ['a 1'],
    ],
    [
      'each by itself',
      '{containers: [{name: a, image: x, lifecycle: {preStop: {sleep: {seconds: 5}}}}, {name: b, image: y}]}',
      ['a 5', 'b 0'],
    ],
    [
      'as a sidecar, until the containers have ended',
      '{initContainers: [{name: s, image: x, restartPolicy: Always}], containers: [{name: a, image: x, lifecycle: {preStop: {sleep: {seconds: 5}}}}, {name: b, image: y}]}',
      ['a 5', 'b 0', 's 5'],
    ],
    [
      'as a sidecar, until those that started later have ended',
      '{initContainers: [{name: s, image: x, restartPolicy: Always}, {name: t, image: x, restartPolicy: Always, lifecycle: {preStop: {sleep: {seconds: 8}}}}], containers: [{name: a, image: x}]}',
      ['a 0', 't 8', 's 8'],
    ],
    [
      'nothing as an init container: it ended before',
      '{initContainers: [{name: i, image: x}], containers: [{name: a, image: x}]}',
      ['a 0'],
    ],
  ] as const)('%s', (_, spec, expected) => {
    expect(accepts(spec)).toEqual(expected);
  });

  test.each([
    ['{containers: [{name: a, image: x}]}', '15s', ['a 15']],
    [hooked('{sleep: {seconds: 5}}'), '15s', ['a 20']],
    [hooked('{sleep: {seconds: 5}}', 'terminationGracePeriodSeconds: 10, '), '15s', ['a 10']],
    // The kubelet leaves two seconds after a hook that took the whole period.
    [hooked('{sleep: {seconds: 10}}', 'terminationGracePeriodSeconds: 10, '), '15s', ['a 12']],
    ['{containers: [{name: a, image: x}]}', 'soon', ['a 0']],
  ] as const)('%s drains for %s', (spec, drains, expected) => {
    expect(accepts(spec, `{curlew.dev/drains: "${drains}"}`)).toEqual(expected);
  });

  test('never more surely than perhaps, and not beyond the grace period and what the kubelet adds', () => {
    const seconds = fc.integer({ min: 1, max: 40 });
    const hook = fc.oneof(
      seconds.map((each) => `, lifecycle: {preStop: {exec: {command: [sleep, "${each}"]}}}`),
      fc.constantFrom('', ', lifecycle: {preStop: {httpGet: {port: 80}}}'),
    );
    fc.assert(
      fc.property(hook, hook, seconds, seconds, (own, sidecar, grace, drains) => {
        const spec = `{terminationGracePeriodSeconds: ${grace}, initContainers: [{name: s, image: x, restartPolicy: Always${sidecar}}], containers: [{name: a, image: x${own}}]}`;
        for (const ending of endingsOf(testSpec, podOf(spec, `{curlew.dev/drains: ${drains}s}`))) {
          const { surely, perhaps } = ending.accepts;
          expect(surely).toBeLessThanOrEqual(perhaps);
          expect(perhaps).toBeLessThanOrEqual(grace + 2);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  ['CoreDNS waits as its Corefile says', 'registry.k8s.io/coredns/coredns:v1.12.1', 'kube-system', 5],
  ['another container of the add-on does not', 'registry.k8s.io/autoscaler', 'kube-system', 0],
  ['CoreDNS elsewhere has its own Corefile', 'coredns/coredns', 'default', 0],
])('%s', (_, image, namespace, seconds) => {
  const yaml = `{apiVersion: v1, kind: Pod, metadata: {name: dns, namespace: ${namespace}, labels: {k8s-app: kube-dns}}, spec: {containers: [{name: a, image: "${image}"}]}}`;
  const [pod] = stateOf(yaml).list('Pod');
  if (pod === undefined) throw new Error('no pod');
  expect(endingsOf(testSpec, pod.object)[0]?.accepts.surely).toBe(seconds);
});

test.each([
  [5, 5, 5, 'accepts'],
  [5, 4, 4, 'stopped'],
  [5, 0, 30, 'unknown'],
  [5, 0, 4, 'stopped'],
  [0, 0, 0, 'accepts'],
] as const)('after %i s, one that accepts for %i to %i s: %s', (seconds, surely, perhaps, left) => {
  expect(leftAfter(seconds, { accepts: { surely, perhaps } })).toBe(left);
});

test.each([
  ['15s', 15],
  ['1m30s', 90],
  ['500ms', 0.5],
  ['0s', 0],
  ['15', undefined],
  ['-5s', undefined],
  ['s', undefined],
  ['15s later', undefined],
] as const)('the annotation %s is %s seconds', (text, seconds) => {
  expect(drainsOf({ metadata: { name: 'a', namespace: 'b', annotations: { 'curlew.dev/drains': text } } })).toBe(
    seconds,
  );
});
