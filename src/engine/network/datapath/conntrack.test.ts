import { expect, test } from 'vitest';
import { address, packetOf } from '../../testing/index.ts';
import {
  type Conntrack,
  isMasqueraded,
  serviceDestination,
  type Tracked,
  untranslated,
  withSourceNat,
} from './conntrack.ts';

const asked = packetOf({ source: '10.244.1.2', destination: '10.96.0.20', port: 80 });
const endpoint = packetOf({ source: '10.244.1.2', destination: '10.244.2.2', port: 8080 });
const service: Tracked = { node: 'one', original: asked, translated: endpoint, dnat: 'service', snat: false };
const masqueraded = { ...endpoint, source: address('192.168.0.1') };

test('a node has one entry for a connection, whatever it rewrites', () => {
  const conntrack = withSourceNat([service], 'one', endpoint, masqueraded);
  expect(conntrack).toEqual([{ ...service, translated: masqueraded, snat: true }]);
});

test('another node has an entry of its own, the newest first', () => {
  const conntrack = withSourceNat([service], 'two', endpoint, masqueraded);
  expect(conntrack.map(({ node, dnat, snat }) => [node, dnat, snat])).toEqual([
    ['two', undefined, true],
    ['one', 'service', false],
  ]);
});

test.each<readonly [string, Conntrack, { asked: string | undefined; led: string | undefined; masqueraded: boolean }]>([
  ['nothing', [], { asked: undefined, led: undefined, masqueraded: false }],
  ['a Service', [service], { asked: '10.96.0.20', led: '10.244.2.2', masqueraded: false }],
  [
    'a host port alone, which is no Service',
    [{ ...service, dnat: 'host-port' }],
    { asked: '10.96.0.20', led: undefined, masqueraded: false },
  ],
  [
    'the source alone',
    withSourceNat([], 'one', asked, { ...asked, source: address('192.168.0.1') }),
    { asked: undefined, led: undefined, masqueraded: true },
  ],
  [
    'a node that leads to a node port of another: the first address was asked, the last endpoint is reached',
    [
      { ...service, node: 'two', original: endpoint, translated: { ...endpoint, destination: address('10.244.3.3') } },
      service,
    ],
    { asked: '10.96.0.20', led: '10.244.3.3', masqueraded: false },
  ],
])('what was translated: %s', (_, conntrack, is) => {
  expect({
    asked: untranslated(conntrack)?.destination.text,
    led: serviceDestination(conntrack)?.ip.text,
    masqueraded: isMasqueraded(conntrack),
  }).toEqual(is);
});
