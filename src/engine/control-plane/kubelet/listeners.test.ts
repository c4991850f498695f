import { describe, expect, test } from 'vitest';
import type { ImageSpec, Pod } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { listeningOf, parsePort } from './listeners.ts';

function podOf(spec: string, annotations = '{}'): Pod {
  const yaml = `{apiVersion: v1, kind: Pod, metadata: {name: pod, annotations: ${annotations}}, spec: ${spec}}`;
  const pod = stateOf(yaml).get('Pod', 'pod', 'default');
  if (pod === undefined) throw new Error('no pod');
  return pod.object;
}

function listens(spec: string, annotations?: string, images: readonly ImageSpec[] = []): readonly string[] {
  const { listeners } = listeningOf({ ...testSpec, images }, podOf(spec, annotations));
  return listeners.map(({ port, protocol, container, because }) => `${container} ${port}/${protocol} ${because}`);
}

describe('a pod listens on', () => {
  test.each([
    [
      'declared ports, TCP unless said otherwise',
      '{containers: [{name: a, image: x, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 8080}]}]}',
      ['a 53/UDP declared', 'a 8080/TCP declared'],
    ],
    [
      'the ports of an image that is known',
      '{containers: [{name: a, image: docker.io/library/nginx:1.27}]}',
      ['a 80/TCP image'],
    ],
    ['nothing of an image whose command is replaced', '{containers: [{name: a, image: nginx, command: [sleep]}]}', []],
    ['nothing of an image that nobody knows', '{containers: [{name: a, image: acme/nginx-exporter}]}', []],
    [
      'the port that a probe asks',
      '{containers: [{name: a, image: x, livenessProbe: {httpGet: {port: 8080}}}]}',
      ['a 8080/TCP probe'],
    ],
    [
      'the port that a probe names',
      '{containers: [{name: a, image: x, ports: [{name: http, containerPort: 81}], readinessProbe: {tcpSocket: {port: http}}}]}',
      ['a 81/TCP declared'],
    ],
    [
      'the port of a gRPC probe',
      '{containers: [{name: a, image: x, startupProbe: {grpc: {port: 9000}}}]}',
      ['a 9000/TCP probe'],
    ],
    [
      'one port over two protocols',
      '{containers: [{name: a, image: x, ports: [{containerPort: 53}, {containerPort: 53, protocol: UDP}]}]}',
      ['a 53/TCP declared', 'a 53/UDP declared'],
    ],
    [
      'the port that a probe asks of a server whose configuration is mounted',
      '{containers: [{name: a, image: nginx, volumeMounts: [{name: c, mountPath: /etc/nginx}], readinessProbe: {httpGet: {port: 8080}}}]}',
      ['a 80/TCP image', 'a 8080/TCP probe'],
    ],
    [
      'nothing that a probe asks of another host',
      '{containers: [{name: a, image: x, livenessProbe: {httpGet: {host: example.com, port: 8080}}}]}',
      [],
    ],
    [
      'nothing of a probe that runs a command',
      '{containers: [{name: a, image: x, livenessProbe: {exec: {command: [true]}}}]}',
      [],
    ],
    [
      'what sidecars listen on',
      '{initContainers: [{name: s, image: x, restartPolicy: Always, ports: [{containerPort: 15001}]}], containers: [{name: a, image: x}]}',
      ['s 15001/TCP declared'],
    ],
    [
      'nothing of other init containers',
      '{initContainers: [{name: i, image: nginx}], containers: [{name: a, image: x}]}',
      [],
    ],
  ] as const)('%s', (_, spec, expected) => {
    expect(listens(spec)).toEqual(expected);
  });

  test('what its annotation says, beside all else', () => {
    const spec = '{containers: [{name: a, image: nginx}]}';
    expect(listens(spec, '{curlew.dev/listens: "80, 9000/udp"}')).toEqual(['a 80/TCP image', 'a 9000/UDP annotation']);
  });

  test('what the Cluster file says of its image, in place of what is known', () => {
    const images = [{ name: 'nginx', listens: ['8080'] }];
    expect(listens('{containers: [{name: a, image: nginx}]}', '{}', images)).toEqual(['a 8080/TCP image']);
  });
});

