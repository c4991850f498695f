import type { PortsExplained, RuleRef, SideExplained } from '../../engine/model/index.ts';
import { formatRef, placedKey } from '../../engine/model/index.ts';
import type { Direction, PortSet } from '../../engine/network/policy/index.ts';
import { judge, portAt, portRanges, rulePorts } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';
import { type Port, type Representative, representatives } from './representatives.ts';

/**
 * Why the ports between two ends are open or closed, those with the same reason together, the open ones first: as one pod
 * of a workload, and one address of those outside, is judged.
 */
export function explainPair(connectivity: Connectivity, from: End, to: End, asked: PortSet): readonly PortsExplained[] {
  const { sets } = connectivity.reach;
  const found = new Map<string, { readonly explained: Omit<PortsExplained, 'ports'>; ports: PortSet }>();
  for (const ports of piecesOf(connectivity, from, to, asked)) {
    const explained = explainPort(connectivity, from, to, portAt(ports.bounds[0] ?? 0));
    const key = explainedKey(explained);
    const same = found.get(key);
    if (same === undefined) found.set(key, { explained, ports });
    else same.ports = sets.union(same.ports, ports);
  }
  return [...found.values()]
    .sort((a, b) => Number(b.explained.allowed) - Number(a.explained.allowed))
    .map(({ explained, ports }) => ({ ports: portRanges(ports), ...explained }));
}

/** A text that is the same where the same decides on both sides. */
export function explainedKey({ egress, ingress }: Pick<PortsExplained, 'egress' | 'ingress'>): string {
  return [egress, ingress]
    .map(({ text, rules, passedBy = [] }) => [text, ...[...passedBy, ...rules].map(placedKey)].join(' '))
    .join('\n');
}

/** Why one port is open or closed between two ends. */
export function explainPort(connectivity: Connectivity, from: End, to: End, at: Port): Omit<PortsExplained, 'ports'> {
  const { source, target } = representatives(connectivity, from, to, at);
  const egress = explainSide(connectivity, { direction: 'egress', subject: source, peer: target, at });
  const ingress = explainSide(connectivity, { direction: 'ingress', subject: target, peer: source, at });
  return { allowed: egress.action === 'pass' && ingress.action === 'pass', egress: egress.why, ingress: ingress.why };
}

/** The ports that were asked for, cut wherever a rule of either side tells them apart. */
export function piecesOf(connectivity: Connectivity, from: End, to: End, asked: PortSet): readonly PortSet[] {
  const { reach, table } = connectivity;
  const { sets } = reach;
  const { source, target } = representatives(connectivity, from, to);
  const destination = target.kind === 'pod' ? target.pod : undefined;
  const rules = [
    ...(source.kind === 'pod' ? rulePorts(table, sets, { pod: source.pod, direction: 'egress', destination }) : []),
    ...(target.kind === 'pod' ? rulePorts(table, sets, { pod: target.pod, direction: 'ingress', destination }) : []),
  ];
  let pieces: readonly PortSet[] = [asked];
  for (const ports of rules) {
    pieces = pieces.flatMap((piece) => [sets.intersect(piece, ports), sets.subtract(piece, ports)]);
    pieces = [...new Set(pieces)].filter((piece) => piece !== sets.none);
  }
  return pieces.filter((piece) => piece !== sets.none);
}

interface Side {
  readonly direction: Direction;
  readonly subject: Representative;
  readonly peer: Representative;
  readonly at: Port;
}

function explainSide(
  { table }: Connectivity,
  { direction, subject, peer, at }: Side,
): { readonly action: 'pass' | 'drop'; readonly why: SideExplained } {
  if (subject.kind === 'external') {
    return { action: 'pass', why: { code: 'outside', text: 'no policy is asked outside the cluster', rules: [] } };
  }
  const { action, reason, decidedBy = [] } = judge(table, { direction, pod: subject.pod, peer, ...at });
  const rules = decidedBy.filter(({ part }) => part !== 'passes').map(({ rule }) => rule);
  const passedBy = decidedBy.filter(({ part }) => part === 'passes').map(({ rule }) => rule);
  const text = `${passText(passedBy)}${textOf(reason.code, direction, rules)}`;
  return { action, why: { code: reason.code, text, rules, ...(passedBy.length === 0 ? {} : { passedBy }) } };
}

function passText(rules: readonly RuleRef[]): string {
  const names = namesOf(rules);
  if (names.length === 0) return '';
  return `${names.join(', ')} ${names.length === 1 ? 'passes' : 'pass'} it on, and `;
}

/** Unlike the engine's own sentence it names no port: it is told of many at once. */
function textOf(code: string, direction: Direction, rules: readonly RuleRef[]): string {
  const names = namesOf(rules);
  const all = names.join(', ');
  switch (code) {
    case 'policy-allows':
      return `${all} allows ${direction}`;
    case 'policy-denies':
      return `${all} denies ${direction}`;
    case 'policy-isolates':
      return `${all} ${names.length === 1 ? 'isolates' : 'isolate'} ${direction}, and no rule allows it`;
    default:
      return `no policy isolates ${direction}`;
  }
}

/** The policies that rules belong to, each once. */
function namesOf(rules: readonly RuleRef[]): readonly string[] {
  return [...new Set(rules.map(({ ref }) => formatRef(ref)))];
}
