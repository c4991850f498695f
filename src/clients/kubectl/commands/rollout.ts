import type { Deployment, KubernetesObject, PodTemplateSpec, Resource } from '../../../engine/model/index.ts';
import { canonicalJson, EPOCH } from '../../../engine/model/index.ts';
import { DRY_RUN, dryRunOf } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { resourceOf } from '../resource-names.ts';
import { selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { type ObjectChange, sendChanges } from './change-objects.ts';
import { fromFiles } from './get.ts';
import { annotationsAfter, type Revision, revisionsOf, rolloutHistory, templateOf } from './rollout-history.ts';
import { rolloutStatus } from './rollout-status.ts';

const FLAGS: FlagSet['flags'] = [
  { name: 'selector', short: 'l', type: 'text' },
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'recursive', short: 'R', type: 'switch' },
];
const OUTPUT = { name: 'output', short: 'o', type: 'text' } as const;
const UNMODELLED = ['kustomize/k', 'template', 'field-manager', 'show-managed-fields', 'allow-missing-template-keys'];

type RolloutCommand = FlagSet & { readonly run: (session: Session) => Promise<Reply> };

function command(
  name: string,
  flags: FlagSet['flags'],
  run: (session: Session, resources: readonly Resource[]) => Reply,
): RolloutCommand {
  return {
    command: `rollout ${name}`,
    flags: [...FLAGS, ...flags],
    unmodelled: UNMODELLED,
    run: async (session) => {
      const { resources, errors } = await selected(session);
      const reply = resources.length === 0 ? {} : run(session, resources);
      return { ...reply, errors: [...(reply.errors ?? []), ...errors] };
    },
  };
}

/** What `kubectl rollout` does (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/rollout). */
export const rolloutCommands: readonly RolloutCommand[] = [
  command('history', [{ name: 'revision', type: 'number' }, OUTPUT], rolloutHistory),
  command('pause', [OUTPUT], (session, resources) => sendChanges(session, resources.map(paused))),
  command('restart', [OUTPUT], (session, resources) => {
    return sendChanges(session, resources.map(restarted), { failed: 'failed to patch' });
  }),
  command('resume', [OUTPUT], (session, resources) => sendChanges(session, resources.map(resumed))),
  command(
    'status',
    [
      { name: 'timeout', type: 'duration' },
      { name: 'watch', short: 'w', type: 'switch' },
      { name: 'revision', type: 'number' },
    ],
    rolloutStatus,
  ),
  command('undo', [{ name: 'to-revision', type: 'number' }, DRY_RUN, OUTPUT], undo),
];

async function selected(
  session: Session,
): Promise<{ readonly resources: readonly Resource[]; readonly errors: readonly KubectlError[] }> {
  const { args } = session;
  if (args.words.length === 0 && !args.isSet('filename')) throw new KubectlError('required resource not specified');
  const { groups, errors } = args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  return { resources: groups.flatMap(({ resources }) => resources), errors };
}

type Workload = KubernetesObject & {
  readonly spec?: { readonly paused?: boolean; readonly template?: PodTemplateSpec };
};

/** objectpauser.go. */
function paused(resource: Resource): ObjectChange | KubectlError {
  const { object, ref } = resource;
  if (ref.kind !== 'Deployment') return new KubectlError(`${nameOf(resource)} pausing is not supported`);
  const { spec } = object as Workload;
  if (spec?.paused === true) return new KubectlError(`${nameOf(resource)} is already paused`);
  return { resource, object: Object.assign({}, object, { spec: { ...spec, paused: true } }), done: 'paused' };
}

/** objectresumer.go. */
function resumed(resource: Resource): ObjectChange | KubectlError {
  const { object, ref } = resource;
  if (ref.kind !== 'Deployment') return new KubectlError(`${nameOf(resource)} resuming is not supported`);
  const { paused: isPaused = false, ...spec } = (object as Workload).spec ?? {};
  if (!isPaused) return new KubectlError(`${nameOf(resource)} is not paused`);
  return { resource, object: Object.assign({}, object, { spec }), done: 'resumed' };
}

function nameOf(resource: Resource): string {
  return `${resourceOf(resource)} "${resource.ref.name}"`;
}

const RESTARTED = 'kubectl.kubernetes.io/restartedAt';

/** The template gets an annotation, so that its pods are made anew (objectrestarter.go). */
function restarted(resource: Resource): ObjectChange | KubectlError {
  const { ref, object } = resource;
  if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(ref.kind)) {
    return new KubectlError(`${nameOf(resource)} restarting is not supported`);
  }
  const { spec } = object as Workload;
  if (ref.kind === 'Deployment' && spec?.paused === true) {
    return new KubectlError("can't restart paused deployment (run rollout resume first)");
  }
  const metadata = spec?.template?.metadata ?? {};
  const annotations = { ...metadata.annotations, [RESTARTED]: nextTime(metadata.annotations?.[RESTARTED]) };
  const template = { ...spec?.template, metadata: { ...metadata, annotations } };
  return { resource, object: Object.assign({}, object, { spec: { ...spec, template } }), done: 'restarted' };
}

/** Every restart is a second after the one before: the template has to differ. */
function nextTime(before: string | undefined): string {
  const seconds = before === undefined ? 0 : Number(/:(\d\d)Z$/.exec(before)?.[1] ?? 0) + 1;
  return EPOCH.replace(/00Z$/, `${String(seconds % 60).padStart(2, '0')}Z`);
}

/** rollback.go: the template of an earlier revision becomes the Deployment's own once more. */
function undo(session: Session, resources: readonly Resource[]): Reply {
  return sendChanges(
    session,
    resources.map((each) => undoOne(session, each)),
  );
}

function undoOne(session: Session, resource: Resource): ObjectChange | KubectlError {
  const { args } = session;
  const wanted = Number(args.text('to-revision') ?? 0);
  const revisions = revisionsOf(session, resource, 'rollbacker');
  const revision = wanted === 0 ? revisions.at(-2) : revisions.find((each) => each.revision === wanted);
  if (revision === undefined) {
    if (wanted !== 0) return new KubectlError(`unable to find specified revision ${wanted} in history`);
    return new KubectlError(`no rollout history found for deployment "${resource.ref.name}"`);
  }
  const deployment = resource.object as Deployment;
  if (deployment.spec.paused === true && dryRunOf(args) !== 'client') {
    return new KubectlError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  return undone(resource, deployment, revision, wanted);
}

function undone(resource: Resource, deployment: Deployment, revision: Revision, wanted: number): ObjectChange {
  const template = templateOf(revision);
  if (canonicalJson(template) === canonicalJson(deployment.spec.template)) {
    return { resource, done: `skipped rollback (current template already matches revision ${wanted})` };
  }
  const metadata = { ...deployment.metadata, annotations: annotationsAfter(deployment, revision) };
  const object = { ...deployment, metadata, spec: { ...deployment.spec, template } };
  return { resource, object, done: 'rolled back' };
}
