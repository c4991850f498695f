import { beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import type { Trace } from '../../engine/model/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import {
  expectAccepted,
  expectAddress,
  expectBalanced,
  expectClusterRejected,
  expectDeniedBy,
  expectEndpoints,
  expectFailsToResolve,
  expectFile,
  expectMayReach,
  expectNode,
  expectOutcome,
  expectPending,
  expectReaches,
  expectRejected,
  expectResolvesTo,
  expectSourceSeen,
  SpecFailure,
} from '../index.ts';

const YAML = `apiVersion: v1
kind: Pod
metadata: {name: client, labels: {app: client}}
spec: {nodeName: worker-1, containers: [{name: c, image: busybox}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db-a, labels: {app: db}}
spec: {nodeName: worker-1, containers: [{name: db, image: mariadb}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db-b, labels: {app: db}}
spec: {nodeName: worker-2, containers: [{name: db, image: mariadb}]}
---
apiVersion: v1
kind: Pod
metadata: {name: big}
spec: {nodeSelector: {disk: ssd}, containers: [{name: c, image: x}]}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 3306}]}
---
apiVersion: v1
kind: Service
metadata: {name: half}
spec: {selector: {app: db}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: heads}
spec: {clusterIP: None, selector: {app: db}}
---
apiVersion: v1
kind: Service
metadata: {name: search}
spec: {type: ExternalName, externalName: search.example.com}
---
apiVersion: v1
kind: Service
metadata: {name: dangling}
spec: {type: ExternalName, externalName: db.prod}
---
apiVersion: v1
kind: Pod
metadata: {name: locked, labels: {app: locked}}
spec: {nodeName: worker-2, containers: [{name: w, image: nginx}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny-all}
spec: {podSelector: {matchLabels: {app: locked}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: allow-web}
spec: {podSelector: {matchLabels: {app: locked}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: elsewhere}
spec: {podSelector: {matchLabels: {app: nobody}}}
`;

let cluster: Cluster;
let to: (target: string, from?: string) => Trace;
let scope: { view: Cluster['view']; namespace: string };
let locked: string;
beforeAll(async () => {
  cluster = Cluster.of({
    yaml: YAML,
    cluster: {
      nodes: ['worker-1', 'worker-2'].map((name, index) => ({ name, address: `192.168.0.1${index}` })),
      externalHosts: [{ name: 'search.example.com', addresses: ['203.0.113.10'] }],
    },
  });
  to = (target, from = 'client') => cluster.trace({ from, to: target });
  scope = { view: cluster.view, namespace: 'default' };
  locked = cluster.get('Pod', 'default').find(({ metadata }) => metadata.name === 'locked')?.status?.podIP ?? '';
});

/** The message of the failure; the test fails where the expectation holds. */
function failureOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    if (error instanceof SpecFailure) return error.message;
    throw error;
  }
  throw new Error('the expectation holds');
}

