import type { Branch, ClusterSpec, Hop, Packet, PacketProtocol, RuleRef } from '../../model/index.ts';
import { formatRef } from '../../model/index.ts';
import { address } from '../../testing/index.ts';
import type { Client } from './client.ts';
import { trace } from './trace.ts';
import { nodeClient, podClient, podYaml, SPEC, snapshotOf } from './world.fixture.ts';

/** Pods `a` and `c` on node one, and `b` on two, each listening on 80. */
const PODS = podYaml('a', '10.244.1.2') + podYaml('c', '10.244.1.3') + podYaml('b', '10.244.2.2');

/** A connection, and every way that it may go. */
export interface Row {
  readonly rule: string;
  /** `pod a`, its container `pod a c`, `node one`, or an address outside, with the node that it enters by: `203.0.113.7 one`. */
  readonly from: string;
  readonly to: string;
  readonly protocol?: PacketProtocol;
  readonly yaml?: string;
  readonly spec?: ClusterSpec;
  readonly ways: readonly (readonly string[])[];
}

export function waysOf({ from, to, yaml = '', spec = SPEC, protocol = 'TCP' }: Omit<Row, 'rule'>): Row['ways'] {
  const snapshot = snapshotOf(PODS + yaml, spec);
  const [kind = '', name = '', container] = from.split(' ');
  const client: Client =
    kind === 'pod'
      ? { ...podClient(snapshot, name), ...(container && { container }) }
      : kind === 'node'
        ? nodeClient(snapshot, name)
        : { kind: 'external', addresses: [address(kind)], ...(name !== '' && { entryNode: name }) };
  const [, host = '', port] = /^(.*):(\d+)$/.exec(to) ?? [];
  return trace(snapshot, { client, host, port: Number(port), protocol }).branches.map(told);
}

export function network(more: Partial<ClusterSpec['network']>): ClusterSpec {
  return { ...SPEC, network: { ...SPEC.network, ...more } };
}

export function reading(more: Partial<ClusterSpec['network']['policies']['reading']>): ClusterSpec {
  const { policies } = SPEC.network;
  return network({ policies: { ...policies, reading: { ...policies.reading, ...more } } });
}

/** A cluster in which a node is switched off. */
export function down(name: string, spec: ClusterSpec = SPEC): ClusterSpec {
  return { ...spec, nodes: spec.nodes.map((node) => (node.name === name ? { ...node, up: false } : node)) };
}

/** A way in words: how it ends, and each hop with the packet that it makes, and who decided by which field. */
function told({ probability, outcome, via, endpoint, sourceSeen, hops }: Branch): readonly string[] {
  const share = probability === 1 ? '' : `${Math.round(probability * 100)} % `;
  const at = endpoint === null ? '' : ` at ${endpoint.kind} ${endpoint.name}:${endpoint.port}`;
  const seen = sourceSeen === null ? '' : ` as ${sourceSeen.text}`;
  return [`${share}${outcome} via ${via}${at}${seen}`, ...hops.map(hopText)];
}

function hopText({ stage, action, place, before, after, reason, rule, considered, decidedBy = [] }: Hop): string {
  const where = place.pod?.name ?? place.node ?? 'outside';
  const packet = packetText(before) === packetText(after) ? '' : ` (${packetText(after)})`;
  const by = rule === undefined ? '' : ` [${ruleText(rule)}]`;
  const deciders = decidedBy.map((each) => ` <${[each.rule, ...each.fields].map(ruleText).join(', ')}>`).join('');
  const near = considered.map((each) => ` (near: ${ruleText(each.rule)})`).join('');
  return `${stage} ${action} ${where}: ${reason.code}: ${reason.text}${packet}${by}${deciders}${near}`;
}

function packetText({ host, source, destination, port, protocol }: Packet): string {
  return `${source?.text ?? 'nobody'} → ${destination?.text ?? host}:${port}/${protocol}`;
}

function ruleText({ ref, path }: RuleRef): string {
  return [formatRef(ref), path.join('.')].filter((text) => text !== '').join(' ');
}
