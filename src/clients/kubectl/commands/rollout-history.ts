import type { Deployment, PodTemplateSpec, ReplicaSet, Resource } from '../../../engine/model/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { templateLines } from '../describe/pod.ts';
import { layOut } from '../describe/tab-writer.ts';
import { KubectlError } from '../kubectl-error.ts';
import { objectFormat } from '../print-objects.ts';
import { kindName } from '../resource-names.ts';
import type { Reply, Session } from '../session.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const HASH = 'pod-template-hash';

/** A template that a Deployment had, and the ReplicaSet that keeps it. */
export interface Revision {
  readonly revision: number;
  readonly replicaSet: Resource<ReplicaSet>;
}

/** The revisions of a Deployment, oldest first. Throws for what keeps its history elsewhere, or has none. */
export function revisionsOf(
  { cluster }: Session,
  { ref }: Resource,
  verb: 'history' | 'rollbacker',
): readonly Revision[] {
  if (ref.kind === 'DaemonSet' || ref.kind === 'StatefulSet') {
    throw new NotModelled(`the history of ${ref.kind} ${ref.name} is not modelled: it is kept in ControllerRevisions`);
  }
  if (ref.kind !== 'Deployment') {
    throw new KubectlError(`error retrieving ${verb} for "${ref.kind}", no visitor method exists for { ${ref.kind}}`);
  }
  return cluster.view
    .ownedBy('ReplicaSet', ref)
    .map((replicaSet) => ({ revision: Number(replicaSet.object.metadata.annotations?.[REVISION] ?? 0), replicaSet }))
    .filter(({ revision }) => revision > 0)
    .sort((a, b) => a.revision - b.revision);
}

/** `kubectl rollout history` (kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/history.go). */
export function rolloutHistory(session: Session, resources: readonly Resource[]): Reply {
  return { stdout: resources.map((each) => historyText(session, each)).join('') };
}

function historyText(session: Session, resource: Resource): string {
  const { args } = session;
  const revisions = revisionsOf(session, resource, 'history');
  const wanted = Number(args.text('revision') ?? 0);
  const output = args.text('output');
  if (wanted < 0) throw new KubectlError(`revision must be a positive integer: ${wanted}`);
  const chosen = revisions.find(({ revision }) => revision === wanted);
  if (wanted > 0 && chosen === undefined) throw new KubectlError('unable to find the specified revision');
  if (output !== undefined) {
    const shown = chosen === undefined ? revisions : [chosen];
    return shown.map(({ replicaSet }) => objectFormat(output)([replicaSet], true)).join('');
  }
  const name = `${kindName(resource)}/${resource.ref.name}`;
  if (chosen === undefined) return `${name} \n${tableOf(revisions)}\n`;
  const template = withCause(chosen);
  return `${name} with revision #${wanted}\n${rawLines(template)}\n\n`;
}

/** Here the template is not laid out in columns: its tabs stay, and lines that go on begin with one. */
function rawLines(template: PodTemplateSpec): string {
  return templateLines(template)
    .map((line) => `${line.replace(/^ +\t/, '\t')}\n`)
    .join('')
    .trimEnd();
}

function tableOf(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const rows = revisions.map(
    ({ revision, replicaSet }) => `${revision}\t${replicaSet.object.metadata.annotations?.[CHANGE_CAUSE] ?? '<none>'}`,
  );
  return layOut(['REVISION\tCHANGE-CAUSE', ...rows, ''].join('\n'));
}

const NO_TEMPLATE: PodTemplateSpec = { spec: { containers: [] } };

/** The cause of a change is shown among the template's annotations. */
function withCause({ replicaSet }: Revision): PodTemplateSpec {
  const { metadata, spec } = replicaSet.object;
  const cause = metadata.annotations?.[CHANGE_CAUSE];
  const template: PodTemplateSpec = spec.template ?? NO_TEMPLATE;
  if (cause === undefined || cause === '') return template;
  const annotations = { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

/** The template of a revision, without what the Deployment's controller wrote into it. */
export function templateOf({ replicaSet }: Revision): PodTemplateSpec {
  const { template = NO_TEMPLATE } = replicaSet.object.spec;
  const { [HASH]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** The Deployment's annotations once it has gone back: its own bookkeeping stays, the rest is the ReplicaSet's (rollback.go). */
export function annotationsAfter({ metadata }: Deployment, { replicaSet }: Revision): Readonly<Record<string, string>> {
  const isOwn = ([key]: readonly [string, string]): boolean =>
    key === 'kubectl.kubernetes.io/last-applied-configuration' || key.startsWith('deployment.kubernetes.io/');
  const own = Object.entries(metadata.annotations ?? {}).filter(isOwn);
  const others = Object.entries(replicaSet.object.metadata.annotations ?? {}).filter((each) => !isOwn(each));
  return Object.fromEntries([...own, ...others]);
}
