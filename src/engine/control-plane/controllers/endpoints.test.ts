import { describe, expect, test } from 'vitest';
import type { Endpoints } from '../../model/index.ts';
import { stateOf } from '../../testing/index.ts';
import { repackSubsets, truncateSubsets } from './endpoint-subsets.ts';
import { endpointsController } from './endpoints.ts';

const service = (spec: string): string => `
apiVersion: v1
kind: Service
metadata: {name: web, labels: {team: shop}}
spec: {${spec}}
`;

const pod = (
  name: string,
  ip: string,
  options: { readonly ready?: boolean; readonly ports?: string; readonly metadata?: string } = {},
): string => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, uid: ${name}, labels: {app: web}${options.metadata ?? ''}}
spec: {nodeName: worker-1, containers: [{name: c, image: i, ports: [${options.ports ?? ''}]}]}
status: {podIP: "${ip}", conditions: [{type: Ready, status: "${(options.ready ?? true) ? 'True' : 'False'}"}]}
`;

function endpoints(yaml: string): Endpoints | undefined {
  const state = stateOf(yaml);
  return state.apply(endpointsController.reconcile(state).changes).get('Endpoints', 'web', 'default')?.object;
}

/** `10.0.0.1,10.0.0.2 !10.0.0.3 -> http:80` for each subset; `!` stands before addresses that are not ready. */
function subsets(yaml: string): readonly string[] {
  return (endpoints(yaml)?.subsets ?? []).map(({ addresses = [], notReadyAddresses = [], ports = [] }) => {
    const ips = [...addresses.map(({ ip }) => ip), ...notReadyAddresses.map(({ ip }) => `!${ip}`)];
    return `${ips.join()} -> ${ports.map(({ name, port }) => `${name ?? ''}:${port}`).join()}`;
  });
}

const WEB =
  'clusterIP: 10.96.1.1, ipFamilies: [IPv4], selector: {app: web}, ports: [{name: http, port: 80}, {name: admin, port: 81, targetPort: admin}]';
const ADMIN = '{name: admin, containerPort: 9000}';

describe('Endpoints', () => {
  test.each<{ readonly rule: string; readonly yaml: string; readonly expected: readonly string[] }>([
    {
      rule: 'share a subset where all ports are the same',
      yaml: service(WEB) + pod('a', '10.0.0.10', { ports: ADMIN }) + pod('b', '10.0.0.2', { ports: ADMIN }),
      expected: ['10.0.0.10,10.0.0.2 -> admin:9000,http:80'],
    },
    {
      rule: 'split by port where a pod lacks one',
      yaml: service(WEB) + pod('a', '10.0.0.1', { ports: ADMIN }) + pod('b', '10.0.0.2'),
      expected: ['10.0.0.1 -> admin:9000', '10.0.0.1,10.0.0.2 -> http:80'],
    },
    {
      rule: 'list pods that are not ready apart',
      yaml:
        service('selector: {app: web}, ports: [{port: 80}]') +
        pod('a', '10.0.0.1') +
        pod('b', '10.0.0.2', { ready: false }),
      expected: ['10.0.0.1,!10.0.0.2 -> :80'],
    },
    {
      rule: 'list them as ready with publishNotReadyAddresses',
      yaml:
        service('selector: {app: web}, publishNotReadyAddresses: true, ports: [{port: 80}]') +
        pod('b', '10.0.0.2', { ready: false }),
      expected: ['10.0.0.2 -> :80'],
    },
    {
      rule: 'leave out a Terminating pod',
      yaml:
        service('selector: {app: web}, ports: [{port: 80}]') +
        pod('a', '10.0.0.1', { metadata: ', deletionTimestamp: "2024-01-01T00:00:00Z"' }),
      expected: [],
    },
    {
      rule: 'need no ports if headless',
      yaml: service('clusterIP: None, selector: {app: web}') + pod('a', '10.0.0.1'),
      expected: ['10.0.0.1 -> '],
    },
    {
      rule: 'are empty without ports otherwise',
      yaml: service('clusterIP: 10.96.1.1, selector: {app: web}') + pod('a', '10.0.0.1'),
      expected: [],
    },
  ])('$rule', ({ yaml, expected }) => {
    expect(subsets(yaml)).toEqual(expected);
  });

  test.each([
    { clusterIP: '10.96.1.1', headless: undefined },
    { clusterIP: 'None', headless: '' },
  ])('of a Service with clusterIP $clusterIP have the label headless: $headless', ({ clusterIP, headless }) => {
    const labels = endpoints(service(`clusterIP: ${clusterIP}, selector: {app: web}`))?.metadata.labels;
    expect(labels).toMatchObject({ team: 'shop', 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
    expect(labels?.['service.kubernetes.io/headless']).toBe(headless);
  });

  test('that the user wrote for a Service without a selector stay as they are', () => {
    const manual = `
---
apiVersion: v1
kind: Endpoints
metadata: {name: web}
subsets: [{addresses: [{ip: 10.1.2.3}], ports: [{port: 5432}]}]
`;
    expect(subsets(service('clusterIP: 10.96.1.1') + manual)).toEqual(['10.1.2.3 -> :5432']);
  });

  test('that are ready for one port and not for the same port again are not ready', () => {
    const member = (isReady: boolean) => ({
      ports: [{ port: 80, protocol: 'TCP' }],
      members: [{ address: { ip: '10.0.0.1' }, isReady }],
    });
    const expected = [{ notReadyAddresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80, protocol: 'TCP' }] }];
    expect(repackSubsets([member(false), member(true)])).toEqual(expected);
    expect(repackSubsets([member(true), member(false)])).toEqual(expected);
  });

  test('are cut to a thousand addresses, ready ones last', () => {
    const member = (index: number) => ({ address: { ip: `10.0.${index >> 8}.${index & 255}` }, isReady: index < 600 });
    const members = Array.from({ length: 1200 }, (_, index) => member(index));
    const [whole] = repackSubsets([{ ports: [{ port: 80, protocol: 'TCP' }], members }]);
    const [cut] = truncateSubsets(whole === undefined ? [] : [whole]);
    expect([whole?.addresses?.length, whole?.notReadyAddresses?.length]).toEqual([600, 600]);
    expect([cut?.addresses?.length, cut?.notReadyAddresses?.length]).toEqual([600, 400]);
  });
});
