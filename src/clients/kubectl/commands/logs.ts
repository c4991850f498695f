import { podsOf } from '../../../api/index.ts';
import type { Container, Pod, Resource } from '../../../engine/model/index.ts';
import { NotModelled, selects } from '../../../engine/model/index.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { parseSelector } from '../parse-selector.ts';
import { groupResource, resourceType } from '../resource-types.ts';
import { refOf } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';

export const logsFlags: FlagSet = {
  command: 'logs',
  flags: [
    { name: 'follow', short: 'f', type: 'switch' },
    { name: 'container', short: 'c', type: 'text' },
    { name: 'previous', short: 'p', type: 'switch' },
    { name: 'all-containers', type: 'switch' },
    { name: 'all-pods', type: 'switch' },
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'tail', type: 'number' },
    { name: 'since', type: 'duration' },
    { name: 'since-time', type: 'text' },
    { name: 'timestamps', type: 'switch' },
    { name: 'prefix', type: 'switch' },
    { name: 'limit-bytes', type: 'number' },
    { name: 'max-log-requests', type: 'number' },
    { name: 'ignore-errors', type: 'switch' },
    { name: 'pod-running-timeout', type: 'duration' },
  ],
  unmodelled: ['insecure-skip-tls-verify-backend'],
};

/**
 * `kubectl logs` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/logs/logs.go). Errors are kubectl's own; what a container
 * has written is known of those alone that write nothing.
 */
export async function logs(session: Session): Promise<Reply> {
  const { args } = session;
  refuseWrong(session);
  const { pods, notice, isEmpty } = podsAsked(session);
  if (isEmpty) return { stderr: `No resources found in ${session.namespace} namespace.\n` };
  let stderr = notice;
  const unknown: string[] = [];
  for (const pod of pods) {
    const { containers, defaulted } = containersOf(session, pod);
    stderr += defaulted;
    for (const container of containers) {
      const reason = logOf(session, pod, container);
      if (reason !== undefined) unknown.push(reason);
    }
  }
  const endless = args.isOn('follow') ? { endless: true as const } : {};
  const [first] = unknown;
  return first === undefined ? { stderr, ...endless } : { stderr, status: 'unknown', unknown: first, ...endless };
}

