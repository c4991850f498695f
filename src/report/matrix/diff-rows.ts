import type { ConnectionChangeJson, DiffJson, PortsComparedJson, PortsJson } from '../json/matrix-json.ts';
import type { EndNames } from './end-names.ts';
import { portsText, sideText } from './names.ts';

/** The sections of a diff, in the order in which a reviewer wants them. */
export function sectionsOf({ opened, changed, closed }: DiffJson): readonly {
  readonly title: 'Opened' | 'Changed' | 'Closed';
  readonly changes: readonly ConnectionChangeJson[];
}[] {
  const sections = [
    { title: 'Opened' as const, changes: opened },
    { title: 'Changed' as const, changes: changed },
    { title: 'Closed' as const, changes: closed },
  ];
  return sections.filter(({ changes }) => changes.length > 0);
}

/** `+ TCP 80` for what opens, `- UDP 53` for what closes. */
export function portChange({ opened, closed }: ConnectionChangeJson): string {
  const part = (mark: string, ports: readonly PortsJson[]): readonly string[] =>
    ports.length === 0 ? [] : [`${mark}${portsText(ports)}`];
  return [...part('+ ', opened), ...part('- ', closed)].join('  ');
}

/** Who connects to whom, and whether one of them came or went. */
export function pairText({ from, to, workload }: ConnectionChangeJson, names: EndNames): string {
  return `${names.of(from)} → ${names.of(to)}${workload === undefined ? '' : ` (workload ${workload})`}`;
}

/** Why each of its ports changed; which ports are meant is said where they differ in it. */
export function whyTexts({ because }: ConnectionChangeJson): readonly string[] {
  return because.flatMap((why) => {
    const ports = because.length === 1 ? '' : `${why.change === 'opened' ? '+' : '-'} ${portsText(why.ports)} `;
    return whyText(why).map((text) => `${ports}${text}`);
  });
}

/** What decided before and what decides now; what is the same on both sides is left out. */
function whyText({ before, after }: PortsComparedJson): readonly string[] {
  const same = (side: 'egress' | 'ingress'): boolean =>
    JSON.stringify(before?.[side]) === JSON.stringify(after?.[side]);
  const texts = (when: 'before' | 'now', sides: PortsComparedJson['before']): readonly string[] =>
    sides === undefined
      ? []
      : (['egress', 'ingress'] as const)
          .filter((side) => !same(side) && sides[side].code !== 'outside')
          .map((side) => `${when}: ${sideText(sides[side])}`);
  return [...texts('before', before), ...texts('now', after)];
}

/** `2 opened, 1 closed`, or that nothing changes. */
export function summaryOf({ opened, changed, closed, unknown = [], workloads, names, exposure }: DiffJson): string {
  const counts = [
    [opened.length, 'opened'],
    [changed.length, 'changed'],
    [closed.length, 'closed'],
    [unknown.length, 'unknown'],
    [workloads.added.length, workloads.added.length === 1 ? 'workload added' : 'workloads added'],
    [workloads.removed.length, workloads.removed.length === 1 ? 'workload removed' : 'workloads removed'],
    [exposure.opened.length, exposure.opened.length === 1 ? 'way in opened' : 'ways in opened'],
    [exposure.closed.length, exposure.closed.length === 1 ? 'way in closed' : 'ways in closed'],
    [names.lost.length, names.lost.length === 1 ? 'workload kept from DNS' : 'workloads kept from DNS'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.length === 0 ? 'no connection changes' : said.join(', ');
}
