import type { WorkloadPeer } from '../../engine/model/index.ts';
import { groupBy } from '../../engine/model/index.ts';
import type {
  ExposureJson,
  PortsExplainedJson,
  PortsJson,
  SideJson,
  UnknownConnectionJson,
} from '../json/matrix-json.ts';
import type { RuleJson } from '../json/rule-json.ts';

/** `Deployment shop/web` */
export function workloadName({ workloadKind, namespace, name }: WorkloadPeer): string {
  return `${workloadKind} ${namespace}/${name}`;
}

/** `all ports`, or `TCP 80,443; UDP 53`; a protocol of which every port is meant stands alone. */
export function portsText(ports: readonly PortsJson[]): string {
  if (ports.length === 3 && ports.every(isWhole)) return 'all ports';
  if (ports.length === 0) return 'none';
  return ports.map((each) => (isWhole(each) ? each.protocol : `${each.protocol} ${each.ports}`)).join('; ');
}

function isWhole({ ports }: PortsJson): boolean {
  return ports === '1-65535';
}

/** The sentence of a side, with the places of its rules: `… allows ingress (db.yaml:8 spec.ingress[0].from[0])`. */
export function sideText({ text, rules, passedBy = [] }: SideJson): string {
  const places = [...passedBy, ...rules].flatMap(placeText);
  return places.length === 0 ? text : `${text} (${places.join(', ')})`;
}

/** Nothing where the rule stands in no file. */
export function placeText({ file, line, path }: RuleJson): readonly string[] {
  return file === undefined ? [] : [`${file}:${line}${path === '' ? '' : ` ${path}`}`];
}

/** Why some ports are open or shut, on one line; addresses outside have no policies of their own. */
export function reasonText({ ports, allowed, egress, ingress }: PortsExplainedJson): string {
  const sides = [egress, ingress].filter(({ code }) => code !== 'outside').map(sideText);
  return `${allowed ? '✓' : '✗'} ${portsText(ports)}: ${sides.join('; ')}`;
}

/** What policies make of a way in. */
export const PERMITTED: Readonly<Record<ExposureJson['permitted'], string>> = {
  all: 'open',
  some: 'open for some',
  'own-node': "open at the pod's own node",
  none: 'shut by policy',
  unknown: 'unknown',
};

/** What a client addresses: `*:30080/TCP`, or host and path of an Ingress. */
export function addressText({ via, address, protocol }: Pick<ExposureJson, 'via' | 'address' | 'protocol'>): string {
  return via === 'Ingress' ? address : `${address}/${protocol}`;
}

/** The row of a way in: who comes that way, and to which port of which workload. */
export interface ExposureRow {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: string;
}

/** The ways in as rows beside the others; those that policies shut are left out. */
export function exposureRows(exposure: readonly ExposureJson[] | undefined): readonly ExposureRow[] {
  return (exposure ?? [])
    .filter(({ permitted }) => permitted !== 'none')
    .map(({ via, address, to, protocol, port }) => ({
      from: `${via} ${address}`,
      to: workloadName(to),
      protocol,
      port: String(port),
    }));
}

/** A list that is parted by commas, broken into lines of so many parts. */
export function inLines(list: string, perLine: number): readonly string[] {
  const parts = list.split(', ');
  const starts = parts.flatMap((_, index) => (index % perLine === 0 ? [index] : []));
  return starts.map((start) => {
    const line = parts.slice(start, start + perLine).join(', ');
    return start + perLine < parts.length ? `${line},` : line;
  });
}

/** Why nobody can tell, with the place of the object that may decide. */
export function unknownText({ because: { text, rule } }: UnknownConnectionJson): string {
  return [`unknown: ${text}`, ...(rule === undefined ? [] : placeText(rule)).map((place) => `(${place})`)].join(' ');
}

/** The same of many pairs: each object once, with the number of the pairs that it may decide. */
export function unknownLines(unknown: readonly UnknownConnectionJson[] = []): readonly string[] {
  const objects = groupBy(unknown, ({ because: { rule, code } }) => {
    const object = rule === undefined ? 'what cannot be read' : [rule.object, ...placeText(rule)].join(' ');
    return `${object} may decide, and is ${code === 'rejected-object' ? 'rejected' : 'not modelled'}`;
  });
  return [...objects].map(([what, { length }]) => {
    const pairs = length === 1 ? '1 connection is' : `${length} connections are`;
    return `${pairs} unknown: ${what}`;
  });
}
