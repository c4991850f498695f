import { isReverseName } from '../names.ts';
import type { KubernetesSettings } from './kubernetes-settings.ts';
import { parseLabelExpression } from './label-expression.ts';
import type { Directive } from './parse-corefile.ts';
import type { PluginContext } from './plugin-context.ts';
import { zonesFrom } from './plugin-context.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The TTL of a Corefile that sets none (coredns plugin/kubernetes/kubernetes.go defaultTTL). */
const DEFAULT_TTL = 5;

/** Reads the kubernetes plugin's lines, whose shape is right; how it reaches the API server changes no answer (coredns plugin/kubernetes/setup.go ParseStanza). */
export function readKubernetes(directive: Directive, context: PluginContext): KubernetesSettings {
  const { place } = directive;
  const rule = place.source.rule(place.line);
  const settings: Mutable<KubernetesSettings> = {
    zones: zonesFrom(directive.args, context.zones),
    pods: 'disabled',
    ttl: DEFAULT_TTL,
    fallthrough: [],
    endpointPodNames: false,
    endpoints: true,
    ignoreEmptyService: false,
    ...(rule === undefined ? {} : { rule }),
  };
  if (settings.zones.every(isBelowReverse)) context.refuse(directive, 'non-reverse zone name must be used');
  for (const line of directive.lines) readProperty(line, settings, context);
  if (settings.namespaces !== undefined && settings.namespaceSelector !== undefined) {
    context.refuse(directive, 'namespaces and namespace_labels cannot both be set');
  }
  if (!settings.endpoints && directive.lines.some(({ name }) => name === 'zonal')) {
    context.refuse(directive, 'zonal requires the endpoint cache; remove noendpoints');
  }
  return settings;
}

/** `in-addr.arpa` itself is none for CoreDNS (plugin/pkg/dnsutil/reverse.go IsReverse). */
function isBelowReverse(zone: string): boolean {
  return isReverseName(zone) && zone !== 'in-addr.arpa' && zone !== 'ip6.arpa';
}

function readProperty(line: Directive, settings: Mutable<KubernetesSettings>, context: PluginContext): void {
  const [first = ''] = line.args;
  switch (line.name) {
    case 'pods':
      if (first === 'insecure' || first === 'verified' || first === 'disabled') settings.pods = first;
      else context.refuse(line, `wrong value for pods: ${first},  must be one of: disabled, verified, insecure`);
      return;
    case 'ttl':
      if (Number(first) >= 0 && Number(first) <= 3600) settings.ttl = Number(first);
      else context.refuse(line, `ttl must be in range [0, 3600]: ${first}`);
      return;
    case 'fallthrough':
      settings.fallthrough = zonesFrom(line.args, ['']);
      return;
    case 'namespaces':
      settings.namespaces = new Set(line.args);
      return;
    case 'endpoint_pod_names':
      settings.endpointPodNames = true;
      return;
    case 'noendpoints':
      settings.endpoints = false;
      return;
    case 'ignore':
      if (first === '') return;
      if (first === 'empty_service') settings.ignoreEmptyService = true;
      else context.refuse(line, `unable to parse ignore value: '${first}'`);
      return;
    case 'labels':
    case 'namespace_labels':
      readSelector(line, settings, context);
      return;
    case 'zonal':
    case 'multicluster':
      context.skip(line, `property ${line.name} of kubernetes is not understood`);
  }
}

function readSelector(line: Directive, settings: Mutable<KubernetesSettings>, context: PluginContext): void {
  const text = line.args.join(' ');
  const selector = parseLabelExpression(text);
  if (selector === undefined) context.refuse(line, `unable to parse label selector value: '${text}'`);
  else if (line.name === 'labels') settings.selector = selector;
  else settings.namespaceSelector = selector;
}
