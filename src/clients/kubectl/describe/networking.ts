import type {
  ClusterView,
  EndpointSlice,
  Endpoints,
  Ingress,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  Resource,
  Service,
} from '../../../engine/model/index.ts';
import { formatLabels, formatSocket, SERVICE_NAME_LABEL } from '../../../engine/model/index.ts';
import { selectorText } from '../../../report/index.ts';
import { annotationLines, CREATED, EVENTS, type Lines, labelLines, NONE } from './description.ts';

/** describeService, with the lines that kubectl 1.33 added. */
export function describeService(view: ClusterView, resource: Resource<Service>): Lines {
  const { metadata, spec, status } = resource.object;
  const ingress = (status?.loadBalancer?.ingress ?? []).map(
    ({ ip, hostname, ipMode }) => `${ip ?? hostname ?? ''}${ipMode === undefined ? '' : ` (${ipMode})`}`,
  );
  return [
    ...headLines(resource),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Selector:\t${formatLabels(spec.selector)}`,
    `Type:\t${spec.type}`,
    ...optional('IP Family Policy', spec.ipFamilyPolicy),
    `IP Families:\t${joined(spec.ipFamilies)}`,
    `IP:\t${spec.clusterIP ?? ''}`,
    `IPs:\t${joined(spec.clusterIPs)}`,
    ...optional('External IPs', spec.externalIPs?.join(',')),
    ...optional('Desired LoadBalancer IP', spec.loadBalancerIP),
    ...optional('External Name', spec.externalName),
    ...optional('LoadBalancer Ingress', ingress.join(', ')),
    ...portLines(view, resource),
    `Session Affinity:\t${spec.sessionAffinity}`,
    ...optional('External Traffic Policy', spec.externalTrafficPolicy),
    ...optional('Internal Traffic Policy', spec.internalTrafficPolicy),
    ...(spec.healthCheckNodePort === undefined ? [] : [`HealthCheck NodePort:\t${spec.healthCheckNodePort}`]),
    ...optional('LoadBalancer Source Ranges', spec.loadBalancerSourceRanges?.join(',')),
    EVENTS,
  ];
}

function headLines({ ref }: Resource): Lines {
  return [`Name:\t${ref.name}`, `Namespace:\t${ref.namespace}`];
}

function optional(title: string, value: string | undefined): Lines {
  return value === undefined || value === '' ? [] : [`${title}:\t${value}`];
}

function joined(values: readonly string[] = []): string {
  return values.length === 0 ? NONE : values.join(',');
}

function portLines(view: ClusterView, { ref, object }: Resource<Service>): Lines {
  return (object.spec.ports ?? []).flatMap(({ name = '', port, targetPort, nodePort = 0, protocol }) => {
    const shown = name === '' ? '<unset>' : name;
    return [
      `Port:\t${shown}\t${port}/${protocol}`,
      `TargetPort:\t${targetPort}/${protocol}`,
      ...(nodePort === 0 ? [] : [`NodePort:\t${shown}\t${nodePort}/${protocol}`]),
      `Endpoints:\t${endpointsText(view, ref, name)}`,
    ];
  });
}

/** The ready endpoints of a Service's port, in the order of its slices, three of them (formatEndpointSlices). */
function endpointsText(view: ClusterView, { namespace = '', name }: Resource['ref'], portName?: string): string {
  const slices = view.labelled('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: name });
  if (slices.length === 0) return NONE;
  const sockets = slices.flatMap(({ object }) => socketsOf(object, portName));
  const shown = sockets.slice(0, 3).join(',');
  return sockets.length > 3 ? `${shown} + ${sockets.length - 3} more...` : shown;
}

function socketsOf({ ports, endpoints }: EndpointSlice, portName: string | undefined): readonly string[] {
  const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false);
  const addresses = ready.flatMap((endpoint) => endpoint.addresses.slice(0, 1));
  const named = (ports ?? []).filter(({ name }) => portName === undefined || name === portName);
  if ((ports ?? []).length === 0) return addresses;
  return named.flatMap(({ port = 0 }) => addresses.map((address) => formatSocket(address, port)));
}

/** describeEndpoints. */
export function describeEndpoints(_: ClusterView, resource: Resource<Endpoints>): Lines {
  const { metadata, subsets = [] } = resource.object;
  const ipsOf = (addresses: readonly { readonly ip: string }[] = []) => joined(addresses.map(({ ip }) => ip));
  return [
    ...headLines(resource),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    'Subsets:',
    ...subsets.flatMap(({ addresses, notReadyAddresses, ports = [] }) => [
      `  Addresses:\t${ipsOf(addresses)}`,
      `  NotReadyAddresses:\t${ipsOf(notReadyAddresses)}`,
      ...(ports.length === 0 ? [] : portTable(ports)),
      '',
    ]),
    EVENTS,
  ];
}

type NumberedPort = { readonly name?: string; readonly port?: number; readonly protocol?: string };

function portTable(ports: readonly NumberedPort[], indent = '  '): Lines {
  return [
    `${indent}Ports:`,
    `${indent}  Name\tPort\tProtocol`,
    `${indent}  ----\t----\t--------`,
    ...ports.map(
      ({ name = '', port, protocol = 'TCP' }) =>
        `${indent}  ${name === '' ? '<unset>' : name}\t${port ?? '<unset>'}\t${protocol}`,
    ),
  ];
}

/** describeEndpointSliceV1. */
export function describeEndpointSlice(_: ClusterView, resource: Resource<EndpointSlice>): Lines {
  const { metadata, addressType, ports, endpoints } = resource.object;
  return [
    ...headLines(resource),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `AddressType:\t${addressType}`,
    ...((ports ?? []).length === 0 ? ['Ports: <unset>'] : portTable(ports ?? [], '')),
    ...(endpoints.length === 0 ? [`Endpoints: ${NONE}`] : ['Endpoints:']),
    ...endpoints.flatMap(({ addresses, conditions, hostname, targetRef, nodeName, zone }) => [
      `  - Addresses:\t${addresses.join(',')}`,
      '    Conditions:',
      `      Ready:\t${conditions?.ready ?? '<unset>'}`,
      `    Hostname:\t${hostname ?? '<unset>'}`,
      ...(targetRef === undefined ? [] : [`    TargetRef:\t${targetRef.kind}/${targetRef.name}`]),
      `    NodeName:\t${nodeName ?? '<unset>'}`,
      `    Zone:\t${zone ?? '<unset>'}`,
    ]),
    EVENTS,
  ];
}

type Backend = NonNullable<NonNullable<Ingress['spec']>['defaultBackend']>;

/** describeIngressV1. */
export function describeIngress(view: ClusterView, resource: Resource<Ingress>): Lines {
  const { metadata, spec, status } = resource.object;
  const { namespace } = resource.ref;
  const text = (backend: Backend) => backendText(view, namespace, backend);
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  const fallback = spec?.defaultBackend;
  const rules = spec?.rules ?? [];
  return [
    `Name:\t${resource.ref.name}`,
    ...labelLines('Labels', metadata.labels),
    `Namespace:\t${namespace}`,
    `Address:\t${addresses.join(',')}`,
    `Ingress Class:\t${spec?.ingressClassName ?? metadata.annotations?.['kubernetes.io/ingress.class'] ?? NONE}`,
    `Default backend:\t${fallback === undefined ? '<default>' : text(fallback)}`,
    ...tlsLines(spec?.tls),
    'Rules:',
    '  Host\tPath\tBackends',
    '  ----\t----\t--------',
    ...rules.flatMap(({ host = '', http }) => [
      `  ${host === '' ? '*' : host}\t`,
      ...(http?.paths ?? []).map(({ path = '', backend }) => `  \t${path} \t${text(backend)}`),
    ]),
    ...(rules.length === 0 ? [`  *\t*\t${fallback === undefined ? '<default>' : text(fallback)}`] : []),
    ...annotationLines('Annotations', metadata.annotations),
    EVENTS,
  ];
}

function tlsLines(tls: NonNullable<Ingress['spec']>['tls'] = []): Lines {
  if (tls.length === 0) return [];
  return [
    'TLS:',
    ...tls.map(({ secretName = '', hosts = [] }) =>
      secretName === '' ? `  SNI routes ${hosts.join(',')}` : `  ${secretName} terminates ${hosts.join(',')}`,
    ),
  ];
}

function backendText(view: ClusterView, namespace: string, { service, resource }: Backend): string {
  if (service === undefined) {
    return `APIGroup: ${resource?.apiGroup ?? NONE}, Kind: ${resource?.kind ?? ''}, Name: ${resource?.name ?? ''}`;
  }
  const { name, port = {} } = service;
  const found = view.get('Service', name, namespace);
  const shown = `${name}:${port.name ?? port.number ?? ''}`;
  if (found === undefined) return `${shown} (<error: services "${name}" not found>)`;
  const target = (found.object.spec.ports ?? []).find((each) =>
    port.name === undefined ? each.port === port.number : each.name === port.name,
  );
  return `${shown} (${endpointsText(view, found.ref, target?.name ?? '')})`;
}

/** describeNetworkPolicy. */
export function describeNetworkPolicy(_: ClusterView, resource: Resource<NetworkPolicy>): Lines {
  const { metadata, spec } = resource.object;
  const selected = selectorText(spec.podSelector);
  const types = spec.policyTypes;
  return [
    ...headLines(resource),
    `Created on:\t${CREATED}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    'Spec:',
    `  PodSelector:     ${selected === NONE ? `${NONE} (Allowing the specific traffic to all pods in this namespace)` : selected}`,
    ...directionLines('ingress', types.includes('Ingress') ? (spec.ingress ?? []).map(ingressRule) : undefined),
    ...directionLines('egress', types.includes('Egress') ? (spec.egress ?? []).map(egressRule) : undefined),
    `  Policy Types: ${types.join(', ')}`,
  ];
}

