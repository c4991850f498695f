import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { profileNamed, profileNames, readCluster } from './index.ts';
import { profiles } from './profiles.ts';

const schema = JSON.parse(readFileSync(new URL('cluster.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

function profileSpec(name: string) {
  const file = profileNamed(name);
  if (file === undefined) throw new Error(`no profile named ${name}`);
  return { file, ...readCluster(file) };
}

test('the profiles are these, in alphabetical order', () => {
  expect(profileNames).toEqual([
    'aks-azure',
    'aks-kubenet',
    'antrea',
    'aws-vpc-cni',
    'calico',
    'cilium',
    'default',
    'docker-desktop',
    'eks',
    'flannel',
    'gke',
    'k3s',
    'kind',
    'kube-network-policies',
    'kubeadm',
    'minikube',
    'none',
    'openshift',
    'ovn-kubernetes',
    'rke2',
  ]);
  expect(profileNamed('minikub')).toBeUndefined();
});

test.each(profileNames)('%s passes the schema and every check', (name) => {
  const { file, problems, spec } = profileSpec(name);
  expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
  expect(problems).toEqual([]);
  expect(spec.name).toBe(name);
});

test('the schema knows the editor-only formats, and no other fields', () => {
  const { file } = profileSpec('default');
  const withSpec = (spec: unknown) => ({ ...file, spec });
  expect(validate(withSpec({ network: { loadBalancer: { pool: '10.0.0.0/24' } } }))).toBe(true);
  expect(validate(withSpec({ network: { loadBalancer: 'metallb' } }))).toBe(false);
  expect(validate(withSpec({ network: { loadBalancer: {} } }))).toBe(false);
  expect(validate(withSpec({ kubernetesVersion: 1.33 }))).toBe(false);
  expect(validate(withSpec({ replicas: 1 }))).toBe(false);
});

test.each([
  ['default', '10.244.0.0/16', '10.96.0.0/12', '10.96.0.10', 'kubeadm', true],
  ['flannel', '172.30.0.0/16', '10.254.0.0/16', '10.254.3.100', 'flannel', false],
  ['minikube', '172.17.0.0/16', '10.96.0.0/12', '10.96.0.10', 'bridge', false],
  ['docker-desktop', '10.1.0.0/16', '10.96.0.0/12', '10.96.0.10', 'bridge', false],
  ['kind', '10.244.0.0/16', '10.96.0.0/16', '10.96.0.10', 'kindnet', true],
  ['kubeadm', '10.244.0.0/16', '10.96.0.0/12', '10.96.0.10', 'flannel', false],
  ['k3s', '10.42.0.0/16', '10.43.0.0/16', '10.43.0.10', 'flannel', true],
  ['aks-kubenet', '10.244.0.0/16', '10.0.0.0/16', '10.0.0.10', 'kubenet', false],
  ['aks-azure', '10.224.128.0/17', '10.2.0.0/24', '10.2.0.10', 'azure', false],
  ['gke', '10.4.0.0/14', '34.118.224.0/20', '34.118.224.10', 'gke-dataplane-v2', true],
  ['aws-vpc-cni', '192.168.128.0/17', '10.100.0.0/16', '10.100.0.10', 'aws-vpc-cni', true],
  ['kube-network-policies', '10.244.0.0/16', '10.96.0.0/12', '10.96.0.10', 'kube-network-policies', true],
  ['none', '10.244.0.0/16', '10.96.0.0/12', '10.96.0.10', 'bridge', false],
  ['eks', '192.168.128.0/17', '10.100.0.0/16', '10.100.0.10', 'aws-vpc-cni', false],
  ['calico', '192.168.0.0/16', '10.96.0.0/12', '10.96.0.10', 'calico', true],
  ['cilium', '10.0.0.0/16', '10.96.0.0/12', '10.96.0.10', 'cilium', true],
  ['antrea', '10.244.0.0/16', '10.96.0.0/12', '10.96.0.10', 'antrea', true],
  ['ovn-kubernetes', '10.244.0.0/16', '10.96.0.0/16', '10.96.0.10', 'ovn-kubernetes', true],
  ['openshift', '10.128.0.0/14', '172.30.0.0/16', '172.30.0.10', 'ovn-kubernetes', true],
  ['rke2', '10.42.0.0/16', '10.43.0.0/16', '10.43.0.10', 'canal', true],
])(
  '%s: pods in %s, Services in %s, DNS at %s, plugin %s, enforces NetworkPolicy: %s',
  (name, pods, services, dns, plugin, enforces) => {
    const { spec } = profileSpec(name);
    expect([spec.network.podCIDRs, spec.network.serviceCIDRs, spec.dns.serviceIP]).toEqual([[pods], [services], dns]);
    expect(spec.network.plugin).toBe(plugin);
    expect(spec.network.policies.enforced.includes('NetworkPolicy')).toBe(enforces);
  },
);

test('minikube has the whole bridge, and takes the lowest free address', () => {
  const { spec } = profileSpec('minikube');
  expect(spec.nodes).toMatchObject([{ name: 'minikube', podCIDRs: ['172.17.0.0/16'], taints: [] }]);
  expect(spec.network).toMatchObject({ allocator: 'lowest-free', mtu: 1500, nodeCIDRMaskSizes: [16] });
});

test.each(['minikube', 'docker-desktop', 'k3s', 'rke2'])('the servers of %s run ordinary pods', (name) => {
  expect(profileSpec(name).spec.nodes.flatMap(({ taints }) => taints)).toEqual([]);
});

test.each(['default', 'kind', 'kubeadm', 'calico'])('the control plane of %s runs no ordinary pods', (name) => {
  const effects = profileSpec(name).spec.nodes.map(({ taints }) => taints.map(({ effect }) => effect));
  expect(effects).toEqual([['NoSchedule'], [], []]);
});

test('the README has every profile with its line', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  for (const { name, about } of profiles) expect(readme).toContain(`| \`${name}\` | ${about} |`);
});
