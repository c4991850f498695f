import { type FieldPath, type Ingress, type IngressClass, valueAt } from '../../engine/model/index.ts';
import { ageColumn, type Column, type KindColumns, NONE } from './column.ts';
import { ingressAddresses } from './ingress-addresses.ts';
import { selectorText } from './selector-text.ts';

/**
 * networkPolicyColumnDefinitioins, ingressColumnDefinitions and ingressClassColumnDefinitions in kubernetes
 * pkg/printers/internalversion/printers.go.
 */
export const networkColumns: KindColumns<'NetworkPolicy' | 'Ingress' | 'IngressClass'> = {
  NetworkPolicy: [{ name: 'POD-SELECTOR', cell: ({ spec }) => selectorText(spec.podSelector) }, ageColumn],
  Ingress: [
    { name: 'CLASS', cell: ({ spec }) => spec?.ingressClassName ?? NONE },
    { name: 'HOSTS', cell: (ingress) => hosts(ingress) },
    { name: 'ADDRESS', cell: ({ status }) => ingressAddresses(status?.loadBalancer?.ingress).join(',') },
    { name: 'PORTS', cell: ({ spec }) => ((spec?.tls ?? []).length === 0 ? '80' : '80, 443') },
    ageColumn,
  ],
  IngressClass: [
    { name: 'CONTROLLER', cell: ({ spec }) => spec?.controller ?? '' },
    { name: 'PARAMETERS', cell: (ingressClass) => parameters(ingressClass) },
    ageColumn,
  ],
};

/**
 * What the CustomResourceDefinitions of the network-policy-api print: additionalPrinterColumns in
 * config/crd/experimental (v0.3.0), and of v0.1.7 for AdminNetworkPolicy.
 */
export const policyApiColumns: Readonly<Record<string, readonly Column[]>> = {
  AdminNetworkPolicy: [fieldColumn('PRIORITY', ['spec', 'priority']), ageColumn],
  ClusterNetworkPolicy: [
    fieldColumn('TIER', ['spec', 'tier']),
    fieldColumn('PRIORITY', ['spec', 'priority']),
    ageColumn,
  ],
};

function fieldColumn(name: string, path: FieldPath): Column {
  return { name, cell: (object) => String(valueAt(object, path) ?? '') };
}

/** Stops at the rule after the third host; what is left over counts rules, with or without a host (formatHosts). */
function hosts({ spec }: Ingress): string {
  const rules = spec?.rules ?? [];
  const shown: string[] = [];
  for (const { host = '' } of rules) {
    if (shown.length === 3) return `${shown.join(',')} + ${rules.length - 3} more...`;
    if (host !== '') shown.push(host);
  }
  return shown.length === 0 ? '*' : shown.join(',');
}

function parameters({ spec }: IngressClass): string {
  if (spec?.parameters === undefined) return NONE;
  const { kind, apiGroup, name } = spec.parameters;
  return `${apiGroup === undefined ? kind : `${kind}.${apiGroup}`}/${name}`;
}
