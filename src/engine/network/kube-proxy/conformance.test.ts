import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ClusterSpec, KubernetesObject, Protocol, ProxyMode, ProxySpec, Resource } from '../../model/index.ts';
import { formatSocketAddress } from '../../model/index.ts';
import { ClusterState } from '../../store/index.ts';
import { nodeOf, packetOf, testSpec } from '../../testing/index.ts';
import { compileServices, translate } from './index.ts';

interface Flow {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly expect: 'refused' | 'timeout' | 'not-handled' | 'backends';
  readonly backends?: readonly string[];
  readonly masquerade?: boolean;
}

interface Case {
  readonly name: string;
  readonly mode: ProxyMode;
  readonly config: Partial<ProxySpec> & { readonly localDetector?: boolean };
  readonly manifests: readonly KubernetesObject[];
  readonly flows: readonly Flow[];
}

const FOLDER = new URL('../../../../../shared/conformance/kube-proxy/', import.meta.url);
const FILES = ['iptables.json', 'nftables.json'].map((name) => new URL(name, FOLDER));
// A copy of the project without the cases says so: one skipped test, and no suite that passes for want of tests.
const absent = FILES.filter((file) => !existsSync(file)).map((file) => file.pathname);

/**
 * The `config` of these cases leaves out their nodePortAddresses, by which alone they differ from their neighbours;
 * here they are as TestNodePorts in kubernetes pkg/proxy/nftables/proxier_test.go has them.
 */
const NODE_PORT_ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  'NodePorts: ipv4, multiple nodeport-addresses': ['192.168.0.0/24', '192.168.1.0/24', '2001:db8::/64'],
  'NodePorts: ipv6, multiple nodeport-addresses': [
    '192.168.0.0/24',
    '192.168.1.0/24',
    '2001:db8::/64',
    '2001:db8:1::2/128',
  ],
};

function worldOf({ name, mode, config }: Case): ClusterSpec {
  const { localDetector = true, ...settings } = config;
  const missing =
    mode === 'nftables' && settings.nodePortAddresses === undefined ? NODE_PORT_ADDRESSES[name] : undefined;
  return {
    ...testSpec,
    network: {
      ...testSpec.network,
      podCIDRs: ['10.0.0.0/8', 'fd00:10::/64'],
      serviceCIDRs: ['172.30.0.0/16', 'fd00:172:30::/112'],
      nodePortRange: { from: 1, to: 32767 },
    },
    proxy: {
      ...testSpec.proxy,
      mode,
      detectLocalMode: localDetector ? 'ClusterCIDR' : 'None',
      ...settings,
      ...(missing === undefined ? {} : { nodePortAddresses: missing }),
    },
    nodes: [
      nodeOf({
        name: 'test-node',
        addresses: ['192.168.0.2', '192.168.1.2', '192.168.99.11', '2001:db8::1', '2001:db8:1::2'],
      }),
    ],
  };
}

function resource(object: KubernetesObject): Resource {
  const { name = '', namespace = 'default' } = object.metadata ?? {};
  return { ref: { kind: object.kind ?? '', namespace, name }, object, origin: { kind: 'builtin' } };
}

function answer(world: ClusterState, flow: Flow) {
  const { table } = compileServices(world);
  const packet = packetOf({ source: flow.from, destination: flow.to, port: flow.port, protocol: flow.protocol });
  const from = flow.from.startsWith('10.') || flow.from.startsWith('fd00:10:') ? 'pod' : 'outside';
  const translation = translate(table, packet, { node: 'test-node', from });
  if (translation.kind === 'not-handled') return { expect: 'not-handled' };
  if (translation.kind === 'end') return { expect: translation.outcome };
  const { branches } = translation;
  return {
    expect: 'backends',
    backends: branches.map(({ destination }) => formatSocketAddress(destination)).sort(),
    masquerade: branches.some(({ masquerade }) => masquerade),
  };
}

function expected({ expect: kind, backends, masquerade }: Flow) {
  if (kind !== 'backends') return { expect: kind };
  return { expect: kind, backends: [...(backends ?? [])].sort(), masquerade: masquerade ?? false };
}

describe.skipIf(absent.length > 0)(
  `packet flows of kube-proxy's own tests${absent.map((file) => ` (no ${file})`)}`,
  () => {
    const cases: readonly Case[] =
      absent.length > 0 ? [] : FILES.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));
    test('all 136 flows are there', () => {
      expect(cases.flatMap(({ flows }) => flows).length).toBeGreaterThanOrEqual(136);
    });

    describe.each(cases)('$mode $name', (each) => {
      const world = ClusterState.of(worldOf(each), each.manifests.map(resource));
      test.each(each.flows)('$name: $expect', (flow) => {
        expect(answer(world, flow)).toEqual(expected(flow));
      });
    });
  },
);
