import type { CronJob, KubernetesObject } from '../../../engine/model/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { KubectlError } from '../kubectl-error.ts';
import { resourceType } from '../resource-types.ts';
import { notFound, refOf } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { type CreateCommand, createCommand, createObject, onlyName } from './create-object.ts';

/** `kubectl create job` and `cronjob` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create). */
export const jobCommands: readonly CreateCommand[] = [
  createCommand(
    'job',
    [
      { name: 'image', type: 'text' },
      { name: 'from', type: 'text' },
    ],
    createJob,
  ),
  createCommand(
    'cronjob',
    [
      { name: 'image', type: 'text' },
      { name: 'schedule', type: 'text' },
      { name: 'restart', type: 'text' },
    ],
    createCronJob,
  ),
];

function podTemplate(session: Session, name: string, restartPolicy: string): object {
  const { args } = session;
  const command = [...args.words.slice(1), ...(args.afterDash ?? [])];
  const container = { name, image: args.text('image'), ...(command.length === 0 ? {} : { command }) };
  return { spec: { containers: [container], restartPolicy } };
}

async function createJob(session: Session): Promise<Reply> {
  const { args, namespace } = session;
  const name = args.afterDash === undefined ? onlyName(session) : (args.words[0] ?? onlyName(session));
  if (args.isSet('image') === args.isSet('from')) {
    throw new KubectlError('either --image or --from must be specified');
  }
  const base = { apiVersion: 'batch/v1', kind: 'Job' };
  if (args.isSet('from')) {
    return createObject(session, fromCronJob(session, name), { failed: 'failed to create job' });
  }
  const object = { ...base, metadata: { name, namespace }, spec: { template: podTemplate(session, name, 'Never') } };
  return createObject(session, object, { failed: 'failed to create job' });
}

/** A Job as the CronJob's controller would make it, which says that somebody asked for it by hand. */
function fromCronJob(session: Session, name: string): KubernetesObject {
  const { args, cluster, namespace } = session;
  const [type = '', from = ''] = (args.text('from') ?? '').split('/');
  const kind = resourceType(cluster.view, type);
  const found = cluster.view.getAny(refOf(session, kind, from));
  if (found === undefined) throw notFound(kind, from);
  if (kind.kind !== 'CronJob') throw new KubectlError('from must be an existing cronjob');
  const { jobTemplate } = (found.object as CronJob).spec ?? {};
  if (jobTemplate?.spec === undefined) throw new NotModelled(`CronJob ${from} has no template of a Job`);
  const { labels, annotations } = jobTemplate.metadata ?? {};
  const { uid } = found.object.metadata ?? {};
  return Object.assign(
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace,
        annotations: { ...annotations, 'cronjob.kubernetes.io/instantiate': 'manual' },
        ...(labels === undefined ? {} : { labels }),
        ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: from, uid: uid ?? '', controller: true }],
      },
    },
    { spec: jobTemplate.spec },
  );
}

async function createCronJob(session: Session): Promise<Reply> {
  const { args, namespace } = session;
  const missing = ['image', 'schedule'].filter((flag) => !args.isSet(flag)).map((flag) => `"${flag}"`);
  if (missing.length > 0) throw new KubectlError(`required flag(s) ${missing.join(', ')} not set`);
  const name = args.afterDash === undefined ? onlyName(session) : (args.words[0] ?? onlyName(session));
  const template = podTemplate(session, name, args.text('restart') ?? 'OnFailure');
  const object = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace },
    spec: { schedule: args.text('schedule'), jobTemplate: { metadata: { name }, spec: { template } } },
  };
  return createObject(session, object, { failed: 'failed to create cronjob' });
}
