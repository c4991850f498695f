import type { MatrixExposure, MatrixPeer, PortRanges, RuleRef, SideExplained } from '../../model/index.ts';

/** `Deployment shop/web`, or `outside` with its addresses where they are not all there are. */
export function peerName(peer: MatrixPeer): string {
  if (peer.kind === 'Workload') return `${peer.workloadKind} ${peer.namespace}/${peer.name}`;
  return isEverywhere(peer.ranges) ? 'outside' : `outside ${peer.ranges.map(shortRange).join(', ')}`;
}

const EVERYWHERE: readonly string[] = ['0.0.0.0-255.255.255.255', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'];

function isEverywhere(ranges: readonly string[]): boolean {
  return ranges.every((range) => EVERYWHERE.includes(range));
}

/** A range of one address is that address. */
function shortRange(range: string): string {
  const [first = '', last] = range.split('-');
  return first === last ? first : range;
}

/** `all ports`, or `TCP 80,443; UDP 53`; a protocol of which every port is meant stands alone. */
export function portsText(ports: readonly PortRanges[]): string {
  if (ports.length === 3 && ports.every(isWhole)) return 'all ports';
  if (ports.length === 0) return 'none';
  return ports.map((each) => (isWhole(each) ? each.protocol : `${each.protocol} ${each.ports}`)).join('; ');
}

function isWhole({ ports }: PortRanges): boolean {
  return ports === '1-65535';
}

/** The sentence of a side, with the places of its rules: `… allows ingress (db.yaml:8 spec.ingress[0].from[0])`. */
export function sideText({ text, rules }: SideExplained): string {
  const places = rules.flatMap(placeText);
  return places.length === 0 ? text : `${text} (${places.join(', ')})`;
}

export function placeText({ file, line, path }: RuleRef): readonly string[] {
  return file === undefined ? [] : [`${file}:${line}${path === '' ? '' : ` ${path}`}`];
}

/** The row of a way in: who comes that way, and to which port of which workload. */
export interface ExposureRow {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: string;
}

/** The ways in as rows beside the others; those that policies shut are left out. */
export function exposureRows(exposure: readonly MatrixExposure[] | undefined): readonly ExposureRow[] {
  return (exposure ?? [])
    .filter(({ permitted }) => permitted !== 'none')
    .map(({ via, address, to, protocol, port }) => ({
      from: `${via} ${address}`,
      to: peerName(to),
      protocol,
      port: String(port),
    }));
}
