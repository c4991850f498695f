import type { Pod } from '../../engine/model/index.ts';
import { podIPs } from '../../engine/model/index.ts';
import { ageColumn, type KindColumns, NONE, orNone } from './column.ts';
import { summarizePod } from './pod-summary.ts';

/**
 * podColumnDefinitions in kubernetes pkg/printers/internalversion/printers.go. RESTARTS is the number alone: when the
 * last restart was takes a clock.
 */
export const podColumns: KindColumns<'Pod'> = {
  Pod: [
    { name: 'READY', cell: (pod) => readyText(pod) },
    { name: 'STATUS', cell: (pod) => summarizePod(pod).status },
    { name: 'RESTARTS', cell: (pod) => `${summarizePod(pod).restarts}` },
    ageColumn,
    { name: 'IP', wide: true, cell: (pod) => podIPs(pod)[0] ?? NONE },
    { name: 'NODE', wide: true, cell: ({ spec }) => orNone(spec.nodeName) },
    { name: 'NOMINATED NODE', wide: true, cell: ({ status }) => orNone(status?.nominatedNodeName) },
    { name: 'READINESS GATES', wide: true, cell: (pod) => readinessGates(pod) },
  ],
};

function readyText(pod: Pod): string {
  const { ready, total } = summarizePod(pod);
  return `${ready}/${total}`;
}

function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return NONE;
  const open = gates.filter(
    ({ conditionType }) => status?.conditions?.find(({ type }) => type === conditionType)?.status === 'True',
  );
  return `${open.length}/${gates.length}`;
}