describe('containers share one network namespace', () => {
  const conflictsOf = (spec: string, annotations?: string) =>
    listeningOf(testSpec, podOf(spec, annotations)).conflicts.map(
      ({ winner, loser }) => `${loser.container} loses ${loser.port} to ${winner.container}`,
    );

  test.each([
    [
      'two that declare one port',
      '{containers: [{name: a, image: x, ports: [{containerPort: 80}]}, {name: b, image: y, ports: [{containerPort: 80}]}]}',
      ['b loses 80 to a'],
    ],
    [
      'two whose images open one port',
      '{containers: [{name: a, image: nginx}, {name: b, image: httpd}]}',
      ['b loses 80 to a'],
    ],
    [
      'a sidecar starts first',
      '{initContainers: [{name: s, image: x, restartPolicy: Always, ports: [{containerPort: 80}]}], containers: [{name: a, image: nginx}]}',
      ['a loses 80 to s'],
    ],
    [
      'the same number of another protocol is another port',
      '{containers: [{name: a, image: x, ports: [{containerPort: 53}]}, {name: b, image: y, ports: [{containerPort: 53, protocol: UDP}]}]}',
      [],
    ],
    [
      'an image that was told another port gives way',
      '{containers: [{name: a, image: nginx}, {name: b, image: nginx, ports: [{containerPort: 8080}]}]}',
      [],
    ],
    [
      'whoever comes first',
      '{containers: [{name: a, image: nginx, ports: [{containerPort: 8080}]}, {name: b, image: nginx}]}',
      [],
    ],
    [
      'a probe may ask another container',
      '{containers: [{name: a, image: x, ports: [{containerPort: 80}]}, {name: b, image: y, livenessProbe: {tcpSocket: {port: 80}}}]}',
      [],
    ],
    [
      'a container may declare a port twice',
      '{containers: [{name: a, image: x, ports: [{containerPort: 80}, {containerPort: 80, name: again}]}]}',
      [],
    ],
  ] as const)('%s', (_, spec, expected) => {
    expect(conflictsOf(spec)).toEqual(expected);
  });

  test('the one that crashes listens on none of its ports', () => {
    const spec =
      '{containers: [{name: a, image: nginx}, {name: b, image: x, ports: [{containerPort: 80}, {containerPort: 81}]}]}';
    expect(listens(spec)).toEqual(['a 80/TCP image']);
  });

  test('the annotation adds to what the containers say, and takes nothing from them', () => {
    expect(
      conflictsOf('{containers: [{name: a, image: x}, {name: b, image: nginx}]}', '{curlew.dev/listens: "80"}'),
    ).toEqual([]);
  });
});

describe('what a container listens on is not known', () => {
  const unknownOf = (spec: string, annotations?: string) => listeningOf(testSpec, podOf(spec, annotations)).unknown;

  test.each([
    ['where nobody knows its image', '{containers: [{name: a, image: acme/api}]}', 'spec.containers.0.image'],
    [
      'where nobody knows its command',
      '{containers: [{name: a, image: nginx, command: [/app]}]}',
      'spec.containers.0.command',
    ],
    [
      'though another container of the pod says it',
      '{containers: [{name: a, image: nginx}, {name: b, image: acme/sidecar}]}',
      'spec.containers.1.image',
    ],
    [
      'of a sidecar',
      '{initContainers: [{name: s, image: acme/proxy, restartPolicy: Always}], containers: [{name: a, image: nginx}]}',
      'spec.initContainers.0.image',
    ],
  ])('%s', (_, spec, path) => {
    expect(unknownOf(spec)?.path.join('.')).toBe(path);
  });

  test.each([
    ['where it declares a port', '{containers: [{name: a, image: acme/api, ports: [{containerPort: 80}]}]}'],
    [
      'where a probe asks a port of it',
      '{containers: [{name: a, image: acme/api, livenessProbe: {tcpSocket: {port: 80}}}]}',
    ],
    ['where its image is known', '{containers: [{name: a, image: mirror.gcr.io/library/nginx}]}'],
    ['where it sleeps', '{containers: [{name: a, image: acme/api, command: [sleep, 1d]}]}'],
    [
      'where an init container has ended',
      '{initContainers: [{name: i, image: acme/setup}], containers: [{name: a, image: nginx}]}',
    ],
  ])('but not %s', (_, spec) => {
    expect(unknownOf(spec)).toBeUndefined();
  });

  test.each(['8080/TCP, http', '""'])('nor does an annotation %s that nobody can read to its end say it', (said) => {
    const annotation = `{curlew.dev/listens: ${JSON.stringify(said)}}`;
    expect(unknownOf('{containers: [{name: a, image: acme/api}]}', annotation)).toMatchObject({ name: 'a' });
  });

  test.each(['none', '8080/TCP'])('but not where the annotation says %s', (said) => {
    expect(unknownOf('{containers: [{name: a, image: acme/api}]}', `{curlew.dev/listens: "${said}"}`)).toBeUndefined();
  });
});

