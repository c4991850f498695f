import type {
  Deployment,
  Labels,
  Pod,
  PodSpec,
  ReplicationController,
  Resource,
  Service,
} from '../../../engine/model/index.ts';
import { DRY_RUN } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { parseLabels } from '../parse-labels.ts';
import { RECORD } from '../record.ts';
import { requireWords, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { createObject } from './create-object.ts';
import { fromFiles } from './get.ts';

export const exposeFlags: FlagSet = {
  command: 'expose',
  flags: [
    { name: 'port', type: 'text' },
    { name: 'target-port', type: 'text' },
    { name: 'protocol', type: 'text' },
    { name: 'name', type: 'text' },
    { name: 'type', type: 'text' },
    { name: 'selector', type: 'text' },
    { name: 'labels', short: 'l', type: 'text' },
    { name: 'cluster-ip', type: 'text' },
    { name: 'external-ip', type: 'text' },
    { name: 'load-balancer-ip', type: 'text' },
    { name: 'session-affinity', type: 'text' },
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'output', short: 'o', type: 'text' },
    DRY_RUN,
    RECORD,
  ],
  unmodelled: ['field-manager', 'kustomize/k', 'overrides', 'override-type', 'save-config', 'template'],
};

/** `kubectl expose` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/expose/expose.go). */
export async function expose(session: Session): Promise<Reply> {
  const { args } = session;
  requireWords(session);
  const selection = args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  const resources = selection.groups.flatMap((group) => group.resources);
  const [resource, ...more] = resources;
  if (resource === undefined) {
    return {
      errors: selection.errors.length > 0 ? selection.errors : [new KubectlError('no objects passed to expose')],
    };
  }
  if (more.length > 0) {
    throw usageError('expose', `multiple resources provided: ${resources.map(({ ref }) => ref.name).join(', ')}`);
  }
  return createObject(session, serviceFor(session, resource), { done: 'exposed' });
}

function serviceFor(session: Session, resource: Resource): object {
  const { args, namespace } = session;
  const exposed = introspect(resource);
  const selector = selectorOf(args.text('selector'), exposed);
  const labels =
    args.text('labels') === undefined ? resource.object.metadata?.labels : parseLabels(args.text('labels') ?? '');
  const clusterIP = args.text('cluster-ip');
  const ports = portsOf(session, exposed);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: args.text('name') ?? resource.ref.name.slice(0, 63),
      namespace,
      ...(labels === undefined ? {} : { labels }),
    },
    spec: {
      selector,
      ports,
      ...optional('type', args.text('type')),
      ...optional('clusterIP', clusterIP),
      ...optional('externalIPs', args.text('external-ip')?.split(',')),
      ...optional('loadBalancerIP', args.text('load-balancer-ip')),
      ...optional('sessionAffinity', args.text('session-affinity')),
    },
  };
}

function optional(key: string, value: unknown): object {
  return value === undefined ? {} : { [key]: value };
}

/** What kubectl learns from the object that is exposed. */
interface Exposed {
  readonly selector: Labels | string;
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

function introspect({ ref, object }: Resource): Exposed {
  switch (ref.kind) {
    case 'Pod': {
      const pod = object as Pod;
      const selector = pod.metadata.labels ?? 'the pod has no labels and cannot be exposed';
      return { selector, ports: containerPorts(pod.spec) };
    }
    case 'Service': {
      const { spec } = object as Service;
      const ports = (spec.ports ?? []).map(({ port, protocol }) => ({ port, protocol }));
      return { selector: spec.selector ?? 'the service has no pod selector set', ports };
    }
    case 'ReplicationController': {
      const { spec } = object as ReplicationController;
      return { selector: spec.selector ?? {}, ports: containerPorts(spec.template.spec) };
    }
    case 'Deployment':
    case 'ReplicaSet': {
      const { spec } = object as Deployment;
      return { selector: mapSelector(spec.selector), ports: containerPorts(spec.template.spec) };
    }
    default:
      throw new KubectlError(`cannot expose a ${ref.kind}${groupOf(object.apiVersion)}`);
  }
}

function groupOf(apiVersion = ''): string {
  return apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
}

function mapSelector(selector: NonNullable<Deployment['spec']>['selector'] | undefined): Labels | string {
  const { matchExpressions = [], matchLabels = {} } = selector ?? {};
  if (matchExpressions.length === 0) return matchLabels;
  const shown = matchExpressions.map(({ key, operator, values = [] }) => `{${key} ${operator} [${values.join(' ')}]}`);
  return `couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`;
}

function containerPorts(spec: PodSpec | undefined): Exposed['ports'] {
  const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  return ports.map(({ containerPort, protocol }) => ({ port: containerPort, protocol }));
}

function selectorOf(written: string | undefined, { selector }: Exposed): Labels {
  if (written !== undefined) return parseLabels(written);
  if (typeof selector !== 'string') return selector;
  throw new KubectlError(`couldn't retrieve selectors via --selector flag or introspection: ${selector}`);
}

/** Several ports are named by their number in the list; one port has no name. */
function portsOf({ args }: Session, exposed: Exposed): readonly object[] {
  const written = args.text('port');
  const numbers = written?.split(',') ?? exposed.ports.map(({ port }) => String(port));
  if (numbers.length === 0) {
    if (args.text('cluster-ip') === 'None') return [];
    throw new KubectlError("couldn't find port via --port flag or introspection");
  }
  return numbers.map((number, index) => {
    if (!/^\d+$/.test(number)) throw new KubectlError(`strconv.Atoi: parsing "${number}": invalid syntax`);
    const port = Number(number);
    const known = exposed.ports.find((each) => each.port === port)?.protocol;
    return {
      ...(numbers.length === 1 ? {} : { name: `port-${index + 1}` }),
      protocol: args.text('protocol') ?? known ?? 'TCP',
      port,
      targetPort: targetPort(args.text('target-port'), port),
    };
  });
}

function targetPort(written: string | undefined, port: number): number | string {
  if (written === undefined) return port;
  return /^\d+$/.test(written) ? Number(written) : written;
}
