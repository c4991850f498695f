import type { Node } from '../../engine/model/index.ts';
import { compareText } from '../../engine/model/index.ts';
import { ageColumn, type KindColumns, NONE, orNone } from './column.ts';

/** nodeColumnDefinitions in kubernetes pkg/printers/internalversion/printers.go. */
export const nodeColumns: KindColumns<'Node'> = {
  Node: [
    { name: 'STATUS', cell: (node) => statusText(node) },
    { name: 'ROLES', cell: (node) => orNone(roles(node).join(',')) },
    ageColumn,
    { name: 'VERSION', cell: ({ status }) => status?.nodeInfo?.kubeletVersion ?? '' },
    { name: 'INTERNAL-IP', wide: true, cell: (node) => firstAddress(node, 'InternalIP') },
    { name: 'EXTERNAL-IP', wide: true, cell: (node) => firstAddress(node, 'ExternalIP') },
    { name: 'OS-IMAGE', wide: true, cell: ({ status }) => orUnknown(status?.nodeInfo?.osImage) },
    { name: 'KERNEL-VERSION', wide: true, cell: ({ status }) => orUnknown(status?.nodeInfo?.kernelVersion) },
    {
      name: 'CONTAINER-RUNTIME',
      wide: true,
      cell: ({ status }) => orUnknown(status?.nodeInfo?.containerRuntimeVersion),
    },
  ],
};

function statusText({ spec, status }: Node): string {
  const ready = status?.conditions?.findLast(({ type }) => type === 'Ready');
  const word = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable === true ? `${word},SchedulingDisabled` : word;
}

const ROLE_PREFIX = 'node-role.kubernetes.io/';

/** A role is the rest of a label's key, or the value of the older label `kubernetes.io/role`. */
function roles({ metadata }: Node): readonly string[] {
  const found = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(ROLE_PREFIX)) return [key.slice(ROLE_PREFIX.length)];
    return key === 'kubernetes.io/role' ? [value] : [];
  });
  return [...new Set(found.filter((role) => role !== ''))].sort(compareText);
}

function firstAddress({ status }: Node, wanted: string): string {
  return status?.addresses?.find(({ type }) => type === wanted)?.address ?? NONE;
}

function orUnknown(text: string | undefined): string {
  return text === undefined || text === '' ? '<unknown>' : text;
}
