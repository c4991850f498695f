import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import { DRY_RUN } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { RECORD } from '../record.ts';
import { requireWords, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { sendChanges } from './change-objects.ts';
import { fromFiles } from './get.ts';

export const scaleFlags: FlagSet = {
  command: 'scale',
  flags: [
    { name: 'replicas', type: 'number' },
    { name: 'current-replicas', type: 'number' },
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'all', type: 'switch' },
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'timeout', type: 'duration' },
    { name: 'output', short: 'o', type: 'text' },
    DRY_RUN,
    RECORD,
  ],
  unmodelled: ['kustomize/k', 'resource-version', 'show-managed-fields', 'template'],
};

type Scalable = KubernetesObject & { readonly spec?: { readonly replicas?: number } };

const SCALABLE: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

/** `kubectl scale` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/scale/scale.go). */
export async function scale(session: Session): Promise<Reply> {
  const { args } = session;
  if (!args.isSet('replicas')) throw new KubectlError('required flag(s) "replicas" not set');
  const replicas = Number(args.text('replicas'));
  if (replicas < 0) {
    throw new KubectlError(
      'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0\n'.trimEnd(),
    );
  }
  requireWords(session);
  const selection = args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  if (!selection.byName && !args.isSet('selector') && !args.isOn('all')) {
    throw new KubectlError('resource(s) were provided, but no name was specified');
  }
  const resources = selection.groups.flatMap((group) => group.resources);
  if (resources.length === 0) {
    const [missing] = selection.errors;
    throw new KubectlError(`no objects passed to scale${missing === undefined ? '' : ` ${missing.message}`}`);
  }
  const changes = resources.map((resource) => {
    const refused = refusal(resource, args.text('current-replicas'));
    return refused ?? { resource, object: withReplicas(resource.object, replicas), done: 'scaled' };
  });
  return sendChanges(session, [...changes, ...selection.errors]);
}

function refusal({ ref, object }: Resource, current: string | undefined): KubectlError | undefined {
  if (!SCALABLE.has(ref.kind)) {
    return new KubectlError('the server could not find the requested resource', { reason: 'NotFound' });
  }
  const replicas = (object as Scalable).spec?.replicas ?? 1;
  if (current === undefined || Number(current) === replicas) return undefined;
  return new KubectlError(`Expected replicas to be ${current}, was ${replicas}`);
}

function withReplicas(object: KubernetesObject, replicas: number): KubernetesObject {
  return Object.assign({}, object, { spec: { ...(object as Scalable).spec, replicas } });
}
