import { describe, expect, test } from 'vitest';
import { stateOf } from '../../testing/index.ts';
import { settle } from './settle.fixture.ts';

const service = (spec: string): string => `
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: 10.96.1.1, ports: [{port: 5432}]${spec}}
---
`;

const endpoints = (metadata = '', subsets = '{addresses: [{ip: 10.1.2.3}], ports: [{port: 5432}]}'): string => `
apiVersion: v1
kind: Endpoints
metadata: {name: db${metadata}}
subsets: [${subsets}]
`;

function slices(yaml: string): readonly string[] {
  return settle(stateOf(yaml))
    .list('EndpointSlice')
    .map(({ object }) => {
      const all = object.endpoints.map(
        (each) => `${each.conditions?.ready === true ? '' : '!'}${each.addresses.join()}`,
      );
      return `${object.addressType} ${all.join()} -> ${(object.ports ?? []).map(({ name, port }) => `${name}:${port}`).join()}`;
    })
    .sort();
}

describe('Endpoints that the user wrote', () => {
  test.each<{ readonly rule: string; readonly yaml: string; readonly expected: readonly string[] }>([
    { rule: 'are mirrored', yaml: service('') + endpoints(), expected: ['IPv4 10.1.2.3 -> :5432'] },
    { rule: 'are not without a Service of their name', yaml: endpoints(), expected: [] },
    {
      rule: 'are not with the label skip-mirror',
      yaml: service('') + endpoints(', labels: {endpointslice.kubernetes.io/skip-mirror: "true"}'),
      expected: [],
    },
    {
      rule: 'are with skip-mirror: false',
      yaml: service('') + endpoints(', labels: {endpointslice.kubernetes.io/skip-mirror: "false"}'),
      expected: ['IPv4 10.1.2.3 -> :5432'],
    },
    {
      rule: 'are not if they elect a leader',
      yaml: service('') + endpoints(', annotations: {control-plane.alpha.kubernetes.io/leader: "{}"}'),
      expected: [],
    },
    {
      rule: 'say what is not ready',
      yaml:
        service('') +
        endpoints('', '{notReadyAddresses: [{ip: 10.1.2.4}], addresses: [{ip: 10.1.2.3}], ports: [{port: 5432}]}'),
      expected: ['IPv4 10.1.2.3,!10.1.2.4 -> :5432'],
    },
    {
      rule: 'make a slice for each family and set of ports',
      yaml:
        service('') +
        endpoints(
          '',
          '{addresses: [{ip: 10.1.2.3}, {ip: "fd00::3"}], ports: [{port: 1}]}, {addresses: [{ip: 10.1.2.4}], ports: [{port: 2}]}',
        ),
      expected: ['IPv4 10.1.2.3 -> :1', 'IPv4 10.1.2.4 -> :2', 'IPv6 fd00::3 -> :1'],
    },
    {
      rule: 'join subsets with the same ports',
      yaml:
        service('') +
        endpoints(
          '',
          '{addresses: [{ip: 10.1.2.3}], ports: [{port: 1}]}, {addresses: [{ip: 10.1.2.4}], ports: [{port: 1}]}',
        ),
      expected: ['IPv4 10.1.2.3,10.1.2.4 -> :1'],
    },
  ])('$rule', ({ yaml, expected }) => {
    expect(slices(yaml)).toEqual(expected);
  });

  test('are not mirrored for a Service with a selector, whose own slice is empty', () => {
    expect(slices(service(', selector: {app: db}') + endpoints())).toEqual(['IPv4  -> ']);
  });

  test('are mirrored up to a thousand addresses of a subset', () => {
    const many = Array.from({ length: 1001 }, (_, index) => `{ip: 10.1.${index >> 8}.${index & 255}}`).join();
    const state = settle(stateOf(service('') + endpoints('', `{addresses: [${many}], ports: [{port: 1}]}`)));
    expect(state.list('EndpointSlice').map(({ object }) => object.endpoints.length)).toEqual([1000]);
  });

  test('give their mirrors labels and annotations, and take them away with themselves', () => {
    const state = settle(
      stateOf(
        service('') +
          endpoints(
            ', labels: {team: shop}, annotations: {note: x, kubectl.kubernetes.io/last-applied-configuration: y}',
          ),
      ),
    );
    const [slice] = state.list('EndpointSlice');
    expect(slice?.object.metadata).toMatchObject({
      name: expect.stringMatching(/^db-[bcdfghjklmnpqrstvwxz2456789]{5}$/),
      labels: {
        team: 'shop',
        'kubernetes.io/service-name': 'db',
        'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      },
      ownerReferences: [{ kind: 'Endpoints', name: 'db' }],
    });
    expect(slice?.object.metadata.annotations).toEqual({ note: 'x' });
    const gone = settle(
      state.apply([{ kind: 'delete', ref: { kind: 'Endpoints', namespace: 'default', name: 'db' } }]),
    );
    expect(gone.list('EndpointSlice')).toEqual([]);
  });
});
