import { describe } from 'vitest';
import { check, outside } from './shop.fixture.ts';

describe('a host port', () => {
  check([
    {
      rule: 'answers outside clients, who keep their source',
      from: outside,
      to: '192.168.0.11:8080',
      outcome: 'connected',
      via: 'HostPort',
      at: ['web'],
      source: '203.0.113.7',
    },
    { rule: 'answers on the node of its pod alone', from: outside, to: '192.168.0.12:8080', outcome: 'refused' },
    {
      rule: 'answers pods of other nodes',
      from: 'db',
      to: '192.168.0.11:8080',
      outcome: 'connected',
      via: 'HostPort',
      source: '192.168.0.12',
    },
    {
      rule: 'masquerades pods of its own node',
      from: 'client',
      to: '192.168.0.11:8080',
      outcome: 'connected',
      via: 'HostPort',
      source: '192.168.0.11',
      masqueraded: true,
    },
    {
      rule: 'answers the node on localhost',
      from: 'node worker-1',
      to: '127.0.0.1:8080',
      outcome: 'connected',
      via: 'HostPort',
    },
    {
      rule: 'answers at its hostIP',
      from: outside,
      to: '192.168.0.12:9000',
      outcome: 'connected',
      via: 'HostPort',
      at: ['db'],
    },
    { rule: 'answers at its hostIP alone', from: 'node worker-2', to: '127.0.0.1:9000', outcome: 'refused' },
  ]);
});

describe('from outside', () => {
  check([
    {
      rule: 'a packet that enters by one node goes on to the node that it is for, and through its rules',
      from: { external: '203.0.113.7', entryNode: 'worker-2' },
      to: '192.168.0.11:8080',
      outcome: 'connected',
      via: 'HostPort',
      at: ['web'],
    },
    {
      rule: 'no route leads to a cluster IP',
      from: outside,
      to: '10.96.0.50',
      outcome: 'timeout',
      code: 'no-route-from-outside',
    },
    { rule: 'no route leads to a pod', from: outside, to: '<web>', outcome: 'timeout', code: 'no-route-from-outside' },
    {
      rule: 'no name of the cluster is known',
      from: outside,
      to: 'web.default.svc.cluster.local',
      outcome: 'unresolved',
    },
    {
      rule: 'an entry node translates a cluster IP',
      from: { external: '203.0.113.7', entryNode: 'worker-2' },
      to: '10.96.0.50',
      outcome: 'connected',
      via: 'ClusterIP',
      source: '192.168.0.12',
    },
    {
      rule: 'an entry node without kube-proxy does not',
      from: { external: '203.0.113.7', entryNode: 'control-plane' },
      to: '10.96.0.50',
      outcome: 'timeout',
    },
    {
      rule: 'an external IP is brought to the nodes',
      from: outside,
      to: '198.51.100.5',
      outcome: 'connected',
      via: 'ExternalIP',
      at: ['web'],
    },
    {
      rule: 'other ports of an external IP lead nowhere',
      from: outside,
      to: '198.51.100.5:81',
      outcome: 'timeout',
      code: 'not-translated',
    },
    {
      rule: 'an address is whoever has it',
      from: { ip: '192.168.0.11' },
      to: '10.96.0.50',
      outcome: 'connected',
      source: '192.168.0.11',
    },
    {
      rule: 'localhost is the client itself',
      from: outside,
      to: '127.0.0.1',
      outcome: 'refused',
      code: 'own-loopback',
    },
    {
      rule: 'localhost is a name of any machine',
      from: outside,
      to: 'localhost:8080',
      outcome: 'refused',
      code: 'own-loopback',
    },
  ]);
});

describe('a Service', () => {
  check([
    {
      rule: 'of an external name leads to another Service',
      from: 'client',
      to: 'alias',
      outcome: 'connected',
      via: 'ExternalName',
      at: ['web'],
    },
    {
      rule: 'of an external name leads outside, from the node of the client',
      from: 'client',
      to: 'https://search',
      outcome: 'connected',
      via: 'ExternalName',
      at: ['search.example.com'],
      source: '192.168.0.11',
      masqueraded: true,
    },
    {
      rule: 'of an external name is refused where the host does not listen',
      from: 'client',
      to: 'http://search',
      outcome: 'refused',
      code: 'nobody-listens',
    },
    {
      rule: 'without a selector leads to its Endpoints',
      from: 'client',
      to: 'legacy:1521',
      outcome: 'connected',
      via: 'ClusterIP',
      at: ['oracle.example.com'],
    },
    {
      rule: 'with an external IP answers pods there',
      from: 'client',
      to: '198.51.100.5',
      outcome: 'connected',
      via: 'ExternalIP',
    },
  ]);
});