describe('a probe fails', () => {
  const failing = (containers: string, { annotations = '{}', more = '' } = {}) =>
    listeningOf(testSpec, podOf(`{${more}containers: [${containers}]}`, annotations)).failing.map(
      ({ container, probe, port }) => `${container} ${probe} ${port}`,
    );
  const PROBED = 'readinessProbe: {httpGet: {port: 8080}}';

  test.each([
    ['whose image listens elsewhere', `{name: a, image: nginx, ${PROBED}}`, ['a readinessProbe 8080']],
    ['which sleeps', `{name: a, image: acme/api, command: [sleep], ${PROBED}}`, ['a readinessProbe 8080']],
    [
      'whose startup probe asks',
      '{name: a, image: nginx, startupProbe: {tcpSocket: {port: 81}}}',
      ['a startupProbe 81'],
    ],
    [
      'which listens over UDP alone',
      `{name: a, image: busybox, command: [nc, -lu, "8080"], ${PROBED}}`,
      ['a readinessProbe 8080'],
    ],
  ])('of a container %s', (_, container, expected) => {
    expect(failing(container)).toEqual(expected);
    expect(listens(`{containers: [${container}]}`)).not.toContain('a 8080/TCP probe');
  });

  test.each([
    ['where it listens', '{name: a, image: nginx, readinessProbe: {httpGet: {port: 80}}}'],
    ['at a port that it declares', `{name: a, image: nginx, ports: [{containerPort: 8080}], ${PROBED}}`],
    [
      'at a port of another container',
      `{name: a, image: nginx, ${PROBED}}, {name: b, image: x, ports: [{containerPort: 8080}]}`,
    ],
    ['of an image that nobody knows', `{name: a, image: x, ports: [{containerPort: 80}], ${PROBED}}`],
    ['beside an image that nobody knows', `{name: a, image: nginx, ${PROBED}}, {name: b, image: x}`],
    ['that runs a command', '{name: a, image: nginx, readinessProbe: {exec: {command: [ls]}}}'],
    ['that asks another host', '{name: a, image: nginx, readinessProbe: {tcpSocket: {host: b, port: 8080}}}'],
  ])('but not %s', (_, containers) => {
    expect(failing(containers)).toEqual([]);
  });

  test('what the annotation says counts', () => {
    const container = `{name: a, image: nginx, ${PROBED}}`;
    expect(failing(container, { annotations: '{curlew.dev/listens: "8080"}' })).toEqual([]);
    expect(failing(container, { annotations: '{curlew.dev/listens: "127.0.0.1:8080"}' })).toHaveLength(1);
    expect(
      failing('{name: a, image: x, readinessProbe: {httpGet: {port: 1}}}', {
        annotations: '{curlew.dev/listens: none}',
      }),
    ).toHaveLength(1);
  });

  test('on the host network the node may answer', () => {
    expect(failing(`{name: a, image: nginx, ${PROBED}}`, { more: 'hostNetwork: true, ' })).toEqual([]);
  });
});

test('the annotation "none" says that nobody listens, whatever is known of the image', () => {
  expect(listens('{containers: [{name: a, image: nginx}]}', '{curlew.dev/listens: none}')).toEqual([]);
});

test.each([
  ['8080', 8080, 'TCP'],
  ['8080/tcp', 8080, 'TCP'],
  ['65535/SCTP', 65535, 'SCTP'],
] as const)('reads %s', (text, port, protocol) => {
  expect(parsePort(text)).toEqual({ port, protocol });
});

test.each(['', '0', '65536', '80/ICMP', '-1', '80 TCP', 'http'])('"%s" is no port', (text) => {
  expect(parsePort(text)).toBeUndefined();
});
