import type { Change, ClusterView, KubernetesObject, ObjectMeta, ObjectRef } from '../engine/model/index.ts';
import { formatRef, put, SetupError } from '../engine/model/index.ts';
import { existing } from './delete-object.ts';

/** As much of a workload as a restart touches. */
interface Workload extends KubernetesObject {
  readonly spec?: { readonly paused?: boolean; readonly template?: { readonly metadata?: ObjectMeta } };
}

const ROLLS_OUT: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];
const REVISION = 'curlew.dev/rollout';

/**
 * Changes a workload's template by an annotation, so that its strategy replaces every pod. Throws a SetupError for a
 * workload that has no strategy, or is paused.
 */
export function rolledOut(view: ClusterView, ref: ObjectRef): readonly Change[] {
  const resource = existing(view, ref);
  const object: Workload = resource.object;
  if (!ROLLS_OUT.includes(ref.kind)) {
    throw new SetupError(`a ${ref.kind} does not roll out`, { hint: `only ${ROLLS_OUT.join(', ')} do` });
  }
  if (object.spec?.paused === true) throw new SetupError(`${formatRef(ref)} is paused: it does not roll out`);
  const metadata = object.spec?.template?.metadata;
  const count = Number(metadata?.annotations?.[REVISION] ?? 0) + 1;
  const annotations = { ...metadata?.annotations, [REVISION]: String(count) };
  const template = { ...object.spec?.template, metadata: { ...metadata, annotations } };
  const changed: Workload = { ...object, spec: { ...object.spec, template } };
  return [put(resource, changed)];
}
