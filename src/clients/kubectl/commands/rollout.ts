import type { KubernetesObject, PodTemplateSpec, Resource } from '../../../engine/model/index.ts';
import { EPOCH, SetupError } from '../../../engine/model/index.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { admitChanged } from '../read-objects.ts';
import { qualifiedByKind } from '../resource-names.ts';
import { selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';

const FLAGS: Pick<FlagSet, 'flags' | 'unmodelled'> = {
  flags: [
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'timeout', type: 'text' },
  ],
  unmodelled: [
    'filename/f',
    'kustomize/k',
    'recursive/R',
    'watch/w',
    'revision',
    'output/o',
    'template',
    'field-manager',
  ],
};

export const rolloutStatusFlags: FlagSet = { command: 'rollout status', ...FLAGS };
export const rolloutRestartFlags: FlagSet = { command: 'rollout restart', ...FLAGS };

type Workload = KubernetesObject & {
  readonly spec?: { readonly replicas?: number; readonly template?: PodTemplateSpec };
  readonly status?: {
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly desiredNumberScheduled?: number;
    readonly updateRevision?: string;
  };
};

function selected(session: Session): readonly Resource[] {
  if (session.args.words.length === 0) throw new KubectlError('required resource not specified');
  const { groups, errors } = selectResources(session);
  const [error] = errors;
  if (error !== undefined) throw error;
  return groups.flatMap(({ resources }) => resources);
}

/** `kubectl rollout status` of a cluster at rest: a rollout that is not done never will be (polymorphichelpers/rollout_status.go). */
export async function rolloutStatus(session: Session): Promise<Reply> {
  return { stdout: selected(session).map(statusText).join('') };
}

function statusText({ ref, object }: Resource): string {
  const { spec, status = {} } = object as Workload;
  const { replicas = 1 } = spec ?? {};
  switch (ref.kind) {
    case 'Deployment':
      requireDone(ref, status.updatedReplicas ?? 0, replicas);
      requireDone(ref, status.availableReplicas ?? 0, replicas);
      return `deployment "${ref.name}" successfully rolled out\n`;
    case 'DaemonSet':
      requireDone(ref, status.numberAvailable ?? 0, status.desiredNumberScheduled ?? 0);
      return `daemon set "${ref.name}" successfully rolled out\n`;
    case 'StatefulSet':
      requireDone(ref, status.readyReplicas ?? 0, replicas);
      return `statefulset rolling update complete ${replicas} pods at revision ${status.updateRevision ?? ''}...\n`;
    default:
      throw new KubectlError(`no status viewer has been implemented for ${ref.kind}`);
  }
}

function requireDone(ref: Resource['ref'], done: number, wanted: number): void {
  if (done >= wanted) return;
  throw new SetupError(
    `kubectl rollout status would wait for ever: ${ref.kind} ${ref.name} has ${done} of ${wanted} pods`,
    { hint: 'look at the pods: kubectl get pods' },
  );
}

/** `kubectl rollout restart`: the template gets an annotation, so that its pods are made anew (objectrestarter.go). */
export async function rolloutRestart(session: Session): Promise<Reply> {
  const sent = selected(session).map((resource) => {
    const { outcome } = admitChanged(session, { ...resource, object: restarted(resource) });
    return outcome instanceof KubectlError ? new KubectlError(`failed to patch: ${outcome.message}`) : outcome;
  });
  const errors = sent.filter((each): each is KubectlError => each instanceof KubectlError);
  const resources = sent.filter((each): each is Resource => !(each instanceof KubectlError));
  const stdout = resources.map((resource) => `${qualifiedByKind(resource)} restarted\n`).join('');
  if (resources.length === 0) return { errors };
  return { stdout, errors, cluster: session.cluster.write({ resources, diagnostics: [], files: new Map() }) };
}

const RESTARTED = 'kubectl.kubernetes.io/restartedAt';

function restarted({ ref, object }: Resource): KubernetesObject {
  if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(ref.kind)) {
    throw new KubectlError(`${ref.kind.toLowerCase()}s "${ref.name}" restarting is not supported`);
  }
  const { spec } = object as Workload;
  const metadata = spec?.template?.metadata ?? {};
  const annotations = { ...metadata.annotations, [RESTARTED]: nextTime(metadata.annotations?.[RESTARTED]) };
  const template = { ...spec?.template, metadata: { ...metadata, annotations } };
  return Object.assign({}, object, { spec: { ...spec, template } });
}

/** Every restart is a second after the one before: the template has to differ. */
function nextTime(before: string | undefined): string {
  const seconds = before === undefined ? 0 : Number(/:(\d\d)Z$/.exec(before)?.[1] ?? 0) + 1;
  return EPOCH.replace(/00Z$/, `${String(seconds % 60).padStart(2, '0')}Z`);
}
