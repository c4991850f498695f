import type { KubernetesObject } from '../../engine/model/index.ts';
import { ageColumn, type Column, type KindColumns } from './column.ts';

interface Secret extends KubernetesObject {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

interface ServiceAccount extends KubernetesObject {
  readonly secrets?: readonly unknown[];
}

interface ConfigurationColumns extends KindColumns<'Namespace' | 'ConfigMap' | 'PriorityClass'> {
  readonly Secret: readonly Column<Secret>[];
  readonly ServiceAccount: readonly Column<ServiceAccount>[];
}

/** The column definitions of the kinds without pods or addresses, in kubernetes pkg/printers/internalversion/printers.go. */
export const configurationColumns: ConfigurationColumns = {
  Namespace: [{ name: 'STATUS', cell: ({ status }) => status?.phase ?? 'Active' }, ageColumn],
  ConfigMap: [
    { name: 'DATA', cell: ({ data, binaryData }) => `${keys(data).length + keys(binaryData).length}` },
    ageColumn,
  ],
  Secret: [
    { name: 'TYPE', cell: ({ type }) => type ?? 'Opaque' },
    // The API server stores stringData as data; a key of both is one key.
    { name: 'DATA', cell: ({ data, stringData }) => `${new Set([...keys(data), ...keys(stringData)]).size}` },
    ageColumn,
  ],
  ServiceAccount: [{ name: 'SECRETS', cell: ({ secrets }) => `${secrets?.length ?? 0}` }, ageColumn],
  PriorityClass: [
    { name: 'VALUE', cell: ({ value }) => `${value}` },
    { name: 'GLOBAL-DEFAULT', cell: ({ globalDefault }) => `${globalDefault ?? false}` },
    ageColumn,
    // Not a wide column: its definition has no priority, and the API server fills it in for every table.
    { name: 'PREEMPTIONPOLICY', cell: ({ preemptionPolicy }) => preemptionPolicy ?? 'PreemptLowerPriority' },
  ],
};

function keys(map: object | undefined): readonly string[] {
  return Object.keys(map ?? {});
}
