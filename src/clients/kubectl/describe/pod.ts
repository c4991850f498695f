import type { ClusterView, Pod, PodTemplateSpec, Resource } from '../../../engine/model/index.ts';
import { podIPs } from '../../../engine/model/index.ts';
import { containerLines, volumeLines } from './containers.ts';
import {
  annotationLines,
  controllerLines,
  EVENTS,
  type Lines,
  labelLines,
  NONE,
  tolerationLines,
} from './description.ts';

/** describePod. */
export function describePod(_: ClusterView, { ref, object }: Resource<Pod>): Lines {
  const { metadata, spec, status } = object;
  const inits = spec.initContainers ?? [];
  const ips = podIPs(object);
  const phase = metadata.deletionTimestamp === undefined ? (status?.phase ?? 'Pending') : 'Terminating (lasts 0s)';
  return [
    `Name:\t${ref.name}`,
    `Namespace:\t${ref.namespace}`,
    ...(spec.priority === undefined ? [] : [`Priority:\t${spec.priority}`]),
    ...optionalLine('Priority Class Name', spec.priorityClassName),
    ...optionalLine('Service Account', spec.serviceAccountName),
    `Node:\t${spec.nodeName === undefined ? NONE : `${spec.nodeName}/${status?.hostIP ?? ''}`}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Status:\t${phase}`,
    ...optionalLine('Reason', status?.reason),
    ...optionalLine('Message', status?.message),
    `IP:\t${ips[0] ?? ''}`,
    ...(ips.length === 0 ? [`IPs:\t${NONE}`] : ['IPs:', ...ips.map((ip) => `  IP:\t${ip}`)]),
    ...controllerLines(object),
    ...optionalLine('NominatedNodeName', status?.nominatedNodeName),
    ...(inits.length === 0
      ? []
      : containerLines('Init Containers', inits, { pod: object, statuses: status?.initContainerStatuses ?? [] })),
    ...containerLines('Containers', spec.containers, { pod: object, statuses: status?.containerStatuses ?? [] }),
    ...gateLines(object),
    ...conditionLines(object),
    ...volumeLines(spec.volumes),
    `QoS Class:\t${status?.qosClass ?? qosClass(object)}`,
    ...labelLines('Node-Selectors', spec.nodeSelector),
    ...tolerationLines(spec.tolerations),
    EVENTS,
  ];
}

function optionalLine(title: string, value: string | undefined): Lines {
  return value === undefined || value === '' ? [] : [`${title}:\t${value}`];
}

function gateLines({ spec, status }: Pod): Lines {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return [];
  const statusOf = (wanted: string) => status?.conditions?.find(({ type }) => type === wanted)?.status ?? NONE;
  return [
    'Readiness Gates:',
    '  Type\tStatus',
    ...gates.map(({ conditionType }) => `  ${conditionType} \t${statusOf(conditionType)} `),
  ];
}

function conditionLines({ status }: Pod): Lines {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return [];
  return ['Conditions:', '  Type\tStatus', ...conditions.map((each) => `  ${each.type} \t${each.status} `)];
}

/** ComputePodQOS in kubernetes pkg/apis/core/v1/helper/qos. */
function qosClass({ spec }: Pod): string {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const amounts = containers.map(({ resources = {} }) => resources);
  const isBare = amounts.every(({ requests = {}, limits = {} }) => ![...keys(requests), ...keys(limits)].some(counts));
  if (isBare) return 'BestEffort';
  const isGuaranteed = amounts.every(({ requests = {}, limits = {} }) =>
    ['cpu', 'memory'].every((name) => limits[name] !== undefined && (requests[name] ?? limits[name]) === limits[name]),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

function keys(map: object): readonly string[] {
  return Object.keys(map);
}

function counts(name: string): boolean {
  return name === 'cpu' || name === 'memory';
}

/** DescribePodTemplate. */
export function templateLines(template: PodTemplateSpec | undefined): Lines {
  const { metadata = {}, spec } = template ?? {};
  const inits = spec?.initContainers ?? [];
  return [
    'Pod Template:',
    ...labelLines('Labels', metadata.labels, '  '),
    ...(Object.keys(metadata.annotations ?? {}).length === 0
      ? []
      : annotationLines('Annotations', metadata.annotations, '  ')),
    ...optionalLine('  Service Account', spec?.serviceAccountName),
    ...(inits.length === 0 ? [] : containerLines('Init Containers', inits)),
    ...containerLines('Containers', spec?.containers ?? []),
    ...volumeLines(spec?.volumes, '  '),
    ...optionalLine('  Priority Class Name', spec?.priorityClassName),
    ...labelLines('Node-Selectors', spec?.nodeSelector, '  '),
    ...tolerationLines(spec?.tolerations, '  '),
  ];
}
