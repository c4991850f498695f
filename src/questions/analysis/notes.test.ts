import { expect, test } from 'vitest';
import { testSpec } from '../../engine/testing/index.ts';
import { matrixNotes } from './index.ts';
import { connectivityOf, policy, SHOP } from './testing/shop.ts';

const UNENFORCED = {
  ...testSpec,
  network: { ...testSpec.network, policies: { ...testSpec.network.policies, enforced: [] } },
};
const block = (text: string): string => policy('shop/p', `{podSelector: {}, ingress: [{from: [{ipBlock: ${text}}]}]}`);

test.each([
  { rule: 'nothing to say', yaml: SHOP, codes: [] },
  {
    rule: 'policies that the plugin ignores',
    yaml: policy('shop/p', '{podSelector: {}}'),
    spec: UNENFORCED,
    codes: ['not-enforced'],
  },
  { rule: 'no policy that it could ignore', yaml: SHOP, spec: UNENFORCED, codes: [] },
  {
    rule: 'a pod on the host network',
    yaml: `${SHOP}{kind: Pod, metadata: {name: p}, spec: {hostNetwork: true}}`,
    codes: ['host-network'],
  },
  {
    rule: 'pods of one owner that policies tell apart',
    yaml:
      ['a', 'b']
        .map(
          (app) =>
            `{kind: Pod, metadata: {namespace: shop, name: ${app}, labels: {app: ${app}}, ownerReferences: [{kind: Job, name: j, controller: true}]}}\n---\n`,
        )
        .join('') + policy('shop/p', '{podSelector: {matchLabels: {app: a}}}'),
    codes: ['pods-told-apart'],
  },
  {
    rule: 'pods of one owner that the address of one tells apart',
    yaml:
      ['10.244.1.2', '10.244.1.3']
        .map(
          (ip, index) =>
            `{kind: Pod, metadata: {namespace: shop, name: p${index}, ownerReferences: [{kind: Job, name: j, controller: true}]}, status: {podIPs: [{ip: ${ip}}]}}\n---\n`,
        )
        .join('') + block('{cidr: 10.244.1.2/32}'),
    codes: ['pods-told-apart', 'block-holds-some-pods'],
  },
  { rule: 'a block inside the pod CIDR', yaml: block('{cidr: 10.244.1.0/24}'), codes: ['block-holds-some-pods'] },
  {
    rule: 'an exception inside the pod CIDR',
    yaml: block('{cidr: 10.0.0.0/8, except: [10.244.1.0/24]}'),
    codes: ['block-holds-some-pods'],
  },
  { rule: 'a block that holds the pod CIDR', yaml: block('{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}'), codes: [] },
  { rule: 'a block outside the pod CIDR', yaml: block('{cidr: 192.0.2.0/24}'), codes: [] },
  {
    rule: 'a block, where no address is known',
    yaml: block('{cidr: 10.244.1.0/24}'),
    podAddresses: 'unknown',
    codes: [],
  },
  {
    rule: 'networks of an admin policy inside the pod CIDR',
    yaml: '{kind: ClusterNetworkPolicy, metadata: {name: p}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [10.244.1.0/24]}]}]}}',
    codes: ['block-holds-some-pods'],
  },
] as const)('$rule: $codes', ({ yaml, codes, ...asked }) => {
  const spec = 'spec' in asked ? asked.spec : testSpec;
  const podAddresses = 'podAddresses' in asked ? asked.podAddresses : 'known';
  expect(matrixNotes(connectivityOf(yaml, spec, podAddresses)).map(({ code }) => code)).toEqual(codes);
});
