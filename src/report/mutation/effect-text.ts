import type { MutationEffect, MutationEnd, PortRanges } from '../../engine/model/index.ts';
import {
  assertNever,
  formatPortRange,
  formatPortRanges,
  formatRange,
  isEveryPort,
  qualifiedName,
} from '../../engine/model/index.ts';

/** An end of a connection: `deployment shop/web`, `outside 10.0.0.0-10.255.255.255 …`, `the cluster's DNS`. */
export function effectEnd(end: MutationEnd): string {
  switch (end.kind) {
    case 'Workload':
      return `${end.workloadKind.toLowerCase()} ${end.namespace}/${end.name}`;
    case 'External': {
      const [first, ...more] = end.ranges;
      return `outside ${first === undefined ? '' : formatRange(first)}${more.length === 0 ? '' : ' …'}`;
    }
    case 'Pod':
      return `pod ${qualifiedName(end.pod)}`;
    case 'ClusterDns':
      return "the cluster's DNS";
    default:
      return assertNever(end);
  }
}

/** The ports of an effect: those on which somebody listens one by one, else protocol by protocol. */
export function effectPorts({ ports, listening }: MutationEffect): string {
  if (listening) return ports.flatMap(singlePorts).join(' ');
  if (ports.length === 3 && ports.every(isEveryPort)) return 'any port';
  return ports.map((each) => `${formatPortRanges(each)}/${each.protocol}`).join(' ');
}

function singlePorts({ protocol, ranges }: PortRanges): readonly string[] {
  return ranges.map((range) => `${formatPortRange(range)}/${protocol}`);
}

/** The first of the effects, and how many there are beside it: `closes pod shop/web → pod shop/db 5432/TCP, and 2 more`. */
export function effectsText([first, ...more]: readonly MutationEffect[]): string {
  if (first === undefined) return 'it is about nodes or names outside, of which the matrix tells nothing';
  const others = more.length === 0 ? '' : `, and ${more.length} more`;
  return `${first.change} ${effectEnd(first.from)} → ${effectEnd(first.to)} ${effectPorts(first)}${others}`;
}