describe('it reaches', () => {
  test.each([
    ['db:3306', '10.244.x.x'],
    ['db:3306', 'pod 10.244.x.x'],
    ['db:3306', '10.244.x.x:3306'],
    ['192.168.0.11:10250', 'node worker-2'],
    ['192.168.0.11:10250', '192.168.0.11'],
    ['search', 'host search.example.com'],
    ['search', 'the external host search.example.com'],
    ['search', '203.0.113.10'],
  ])('%s: %s', (target, destination) => {
    expectReaches(to(target), destination, undefined, scope);
  });

  test.each([
    [
      'db:3306',
      '172.30.x.x',
      /expected: it reaches 172\.30\.x\.x\nbut: +it reaches pod default\/db-a at 10\.244\.0\.\d+:3306 via ClusterIP/,
    ],
    ['db:3306', 'pod db-a', /expected: it reaches pod db-a\nbut: +it reaches pod default\/db-b at/],
    ['db:3306', '10.244.x.x:80', /expected: it reaches 10\.244\.x\.x:80/],
    ['192.168.0.11:10250', 'pod 192.168.0.11', /it reaches node worker-2 at 192\.168\.0\.11:10250/],
    ['half', '10.244.x.x', /but: +it is refused: nobody in pod default\/db-a listens on 80\/TCP/],
    ['nowhere', '10.244.x.x', /but: +it fails to resolve: /],
  ])('%s, and not %s', (target, destination, message) => {
    expect(failureOf(() => expectReaches(to(target), destination, undefined, scope))).toMatch(message);
  });

  test('a failure shows the trace, with the lines of the manifests', () => {
    expect(failureOf(() => expectReaches(to('db:3306'), '172.30.x.x', undefined, scope))).toMatch(
      /default\/client → db:3306\/TCP.*CONNECTED via ClusterIP\n 1 resolve .*yaml:\d+ Service default\/db[\s\S]*and so default\/db-b/,
    );
  });

  test('by the way that is named, and by no other', () => {
    expectReaches(to('db:3306'), '10.244.x.x', 'ClusterIP', scope);
    expect(failureOf(() => expectReaches(to('db:3306'), '10.244.x.x', 'NodePort', scope))).toContain(
      'expected: it reaches 10.244.x.x via NodePort',
    );
  });

  test('somebody that nobody knows: an error, not a failure', () => {
    expect(() => expectReaches(to('db:3306'), 'pod db-c', undefined, scope)).toThrow(SetupError);
    expect(() => expectReaches(to('db:3306'), 'an external client', undefined, scope)).toThrow(/names no destination/);
  });

  test('one of several, if it may; all of them, if it must', () => {
    expectMayReach(to('db:3306'), 'pod db-b', scope);
    expectReaches(to('heads:3306'), '10.244.x.x', 'Headless', scope);
    expect(failureOf(() => expectMayReach(to('db:3306'), 'pod client', scope))).toMatch(
      /expected: it may reach pod client\nbut: +it reaches pod default\/db-a/,
    );
    expect(failureOf(() => expectReaches(to('db:3306'), 'pod db-b', undefined, scope))).toContain(
      'it reaches pod default/db-a',
    );
  });
});

describe('it ends', () => {
  test.each([
    ['half', 'refused', 'timeout', 'it times out'],
    ['10.96.9.9', 'timeout', 'refused', 'it is refused'],
    ['nowhere', 'unresolved', 'timeout', 'it times out'],
    ['10.244.0.200', 'unreachable', 'connected', 'it connects'],
    ['db:3306', 'connected', 'unresolved', 'it fails to resolve'],
    ['198.18.0.1', 'unknown', 'unreachable', 'it is unreachable'],
  ] as const)('%s: %s, and not %s', (target, outcome, other, phrase) => {
    expectOutcome(to(target), outcome);
    expect(failureOf(() => expectOutcome(to(target), other))).toContain(`expected: ${phrase}\nbut:`);
  });

  test('a flaky connection ends neither way, and the failure counts', async () => {
    const later = await cluster.apply({
      yaml: '{apiVersion: v1, kind: Pod, metadata: {name: db-c, labels: {app: db}}, spec: {containers: [{name: c, image: unknown, ports: [{containerPort: 1}]}]}}',
    });
    const trace = later.trace({ from: 'client', to: 'db:3306' });
    expect(failureOf(() => expectOutcome(trace, 'connected'))).toContain(
      'but:      flaky: 2 of 3 connect; it is refused: nobody in pod default/db-c',
    );
    expect(failureOf(() => expectOutcome(trace, 'refused'))).toContain('flaky: 2 of 3 connect');
    expect(failureOf(() => expectBalanced(trace, 3))).toContain('flaky: 2 of 3 connect');
  });
});

describe('it is balanced, and seen', () => {
  test('over as many pods as there are', () => {
    expectBalanced(to('db:3306'), 2);
    expect(failureOf(() => expectBalanced(to('db:3306'), 3))).toContain(
      'it is balanced over 2: default/db-a, default/db-b',
    );
    expect(failureOf(() => expectBalanced(to('half'), 2))).toContain('it is refused');
  });

  test('with its source', () => {
    const trace = cluster.trace({ from: 'node worker-1', to: '192.168.0.11:10250' });
    expectSourceSeen(trace, '192.168.0.10');
    expectSourceSeen(trace, '192.168.x.x');
    expect(failureOf(() => expectSourceSeen(trace, '192.168.0.11'))).toContain('it sees 192.168.0.10');
    expect(failureOf(() => expectSourceSeen(to('half'), '10.244.x.x'))).toContain('it sees nothing');
  });
});