interface Rule {
  readonly ports: readonly NetworkPolicyPort[];
  readonly peers: readonly NetworkPolicyPeer[];
  readonly word: 'From' | 'To';
}

function ingressRule(rule: { readonly ports?: Rule['ports']; readonly from?: Rule['peers'] }): Rule {
  return { ports: rule.ports ?? [], peers: rule.from ?? [], word: 'From' };
}

function egressRule(rule: { readonly ports?: Rule['ports']; readonly to?: Rule['peers'] }): Rule {
  return { ports: rule.ports ?? [], peers: rule.to ?? [], word: 'To' };
}

/** `undefined`: the policy does not speak of that direction. */
function directionLines(direction: 'ingress' | 'egress', rules: readonly Rule[] | undefined): Lines {
  if (rules === undefined) return [`  Not affecting ${direction} traffic`];
  const head = `  Allowing ${direction} traffic:`;
  if (rules.length === 0) return [head, `    ${NONE} (Selected pods are isolated for ${direction} connectivity)`];
  return [head, ...rules.flatMap((rule, index) => [...(index === 0 ? [] : ['    ----------']), ...ruleLines(rule)])];
}

function ruleLines({ ports, peers, word }: Rule): Lines {
  const side = word === 'From' ? 'source' : 'destination';
  return [
    ...(ports.length === 0 ? ['    To Port: <any> (traffic allowed to all ports)'] : ports.map(policyPort)),
    ...(peers.length === 0 ? [`    ${word}: <any> (traffic not restricted by ${side})`] : []),
    ...peers.flatMap((peer) => [`    ${word}:`, ...peerLines(peer)]),
  ];
}

function policyPort({ port, endPort, protocol }: NetworkPolicyPort): string {
  if (endPort !== undefined) return `    To Port Range: ${port}-${endPort}/${protocol}`;
  return `    To Port: ${port ?? '<any>'}/${protocol}`;
}

function peerLines({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): Lines {
  if (ipBlock !== undefined) {
    return ['      IPBlock:', `        CIDR: ${ipBlock.cidr}`, `        Except: ${(ipBlock.except ?? []).join(', ')}`];
  }
  return [
    ...(namespaceSelector === undefined ? [] : [`      NamespaceSelector: ${selectorText(namespaceSelector)}`]),
    ...(podSelector === undefined ? [] : [`      PodSelector: ${selectorText(podSelector)}`]),
  ];
}
