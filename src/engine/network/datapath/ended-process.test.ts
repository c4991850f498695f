import { expect, test } from 'vitest';
import { stateOf, testSpec } from '../../testing/index.ts';
import { compile, trace } from './index.ts';

/** Who connects to port 80 of a pod that ends, whose container `c` has that status; port 81 is that of another one. */
function branchOf(
  status: string,
  {
    deleted = true,
    hook = '',
    port = 80,
    host = '',
  }: { deleted?: boolean; hook?: string; port?: number; host?: string } = {},
) {
  const ip = host === '' ? '10.244.1.3' : '192.168.0.11';
  const deletion = deleted ? ', deletionTimestamp: "2024-01-01T00:00:00Z"' : '';
  const view = stateOf(
    `
{apiVersion: v1, kind: Node, metadata: {name: worker-1}, spec: {podCIDR: 10.244.1.0/24}, status: {addresses: [{type: InternalIP, address: 192.168.0.11}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx}]}, status: {phase: Running, podIPs: [{ip: 10.244.1.2}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: b${deletion}}, spec: {${host}nodeName: worker-1, containers: [{name: c, image: x, ports: [{containerPort: 80}]${hook}}, {name: d, image: x, ports: [{containerPort: 81}]}]}, status: {phase: Running, podIPs: [{ip: ${ip}}], containerStatuses: [{name: c, state: ${status}}, {name: d, state: {running: {}}}]}}
`,
    testSpec,
  );
  const pod = view.get('Pod', 'a', 'default');
  if (pod === undefined) throw new Error('no client');
  const [branch] = trace(compile(view), {
    client: { kind: 'pod', pod },
    host: ip,
    port,
    protocol: 'TCP',
  }).branches;
  const hop = branch?.hops.at(-1);
  return [branch?.outcome, hop?.reason.code, hop?.rule?.path.join('.')] as const;
}

const STOPPED = '{terminated: {exitCode: 0, reason: Completed}}';
const UNKNOWN = '{terminated: {exitCode: 0, reason: ContainerStatusUnknown}}';
const SLEEP = ', lifecycle: {preStop: {sleep: {seconds: 2}}}';

test.each([
  ['a container that runs accepts', '{running: {}}', {}, ['connected', 'listens-declared']],
  ['one that has stopped refuses', STOPPED, {}, ['refused', 'process-ended', 'spec.containers.0']],
  [
    'its hook is to blame, where it has one',
    STOPPED,
    { hook: SLEEP },
    ['refused', 'process-ended', 'spec.containers.0.lifecycle.preStop'],
  ],
  ['one that has crashed refuses', STOPPED, { deleted: false }, ['refused', 'container-crashed', 'spec.containers.0']],
  ['nobody can tell of one that may run', UNKNOWN, {}, ['unknown', 'unknown-pause', 'spec.containers.0']],
  ['another container accepts on its own port', STOPPED, { port: 81 }, ['connected', 'listens-declared']],
  ['a port at which nobody ever listened', STOPPED, { port: 82 }, ['refused', 'nobody-listens']],
  [
    'on its node’s network the same',
    STOPPED,
    { host: 'hostNetwork: true, ' },
    ['refused', 'process-ended', 'spec.containers.0'],
  ],
] as const)('%s', (_, status, more, expected) => {
  expect(branchOf(status, more).slice(0, expected.length)).toEqual(expected);
});
