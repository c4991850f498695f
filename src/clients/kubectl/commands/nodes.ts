import type { Cluster } from '../../../api/index.ts';
import type { Pod, Resource } from '../../../engine/model/index.ts';
import { controllerOf, isFinished, NotModelled } from '../../../engine/model/index.ts';
import { DRY_RUN, did } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';

type NodeCommand = FlagSet & { readonly run: (session: Session) => Promise<Reply> };

const SELECTOR = { name: 'selector', short: 'l', type: 'text' } as const;

/** `kubectl cordon`, `uncordon` and `drain` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go). */
export const nodeCommands: readonly NodeCommand[] = [
  { command: 'cordon', flags: [SELECTOR, DRY_RUN], unmodelled: [], run: (session) => cordon(session, true) },
  { command: 'uncordon', flags: [SELECTOR, DRY_RUN], unmodelled: [], run: (session) => cordon(session, false) },
  {
    command: 'drain',
    flags: [
      SELECTOR,
      DRY_RUN,
      { name: 'ignore-daemonsets', type: 'switch' },
      { name: 'delete-emptydir-data', type: 'switch' },
      { name: 'force', type: 'switch' },
      { name: 'grace-period', type: 'number' },
      { name: 'timeout', type: 'duration' },
      { name: 'disable-eviction', type: 'switch' },
      { name: 'chunk-size', type: 'number' },
    ],
    unmodelled: ['pod-selector', 'skip-wait-for-delete-timeout'],
    run: drain,
  },
];

function nodesOf(session: Session): readonly Resource[] {
  const { args } = session;
  if (args.words.length === 0 && !args.isSet('selector')) {
    throw usageError(args.command, `USAGE: ${args.command} NODE [flags]`);
  }
  const words =
    args.words.length === 0 ? ['nodes'] : args.words.map((word) => (word.includes('/') ? word : `node/${word}`));
  const { groups, errors } = selectResources(session, words);
  const [missing] = errors;
  if (missing !== undefined) throw missing;
  return groups.flatMap(({ resources }) => resources);
}

function isCordoned({ object }: Resource): boolean {
  return (object as { readonly spec?: { readonly unschedulable?: boolean } }).spec?.unschedulable === true;
}

async function cordon(session: Session, value: boolean): Promise<Reply> {
  const { args } = session;
  const word = value ? 'cordoned' : 'uncordoned';
  let { cluster } = session;
  let stdout = '';
  for (const node of nodesOf(session)) {
    const isSame = isCordoned(node) === value;
    if (!isSame) cluster = await cluster.change([{ cordon: node.ref.name, value }]);
    stdout += `node/${node.ref.name} ${did(args, isSame ? `already ${word}` : word)}\n`;
  }
  return { stdout, ...(cluster === session.cluster ? {} : { cluster }) };
}

async function drain(session: Session): Promise<Reply> {
  const nodes = nodesOf(session);
  const [node, ...more] = nodes;
  if (node === undefined) return {};
  if (more.length > 0)
    throw new NotModelled('kubectl drain of several nodes at once is not modelled', {
      hint: 'drain one after the other',
    });
  const { args, cluster } = session;
  const { name } = node.ref;
  const cordoned = `node/${name} ${did(args, isCordoned(node) ? 'already cordoned' : 'cordoned')}\n`;
  const verdict = podsToEvict(session, name);
  const after = await cluster.change([{ cordon: name, value: true }]);
  if (verdict.faults.length > 0) return { ...refused(name, verdict.faults), stdout: cordoned, cluster: after };
  const evicted = verdict.pods.map(({ ref }) => `evicting pod ${did(args, `${ref.namespace}/${ref.name}`)}\n`).join('');
  const stdout = `${cordoned}${evicted}${waited(session, verdict.pods)}node/${name} ${did(args, 'drained')}\n`;
  return { stdout, stderr: verdict.warning, cluster: await drained(after, verdict.pods) };
}

/** Whoever waits for the eviction hears of each pod that it is gone. */
function waited({ args }: Session, pods: readonly Resource[]): string {
  return args.isSet('dry-run') ? '' : pods.map(({ ref }) => `pod/${ref.name} evicted\n`).join('');
}

async function drained(cluster: Cluster, pods: readonly Resource[]): Promise<Cluster> {
  let current = cluster;
  for (const { ref } of pods) {
    if (current.view.getAny(ref) === undefined) continue;
    current = await current.change([{ delete: ref }], ref.namespace);
  }
  return current;
}

function refused(name: string, faults: readonly string[]): Reply {
  const all = faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`;
  const pending = `There are pending nodes to be drained:\n ${name}\n${faults.join('\n')}`;
  return {
    errors: [
      new KubectlError(`unable to drain node "${name}" due to error: ${all}, continuing command...\n${pending}`),
    ],
  };
}

interface Verdict {
  readonly pods: readonly Resource[];
  readonly faults: readonly string[];
  readonly warning: string;
}

/** pkg/drain/filters.go: mirror pods are left out; others may stand in the way. */
function podsToEvict({ args, cluster }: Session, node: string): Verdict {
  const on = cluster.view.list('Pod').filter(({ object }) => object.spec.nodeName === node && !isMirror(object));
  const isOf = (kind: string) => (pod: Resource<Pod>) => controllerOf(pod.object)?.kind === kind;
  const daemons = on.filter((pod) => isOf('DaemonSet')(pod) && !isFinished(pod.object));
  const others = on.filter((pod) => !daemons.includes(pod));
  const bare = others.filter(({ object }) => controllerOf(object) === undefined && !isFinished(object));
  const local = others.filter(({ object }) => !isFinished(object) && hasLocalStorage(object));
  const faults = [
    ...(args.isOn('ignore-daemonsets')
      ? []
      : fault('cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)', daemons)),
    ...(args.isOn('force')
      ? []
      : fault('cannot delete cannot delete Pods that declare no controller (use --force to override)', bare)),
    ...(args.isOn('delete-emptydir-data')
      ? []
      : fault('cannot delete Pods with local storage (use --delete-emptydir-data to override)', local)),
  ];
  const notes = [
    ...(daemons.length === 0 ? [] : [`ignoring DaemonSet-managed Pods: ${namesOf(daemons)}`]),
    ...(bare.length === 0 ? [] : [`deleting Pods that declare no controller: ${namesOf(bare)}`]),
  ];
  return { pods: others, faults, warning: notes.length === 0 ? '' : `Warning: ${notes.join('; ')}\n` };
}

function fault(message: string, pods: readonly Resource[]): readonly string[] {
  return pods.length === 0 ? [] : [`${message}: ${namesOf(pods)}`];
}

function namesOf(pods: readonly Resource[]): string {
  return pods.map(({ ref }) => `${ref.namespace}/${ref.name}`).join(', ');
}

function isMirror({ metadata }: Pod): boolean {
  return metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;
}

function hasLocalStorage({ spec }: Pod): boolean {
  return (spec.volumes ?? []).some(({ emptyDir }) => emptyDir !== undefined);
}
