import { readFileSync } from 'node:fs';

/** All ports of all protocols, as a matrix has them. */
const EVERYTHING = 'SCTP 1-65535,TCP 1-65535,UDP 1-65535';

interface OurEnd {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly workloadKind: string;
}

/** Whether `curlew matrix` and netpol-analyzer list the same connections between workloads, on the same ports. */
export function compareConnections(oursFile: string, theirsFile: string): string {
  const { connections } = read(oursFile) as {
    readonly connections: readonly {
      readonly from: OurEnd;
      readonly to: OurEnd;
      readonly allowed: readonly { readonly protocol: string; readonly ports: string }[];
    }[];
  };
  const nameOf = ({ namespace, name, workloadKind }: OurEnd): string => `${namespace}/${name}[${workloadKind}]`;
  const ours = connections.flatMap(({ from, to, allowed }) => {
    if (from.kind !== 'Workload' || to.kind !== 'Workload') return [];
    const ports = allowed.map(({ protocol, ports }) => `${protocol} ${ports}`).sort();
    return [`${nameOf(from)} ${nameOf(to)} ${ports.join(',')}`];
  });
  const rows = read(theirsFile) as readonly { readonly src: string; readonly dst: string; readonly conn: string }[];
  const theirs = new Set(
    rows
      .filter(({ src, dst }) => src.endsWith(']') && dst.endsWith(']'))
      .map(({ src, dst, conn }) => `${src} ${dst} ${conn === 'All Connections' ? EVERYTHING : conn}`),
  );
  const common = ours.filter((row) => theirs.has(row)).length;
  if (common === ours.length && common === theirs.size) return `the same ${common.toLocaleString('en')} connections`;
  return `${common} connections are the same, ${ours.length - common} only ours, ${theirs.size - common} only theirs`;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
