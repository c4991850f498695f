import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SetupError, WORKLOAD_KINDS } from '../engine/model/index.ts';
import {
  formatParty,
  objectTarget,
  type PartyQuery,
  PHRASES,
  type PhraseKind,
  parseParty,
  phraseOf,
  queryOf,
  readTarget,
  workloadOf,
} from './index.ts';

const {
  client,
  workload,
  workloads: workloadList,
  objectName,
  namespaces: namespaceList,
  ports: portList,
  target,
  destination,
  answer: lookUpAnswer,
  endpoints: endpointList,
  disruption,
} = PHRASES;

/** Whether a sentence takes the text as a phrase of the kind. */
function matches({ patterns }: PhraseKind<unknown>, text: string): boolean {
  return patterns.some((pattern) => new RegExp(`^(?:${pattern.source})$`).test(text));
}

const deployment = { kind: 'workload', workloadKind: 'Deployment' };
const pod = { kind: 'workload', workloadKind: 'Pod' };

describe('what a sentence takes for a phrase can be read', () => {
  test.each<[name: string, kind: PhraseKind<unknown>, text: string, means: object]>([
    ['client', client, 'busybox', { means: { kind: 'workload', name: 'busybox' } }],
    ['client', client, 'shop/busybox', { means: { kind: 'workload', namespace: 'shop', name: 'busybox' } }],
    [
      'client',
      client,
      'the pod busybox in namespace "shop"',
      { means: { ...pod, namespace: 'shop', name: 'busybox' } },
    ],
    ['client', client, 'shop/deploy/web', { means: { ...deployment, namespace: 'shop', name: 'web' } }],
    [
      'client',
      client,
      'jobs/a',
      { means: { kind: 'workload', workloadKind: 'Job', name: 'a', otherwise: { namespace: 'jobs', name: 'a' } } },
    ],
    ['client', client, 'Job/a', { means: { kind: 'workload', workloadKind: 'Job', name: 'a' } }],
    [
      'client',
      client,
      'jobs/a in namespace "b"',
      { means: { kind: 'workload', workloadKind: 'Job', namespace: 'b', name: 'a' } },
    ],
    ['client', client, 'container a in pod p', { means: { ...pod, name: 'p', container: 'a' } }],
    ['client', client, 'node one', { means: { kind: 'node', name: 'one' } }],
    ['client', client, '10.0.0.1', { means: { kind: 'address', ip: '10.0.0.1' } }],
    ['client', client, 'an external client', { means: { kind: 'external' } }],
    [
      'client',
      client,
      'the external client 203.0.113.7 through node one',
      { means: { kind: 'external', ip: '203.0.113.7', entryNode: 'one' } },
    ],
    ['workload', workload, 'deployment web', { text: 'deployment web', means: { ...deployment, name: 'web' } }],
    ['destination', destination, '172.30.x.x:3306', { means: { kind: 'address', podOnly: false } }],
    ['destination', destination, 'pod 172.30.x.x', { means: { kind: 'address', podOnly: true } }],
    ['destination', destination, 'host example.com', { means: { kind: 'host', name: 'example.com' } }],
    ['destination', destination, 'the node one', { means: { kind: 'node', name: 'one' } }],
    [
      'destination',
      destination,
      'the pods of the deployment web in namespace "shop"',
      {
        text: 'a pod of deployment web in namespace "shop"',
        means: { kind: 'workload', workload: { ...deployment, namespace: 'shop', name: 'web' } },
      },
    ],
    ['objectName', objectName, 'shop/web', { text: 'shop/web', means: { namespace: 'shop', name: 'web' } }],
    ['objectName', objectName, 'web in namespace "shop"', { text: 'shop/web' }],
    ['answer', lookUpAnswer, 'CNAME a.example.com', { means: { kind: 'alias', name: 'a.example.com' } }],
    ['answer', lookUpAnswer, '10.0.0.1, 10.0.0.x', { means: { kind: 'data', data: ['10.0.0.1', '10.0.0.x'] } }],
    ['answer', lookUpAnswer, 'SRV 0 50 80 web', { means: { kind: 'data', data: ['0 50 80 web'] } }],
    [
      'answer',
      lookUpAnswer,
      'the cluster IPs of the service shop/web',
      { means: { kind: 'cluster IP', service: { namespace: 'shop', name: 'web' } } },
    ],
    ['endpoints', endpointList, 'none', { means: [] }],
    ['endpoints', endpointList, '10.0.0.1:80, 10.0.0.x:x', { means: ['10.0.0.1:80', '10.0.0.x:x'] }],
    ['disruption', disruption, 'any one node is down', { means: { kind: 'any node down' } }],
    [
      'disruption',
      disruption,
      'pod web-0 crashes',
      { means: { kind: 'crashes', workload: { kind: 'workload', workloadKind: 'Pod', name: 'web-0' } } },
    ],
    ['disruption', disruption, 'node one is drained', { means: { kind: 'node drained', node: 'one' } }],
    [
      'disruption',
      disruption,
      'the deployment shop/web rolls out',
      { means: { kind: 'rolls out', workload: { ...deployment, namespace: 'shop', name: 'web' } } },
    ],
    ['target', target, 'db:5432/UDP', { means: { url: { host: 'db', port: '5432', protocol: 'UDP', path: '' } } }],
    ['target', target, 'HTTPS://web/a?b#c', { means: { url: { scheme: 'https', host: 'web', path: '/a?b' } } }],
    [
      'target',
      target,
      'shop/deploy/web:80',
      {
        means: {
          url: { host: 'shop', path: '/deploy/web:80' },
          object: { namespace: 'shop', kind: 'deploy', name: 'web', port: '80' },
        },
      },
    ],
  ])('%s: %3$s', (_, kind, text, means) => {
    expect(matches(kind, text)).toBe(true);
    expect(kind.read(text)).toMatchObject(means);
  });

  test.each<[name: string, kind: PhraseKind<readonly unknown[]>, text: string, texts: readonly string[]]>([
    ['workloads', workloadList, 'deployment web, db and shop/x', ['deployment web', 'db', 'shop/x']],
    ['workloads', workloadList, 'x in namespace "b", and c', ['x in namespace "b"', 'c']],
    ['ports', portList, '80, 443 and 53/udp', ['80', '443', '53/udp']],
    ['namespaces', namespaceList, '"a", "b" and "c"', ['a', 'b', 'c']],
  ])('%s: %3$s', (_, kind, text, texts) => {
    expect(matches(kind, text)).toBe(true);
    expect(kind.read(text).map(String)).toEqual(texts);
  });
});