describe('it is denied', () => {
  test.each(['deny-all', 'default/deny-all', 'allow-web', 'default/allow-web'])(
    'by %s, which isolates the pod',
    (policy) => {
      expectDeniedBy(to(locked), policy);
    },
  );

  test.each(['elsewhere', 'db/deny-all', 'deny', 'locked'])('not by %s', (policy) => {
    expect(failureOf(() => expectDeniedBy(to(locked), policy))).toContain(
      `expected: it is denied by network policy ${policy}`,
    );
  });

  test('not where it connects, or is refused', () => {
    expect(failureOf(() => expectDeniedBy(to('db:3306'), 'deny-all'))).toContain('it reaches pod');
    expect(failureOf(() => expectDeniedBy(to('half'), 'deny-all'))).toContain('it is refused');
  });

  test('not by an AdminNetworkPolicy that might have allowed it', async () => {
    const later = await cluster.apply({
      yaml: '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: almost}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {matchLabels: {team: ops}}}]}]}}',
    });
    const trace = later.trace({ from: 'client', to: locked });
    expectDeniedBy(trace, 'deny-all');
    expect(failureOf(() => expectDeniedBy(trace, 'almost'))).toContain('denied by network policy almost');
  });

  test('where the policy keeps the client from asking the DNS', async () => {
    const later = await cluster.apply({
      yaml: '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: silent}, spec: {podSelector: {matchLabels: {app: client}}, policyTypes: [Egress]}}',
    });
    expectDeniedBy(later.trace({ from: 'client', to: 'db:3306' }), 'silent');
    expect(failureOf(() => expectDeniedBy(later.trace({ from: 'client', to: 'db:3306' }), 'deny-all'))).toContain(
      'nameserver',
    );
  });
});

describe('it resolves', () => {
  const look = (name: string, type?: 'A' | 'CNAME' | 'PTR' | 'SRV') =>
    cluster.lookUp({ from: 'client', name, ...(type === undefined ? {} : { type }) });

  test.each([
    ['db', '10.96.x.x'],
    ['db', 'the cluster IP of service db'],
    ['db', 'the cluster IP of the service default/db'],
    ['search', 'CNAME search.example.com'],
    ['search', '203.0.113.10'],
    ['heads', '10.244.x.x, 10.244.x.x'],
  ])('%s: %s', (name, answer) => {
    expectResolvesTo(look(name), answer, scope);
  });

  test('a PTR record, with or without its final dot', () => {
    expectResolvesTo(look('10.96.0.10', 'PTR'), 'kube-dns.kube-system.svc.cluster.local', scope);
    expectResolvesTo(look('10.96.0.10', 'PTR'), 'PTR kube-dns.kube-system.svc.cluster.local.', scope);
  });

  test.each([
    ['db', '10.97.x.x', /expected: db resolves to 10\.97\.x\.x\nbut: +it resolves to 10\.96\./],
    ['db', 'the cluster IP of service half', /it resolves to 10\.96\./],
    ['search', 'CNAME other.example.com', /it resolves to CNAME search\.example\.com/],
    ['heads', '10.244.0.x', /it resolves to 10\.244/],
    ['nowhere', '10.96.x.x', /expected: nowhere resolves to 10\.96\.x\.x\nbut: +\S/],
  ])('%s, and not %s', (name, answer, message) => {
    expect(failureOf(() => expectResolvesTo(look(name), answer, scope))).toMatch(message);
  });

  test('or fails to, with its code', () => {
    expectFailsToResolve(look('nowhere'), undefined);
    expectFailsToResolve(look('nowhere'), 'NXDOMAIN');
    expectFailsToResolve(look('db', 'CNAME'), 'NODATA');
    // An alias that leads nowhere gives no address.
    expectFailsToResolve(look('dangling'), undefined);
    expectFailsToResolve(look('dangling'), 'NODATA');
    expect(failureOf(() => expectFailsToResolve(look('dangling', 'CNAME'), undefined))).toContain('it resolves');
    expect(failureOf(() => expectFailsToResolve(look('db'), undefined))).toContain('but:      it resolves');
    expect(failureOf(() => expectFailsToResolve(look('nowhere'), 'SERVFAIL'))).toContain('it fails with NXDOMAIN');
  });

  test('a service that is not there is an error', () => {
    expect(() => expectResolvesTo(look('db'), 'the cluster IP of service nobody', scope)).toThrow(SetupError);
  });
});

