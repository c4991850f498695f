import type {
  DaemonSet,
  Deployment,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../engine/model/index.ts';
import { formatLabels } from '../../engine/model/index.ts';
import { ageColumn, containerColumns, type KindColumns } from './column.ts';
import { selectorText } from './selector-text.ts';

type Workload = 'Deployment' | 'ReplicaSet' | 'ReplicationController' | 'StatefulSet' | 'DaemonSet';

/**
 * The column definitions of the kinds that keep pods running, in kubernetes pkg/printers/internalversion/printers.go.
 * Counts that a status leaves out are 0, and `spec.replicas` is 1 by default.
 */
export const workloadColumns: KindColumns<Workload> = {
  Deployment: [
    { name: 'READY', cell: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas}` },
    { name: 'UP-TO-DATE', cell: ({ status }) => count(status?.updatedReplicas) },
    { name: 'AVAILABLE', cell: ({ status }) => count(status?.availableReplicas) },
    ageColumn,
    ...containerColumns<Deployment>(({ spec }) => spec.template.spec.containers),
    { name: 'SELECTOR', wide: true, cell: ({ spec }) => selectorText(spec.selector) },
  ],
  ReplicaSet: [
    { name: 'DESIRED', cell: ({ spec }) => `${spec.replicas}` },
    { name: 'CURRENT', cell: ({ status }) => count(status?.replicas) },
    { name: 'READY', cell: ({ status }) => count(status?.readyReplicas) },
    ageColumn,
    ...containerColumns<ReplicaSet>(({ spec }) => spec.template.spec.containers),
    { name: 'SELECTOR', wide: true, cell: ({ spec }) => selectorText(spec.selector) },
  ],
  ReplicationController: [
    { name: 'DESIRED', cell: ({ spec }) => `${spec.replicas}` },
    { name: 'CURRENT', cell: ({ status }) => count(status?.replicas) },
    { name: 'READY', cell: ({ status }) => count(status?.readyReplicas) },
    ageColumn,
    ...containerColumns<ReplicationController>(({ spec }) => spec.template.spec.containers),
    { name: 'SELECTOR', wide: true, cell: ({ spec }) => formatLabels(spec.selector) },
  ],
  StatefulSet: [
    { name: 'READY', cell: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas}` },
    ageColumn,
    ...containerColumns<StatefulSet>(({ spec }) => spec.template.spec.containers),
  ],
  DaemonSet: [
    { name: 'DESIRED', cell: ({ status }) => count(status?.desiredNumberScheduled) },
    { name: 'CURRENT', cell: ({ status }) => count(status?.currentNumberScheduled) },
    { name: 'READY', cell: ({ status }) => count(status?.numberReady) },
    { name: 'UP-TO-DATE', cell: ({ status }) => count(status?.updatedNumberScheduled) },
    { name: 'AVAILABLE', cell: ({ status }) => count(status?.numberAvailable) },
    { name: 'NODE SELECTOR', cell: ({ spec }) => formatLabels(spec.template.spec.nodeSelector) },
    ageColumn,
    ...containerColumns<DaemonSet>(({ spec }) => spec.template.spec.containers),
    { name: 'SELECTOR', wide: true, cell: ({ spec }) => selectorText(spec.selector) },
  ],
};

function count(value: number | undefined): string {
  return `${value ?? 0}`;
}
