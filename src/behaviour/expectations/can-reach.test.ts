import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import { expectCannotReach, expectCanReach, SpecFailure } from '../index.ts';

const pod = (name: string, node = 'worker-1', more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: ${name}}}, spec: {nodeName: ${node}, containers: [{name: c, image: nginx}]${more}}}`;
const service = (name: string, app: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {selector: {${app}}, ports: [{port: 80}]}}`;
const policy = (name: string, app: string, from: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}}, spec: {podSelector: {matchLabels: {app: ${app}}}, ingress: [{from: [{podSelector: {matchLabels: {app: ${from}}}}]}]}}`;

const cluster = Cluster.of({
  yaml: [
    pod('web'),
    pod('guest'),
    pod('open').replace('app: open', 'app: open, both: yes-both'),
    pod('shut').replace('app: shut', 'app: shut, both: yes-both'),
    service('open', 'app: open'),
    service('shut', 'app: shut'),
    service('both', 'both: yes-both'),
    '{apiVersion: v1, kind: Service, metadata: {name: far, namespace: office}, spec: {ports: [{port: 80}]}}',
    policy('shut', 'shut', 'web'),
  ].join('\n---\n'),
});

type Verdict = 'holds' | 'fails' | 'is an error';

async function verdict(expectation: Promise<void>): Promise<Verdict> {
  try {
    await expectation;
    return 'holds';
  } catch (error) {
    if (error instanceof SpecFailure) return 'fails';
    if (error instanceof SetupError) return 'is an error';
    throw error;
  }
}

describe('who can reach what', () => {
  test.each<readonly [from: string, to: string, can: Verdict, cannot: Verdict, because: string]>([
    ['guest', 'open:80', 'holds', 'fails', 'nothing stands in between'],
    ['guest', 'shut:80', 'fails', 'holds', 'a policy keeps it out'],
    ['guest', 'open:81', 'fails', 'holds', 'the Service has no such port'],
    ['guest', 'both:80', 'fails', 'fails', 'one of two ways gets through: that is neither'],
    ['web', 'both:80', 'holds', 'fails', 'both ways get through'],
    ['guest', 'default/open:80', 'holds', 'fails', 'the Service of that namespace and name'],
    ['guest', 'opne:80', 'fails', 'is an error', 'nobody knows the name: it proves nothing'],
    ['guest', 'far:80', 'fails', 'is an error', 'a Service of another namespace, which this client does not find'],
    ['guest', 'far.office:80', 'fails', 'holds', 'it has no endpoints'],
    ['guest', 'bank.example:443', 'fails', 'is an error', 'a host outside that nobody was told of'],
    ['guest', 'default/open', 'is an error', 'is an error', 'no port is named'],
    ['guest', 'default/none:80', 'is an error', 'is an error', 'there is no such workload'],
    ['nobody-there', 'open:80', 'is an error', 'is an error', 'there is no such client'],
  ])('%s can reach %s %s, cannot reach %s: %s', async (from, to, can, cannot) => {
    const reaching = { from, to, namespace: 'default' };
    expect([
      await verdict(expectCanReach(cluster, reaching)),
      await verdict(expectCannotReach(cluster, reaching)),
    ]).toEqual([can, cannot]);
  });

  test('neither holds where nobody can tell: a policy is rejected', async () => {
    const slip = policy('slip', 'web', 'guest').replace('ingress:', 'ingres:');
    const doubted = Cluster.of({ yaml: [pod('web'), pod('guest'), slip].join('\n---\n') });
    const reaching = { from: 'guest', to: 'default/web:80', namespace: 'default' };
    for (const expectation of [expectCanReach, expectCannotReach])
      await expect(expectation(doubted, reaching)).rejects.toThrow('guest is unknown: ');
  });

  test('a failure says what happened, and shows the way', async () => {
    const reaching = { from: 'guest', to: 'shut:80', namespace: 'default' };
    await expect(expectCanReach(cluster, reaching)).rejects.toThrow(
      /expected: guest can reach shut:80\nbut: {6}guest does not connect: timeout\n[\s\S]*NetworkPolicy default\/shut isolates/,
    );
  });
});