describe('objects', () => {
  test('a pod has an address and a node', () => {
    expectAddress(scope, 'db-b', '10.244.1.x');
    expectNode(scope, 'db-b', 'worker-2');
    expect(failureOf(() => expectAddress(scope, 'db-b', '10.244.0.x'))).toMatch(/it has 10\.244\.1\.\d+/);
    expect(failureOf(() => expectNode(scope, 'db-b', 'worker-1'))).toContain('it runs on node worker-2');
    expect(failureOf(() => expectNode(scope, 'big', 'worker-1'))).toContain('it is Pending: 0/2 nodes are available');
    expect(() => expectAddress(scope, 'nobody', '10.244.0.x')).toThrow(/no pod named "nobody".*there are: big, client/);
  });

  test('a pod is pending, for its reason', () => {
    expectPending(scope, 'big', undefined);
    expectPending(scope, 'big', 'node affinity/selector');
    expect(failureOf(() => expectPending(scope, 'big', 'Insufficient cpu'))).toContain('0/2 nodes are available');
    expect(failureOf(() => expectPending(scope, 'db-a', undefined))).toContain('it is Running');
  });

  test('a Service has its endpoints, each of them', () => {
    const ips = ['db-a', 'db-b'].map(
      (name) => cluster.get('Pod', 'default').find(({ metadata }) => metadata.name === name)?.status?.podIP,
    );
    expectEndpoints(scope, 'db', '10.244.x.x:3306');
    expectEndpoints(scope, 'default/db', ips.map((ip) => `${ip}:3306`).join(', '));
    expectEndpoints(scope, 'db', ips.join(', '));
    expectEndpoints(scope, 'heads', ips.join(', '));
    expectEndpoints(scope, 'search', 'none');
    expect(failureOf(() => expectEndpoints(scope, 'db', `${ips[0]}:3306`))).toContain(
      `it has ${ips[0]}:3306, ${ips[1]}:3306`,
    );
    expect(failureOf(() => expectEndpoints(scope, 'db', 'none'))).toContain('it has 10.244.');
    expect(failureOf(() => expectEndpoints(scope, 'search', '10.244.x.x'))).toContain('it has none');
    expect(() => expectEndpoints(scope, 'nobody', 'none')).toThrow(SetupError);
  });

  test('a file contains whole lines, in order and without gaps', async () => {
    const question = { from: 'client', path: '/etc/resolv.conf' };
    await expectFile(cluster, question, 'nameserver   10.96.0.10');
    await expectFile(cluster, question, 'options ndots:5\n');
    await expect(expectFile(cluster, question, 'nameserver 10.96.0.1')).rejects.toThrow(
      /the file \/etc\/resolv.conf contains\n {2}nameserver 10\.96\.0\.1\nbut: +it is\n/,
    );
    await expect(expectFile(cluster, question, 'options ndots:5\nnameserver 10.96.0.10')).rejects.toThrow('it is');
    await expect(expectFile(cluster, question, 'no')).rejects.toThrow(SpecFailure);
  });

  test('manifests are accepted, or rejected with their reason', async () => {
    const bad = Cluster.of({
      yaml: '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort, ports: [{port: 80, nodePort: 80}]}}',
    });
    expectAccepted(cluster, undefined);
    expectRejected(bad, undefined);
    expectRejected(bad, 'provided port is not in the valid range');
    expect(failureOf(() => expectRejected(cluster, undefined))).toContain('they are accepted');
    expect(failureOf(() => expectRejected(bad, 'no such reason'))).toMatch(
      /rejected for another reason\n\nyaml:1:\d+: error: /,
    );
    expect(failureOf(() => expectAccepted(bad, undefined))).toMatch(/they are rejected\n\nyaml:1:/);
    expect(failureOf(() => expectAccepted(cluster, 'no such warning'))).toContain('the warnings are others');
  });

  test('a cluster is rejected, for its reason', async () => {
    const bad = async () => Cluster.of({ yaml: '', cluster: { dns: { serviceIP: '10.1.1.1' } } });
    await expectClusterRejected(bad, 'is outside of');
    await expect(expectClusterRejected(bad, 'overlaps')).rejects.toThrow('rejected for another reason');
    await expect(expectClusterRejected(async () => cluster, 'is outside of')).rejects.toThrow('it is accepted');
    const broken = () => Promise.reject(new TypeError('a defect'));
    await expect(expectClusterRejected(broken, 'a defect')).rejects.toThrow(TypeError);
  });
});