describe('what a sentence does not take', () => {
  test.each<[name: string, kind: PhraseKind<unknown>, text: string]>([
    ['client', client, 'pod db on port 80'],
    ['client', client, 'service web'],
    ['client', client, 'shop in namespace shop'],
    ['workload', workload, 'node one'],
    ['target', target, 'pod db:80'],
    ['target', target, 'web port 80'],
    ['destination', destination, 'service web'],
    ['ports', portList, 'http'],
    ['namespaces', namespaceList, 'shop'],
    ['disruption', disruption, 'web is gone'],
  ])('for a %s: %3$s', (_, kind, text) => {
    expect(matches(kind, text)).toBe(false);
  });

  test.each<[name: string, kind: PhraseKind<unknown>, text: string, message: RegExp]>([
    ['workload', workload, 'external', /"external" is no workload/],
    ['destination', destination, 'external', /"external" names no destination/],
    ['destination', destination, 'pod db:5432', /only an address has a port there\n {2}hint: write pod db$/],
    ['objectName', objectName, 'a/b/c', /"a\/b\/c" names no object/],
    ['ports', portList, '80/ICMP', /"80\/ICMP" is no port/],
    ['ports', portList, '0', /"0" is no port/],
  ])('a %s that only looks like one is told what is wrong: %3$s', (_, kind, text, message) => {
    expect(() => kind.read(text)).toThrow(message);
    expect(() => kind.read(text)).toThrow(SetupError);
  });
});

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
const optional = <T extends object>(arbitrary: fc.Arbitrary<T>) => fc.oneof(fc.constant({}), arbitrary);
const party: fc.Arbitrary<PartyQuery> = fc.oneof(
  fc.record({ kind: fc.constant('node' as const), name }),
  fc.record({ kind: fc.constant('address' as const), ip: fc.ipV4() }),
  fc
    .tuple(fc.ipV4(), optional(fc.record({ entryNode: name })))
    .map(([ip, entry]) => ({ kind: 'external' as const, ip, ...entry })),
  fc
    .tuple(
      name.filter((each) => !['external', 'a', 'an', 'the'].includes(each)),
      optional(fc.record({ workloadKind: fc.constantFrom(...WORKLOAD_KINDS) })),
      optional(fc.record({ namespace: name.filter((each) => parseParty(`${each}/x`).kind === 'workload') })),
      optional(fc.record({ container: name })),
    )
    .map(([own, ...parts]) => Object.assign({ kind: 'workload' as const, name: own }, ...parts)),
);

describe('what is printed', () => {
  test('is read as it was meant, whoever the party is', () => {
    fc.assert(
      fc.property(party, (query) => {
        const text = formatParty(query);
        // A namespace that is the name of a kind is taken for the kind; nobody prints it so.
        fc.pre(query.kind !== 'workload' || query.workloadKind !== undefined || query.namespace === undefined);
        expect(parseParty(text)).toEqual(query);
        // Of the containers of other workloads only flags and tables speak.
        const inSentence = query.kind !== 'workload' || query.container === undefined || query.workloadKind === 'Pod';
        expect(matches(client, text) || !inSentence).toBe(true);
      }),
    );
  });

  test('of an object’s reference finds that object', () => {
    const ref = { kind: 'StatefulSet', namespace: 'shop', name: 'db' };
    expect(formatParty(workloadOf(ref))).toBe('statefulset shop/db');
    expect(parseParty('statefulset shop/db')).toEqual(workloadOf(ref));
  });

  test('of a target is read as that target', () => {
    const made = objectTarget({ namespace: 'shop', name: 'web', port: 53, protocol: 'UDP' });
    expect(made.text).toBe('shop/web:53/UDP');
    expect(readTarget(made.text).means.object).toEqual(made.means.object);
  });
});

test('a client is named by a text, by what a sentence read, or by its parts', () => {
  const query = { kind: 'workload', namespace: 'shop', name: 'web' } as const;
  for (const from of ['shop/web', query, client.read('shop/web')]) {
    expect(queryOf(from)).toEqual(query);
    expect(String(phraseOf(from))).toBe('shop/web');
  }
  expect(String(phraseOf({ pod: 'web', namespace: 'shop' }))).toBe('pod shop/web');
  expect(String(phraseOf({ kind: 'external', entryNode: 'a' }))).toBe('an external client through node a');
  expect(String(phraseOf({ external: '203.0.113.7' }))).toBe('the external client 203.0.113.7');
});