function refuseWrong({ args }: Session): void {
  const isSelected = args.isSet('selector');
  if (isSelected && args.words.length > 0) {
    throw usageError('logs', 'only a selector (-l) or a POD name is allowed');
  }
  if (!isSelected && (args.words.length === 0 || args.words.length > 2)) {
    throw usageError(
      'logs',
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  }
  if (args.isSet('since') && args.isSet('since-time')) {
    throw new KubectlError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (Number(args.text('tail') ?? 0) < -1) throw new KubectlError('--tail must be greater than or equal to -1');
}

interface AskedPods {
  readonly pods: readonly Resource[];
  readonly notice: string;
  readonly isEmpty?: true;
}

function podsAsked(session: Session): AskedPods {
  const { args, cluster, namespace } = session;
  const selector = args.text('selector');
  if (selector !== undefined) {
    const parsed = parseSelector(selector);
    const pods = cluster.view
      .listAny('Pod', namespace)
      .filter(({ object }) => selects(parsed, object.metadata?.labels));
    return pods.length === 0 ? { pods, notice: '', isEmpty: true } : { pods, notice: '' };
  }
  const [word = ''] = args.words;
  const [type, name] = word.includes('/') ? word.split('/') : ['pods', word];
  const kind = resourceType(cluster.view, type ?? '');
  const ref = refOf(session, kind, name ?? '');
  const found = cluster.view.getAny(ref);
  if (found === undefined) {
    const what = `${groupResource(kind)} "${name}" not found in namespace "${namespace}"`;
    throw new KubectlError(`error from server (NotFound): ${what}`);
  }
  if (kind.kind === 'Pod') return { pods: [found], notice: '' };
  return podsBehind(session, found);
}

const SELECTING: ReadonlySet<string> = new Set([
  ...['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job', 'Service'],
]);

/** The first pod of a workload, or of a Service's selector; all of them with `--all-pods`. */
function podsBehind({ args, cluster, namespace }: Session, { ref, object }: Resource): AskedPods {
  if (!SELECTING.has(ref.kind)) {
    const type = `*${(object.apiVersion ?? '').split('/').at(-1)}.${ref.kind}`;
    throw new KubectlError(`cannot get the logs from ${type}: selector for ${type} not implemented`);
  }
  const selector = cluster.view.get('Service', ref.name, namespace)?.object.spec.selector;
  const pods =
    ref.kind === 'Service' ? cluster.view.labelled('Pod', namespace, selector ?? {}) : podsOf(cluster.view, ref);
  const [first] = pods;
  if (first === undefined)
    throw new NotModelled(`kubectl would wait for a pod of ${ref.kind} ${ref.name}: it has none`);
  if (args.isOn('all-pods')) return { pods, notice: '' };
  const notice = pods.length > 1 ? `Found ${pods.length} pods, using pod/${first.ref.name}\n` : '';
  return { pods: [first], notice };
}

interface AskedContainers {
  readonly containers: readonly Container[];
  /** How kubectl says which container it chose. */
  readonly defaulted: string;
}

function containersOf({ args }: Session, { ref, object }: Resource): AskedContainers {
  const { metadata, spec } = object as Pod;
  const inits = spec.initContainers ?? [];
  const all = [...spec.containers, ...inits];
  if (args.isOn('all-containers')) return { containers: [...inits, ...spec.containers], defaulted: '' };
  const asked = args.text('container') ?? args.words[1];
  if (asked !== undefined) {
    const found = all.filter(({ name }) => name === asked);
    if (found.length === 0) throw new KubectlError(`container ${asked} is not valid for pod ${ref.name}`);
    return { containers: found, defaulted: '' };
  }
  const annotated = metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const chosen = all.find(({ name }) => name === annotated);
  if (chosen !== undefined) return { containers: [chosen], defaulted: '' };
  const [first, ...more] = all;
  const listed = all.map((each) => (inits.includes(each) ? `${each.name} (init)` : each.name)).join(', ');
  const defaulted = more.length === 0 ? '' : `Defaulted container "${first?.name}" out of: ${listed}\n`;
  return { containers: first === undefined ? [] : [first], defaulted };
}

/** Why a log is not known; `undefined` where it is empty. Throws what the kubelet answers where there is none. */
function logOf({ args }: Session, { ref, object }: Resource, container: Container): string | undefined {
  const { name } = container;
  const { spec, status } = object as Pod;
  if (spec.nodeName === undefined) throw refused(`pod ${ref.name} does not have a host assigned`);
  const states = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const state = states.find((each) => each.name === name);
  if (args.isOn('previous')) {
    if ((state?.restartCount ?? 0) > 0) return `what container ${name} of pod ${ref.name} wrote before it restarted`;
    throw refused(`previous terminated container "${name}" in pod "${ref.name}" not found`);
  }
  const waiting = state?.state?.waiting;
  if (waiting !== undefined && waiting.reason !== 'CrashLoopBackOff') {
    const isPull = waiting.reason === 'ErrImagePull' || waiting.reason === 'ImagePullBackOff';
    const why = isPull ? 'trying and failing to pull image' : (waiting.reason ?? '');
    throw refused(`container "${name}" in pod "${ref.name}" is waiting to start: ${why}`);
  }
  if (isSilent(container)) return undefined;
  return `what image ${container.image} writes to its log is not modelled (container ${name} of pod ${ref.name})`;
}

function refused(message: string): KubectlError {
  return new KubectlError(message, { reason: 'BadRequest' });
}

/** `sleep` and the pause image write nothing at all. */
function isSilent({ image, command = [], args = [] }: Container): boolean {
  const line = [...command, ...args].join(' ');
  if (line === '') return /(^|\/)pause(-[a-z0-9]+)?([:@]|$)/.test(image ?? '');
  return /^(?:(?:\/bin\/)?(?:ba|a)?sh -c )?(?:(?:\/bin\/)?sleep (?:\d+[smhd]?|inf|infinity)|tail -f \/dev\/null)$/.test(
    line,
  );
}
