import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import {
  expectAllReach,
  expectAllResolve,
  expectCanReach,
  expectConnectivity,
  expectEndpoints,
  expectNoneReaches,
  expectNothingOutside,
  expectOnly,
  expectStaysReachable,
} from '../index.ts';

/* What a failure says of a large cluster is no longer than a page or two. */
const COUNT = 300;
const MOST_CHARACTERS = 10_000;

const each = (text: (index: number) => string) => Array.from({ length: COUNT }, (_, index) => text(index));
const deployment = (name: string, replicas = 1) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}}, spec: {replicas: ${replicas}, selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: c, image: nginx}]}}}}`;
const service = (name: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {selector: {app: ${name}}, ports: [{port: 80}]}}`;
const policy = (name: string, from: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}}, spec: {podSelector: {matchLabels: {app: shut}}, ingress: [{from: [{podSelector: {matchLabels: {app: ${from}}}}]}]}}`;

const cluster = Cluster.of({
  yaml: [
    ...each((index) => deployment(`client-${index}`)),
    ...each((index) => policy(`policy-${index}`, `friend-${index}`)),
    deployment('open'),
    deployment('shut'),
    deployment('many', COUNT),
    ...['open', 'shut', 'many'].map(service),
  ].join('\n---\n'),
  cluster: 'default',
  override: {
    nodes: Array.from({ length: COUNT }, (_, index) => ({
      name: `node-${index}`,
      address: `10.1.${index >> 8}.${index & 255}`,
    })),
  },
});
const names = each((index) => `deployment client-${index}`);
const namespace = 'default';

async function failure(expectation: () => Promise<void> | void): Promise<string> {
  const message = await Promise.resolve()
    .then(expectation)
    .then(
      () => '',
      (error: Error) => error.message,
    );
  return message;
}

describe('a failure of a large cluster is short, and counts what it leaves out', () => {
  test.each<readonly [string, () => Promise<void> | void, says: RegExp]>([
    ['every pod can reach', () => expectAllReach(cluster, { to: 'shut:80' }), /… and \d+ more/],
    ['no pod can reach', () => expectNoneReaches(cluster, { to: 'open:80' }), /… and \d+ more/],
    ['only … can reach', () => expectOnly(cluster, ['deployment client-1'], 'open:80', namespace), /… and \d+ more/],
    ['only many can reach', () => expectOnly(cluster, names, 'shut:80', namespace), /… and 290 more can reach shut/],
    [
      'a truth table',
      () => expectConnectivity(cluster, [['', 'shut:80'], ...names.map((name) => [name, '✓'])], namespace),
      /… and 280 more/,
    ],
    [
      'a client with 300 policies in its way',
      () => expectCanReach(cluster, { from: 'client-1', to: 'shut:80', namespace }),
      /… and 295 more/,
    ],
    ['every pod can resolve', () => expectAllResolve(cluster, { to: 'nothing' }), /… and \d+ more/],
    ['has endpoints', () => expectEndpoints({ view: cluster.view, namespace }, 'many', 'none'), /… and \d+ more/],
    [
      'nothing outside',
      () => expectNothingOutside(cluster, { target: 'open:80', namespace, within: ['office'] }),
      /… and \d+ more/,
    ],
    [
      'stays reachable',
      () =>
        expectStaysReachable(cluster, {
          clients: ['client-1'],
          to: 'shut:80',
          during: 'any one pod restarts',
          namespace,
        }),
      /at moment|even before/,
    ],
    [
      'a client that is not there',
      () => expectCanReach(cluster, { from: 'nobody', to: 'open:80', namespace }),
      /… and \d+ more/,
    ],
    [
      'a node that is not there',
      () => expectCanReach(cluster, { from: 'node nobody', to: 'open:80', namespace }),
      /… and 290 more/,
    ],
  ])('%s', async (_, expectation, says) => {
    const text = await failure(expectation);
    expect(text).toMatch(says);
    expect(text.length).toBeLessThan(MOST_CHARACTERS);
  });
});
