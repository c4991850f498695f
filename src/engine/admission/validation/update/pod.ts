import type { Toleration } from '../../../model/index.ts';
import type { Container, Pod, PodSpec } from '../../written.ts';
import { forbidden, invalid, type Report } from '../report.ts';
import { isSame } from './differences.ts';
import { frozen } from './immutable.ts';
import { validateGatedPod } from './pod-gates.ts';

const UPDATABLE =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

const MIRROR = 'kubernetes.io/config.mirror';

/**
 * Checks what changed in a Pod: all but a few fields of its spec stay as they were (ValidatePodUpdate in kubernetes
 * pkg/apis/core/validation/validation.go). The server also prints a diff of Go's structs; here a hint names the fields.
 */
export function validatePodUpdate(report: Report, before: Pod, after: Pod): void {
  validateAnnotations(report, before.metadata?.annotations, after.metadata?.annotations);
  const [old, spec] = [before.spec, after.spec];
  if (old === undefined || spec === undefined) return;
  for (const field of ['containers', 'initContainers'] as const) {
    if ((old[field]?.length ?? 0) === (spec[field]?.length ?? 0)) continue;
    forbidden(report, ['spec', field], 'pod updates may not add or remove containers');
    return;
  }
  if (!validateDeadline(report, old.activeDeadlineSeconds, spec.activeDeadlineSeconds)) return;
  validateTolerations(report, old.tolerations ?? [], spec.tolerations ?? []);
  const judged = validateGatedPod(report, old, spec);
  const detail = `pod updates may not change fields other than ${UPDATABLE}`;
  frozen(report, ['spec'], { before: old, after: { ...withUpdatable(old, spec), ...judged }, detail });
}

function validateAnnotations(
  report: Report,
  old: Readonly<Record<string, string>> = {},
  annotations: Readonly<Record<string, string>> = {},
): void {
  if (old[MIRROR] === annotations[MIRROR]) return;
  const field = { path: ['metadata', 'annotations', MIRROR], shown: `metadata.annotations[${MIRROR}]` };
  forbidden(report, field, `may not ${old[MIRROR] === undefined ? 'add' : 'remove or update'} mirror pod annotation`);
}

/** The deadline may be set, and lowered. Reports whether it is valid: only then is the rest of the Pod compared. */
function validateDeadline(report: Report, old: number | undefined, deadline: number | undefined): boolean {
  const path = ['spec', 'activeDeadlineSeconds'];
  if (deadline === undefined) {
    if (old !== undefined) invalid(report, path, null, 'must not update from a positive integer to nil value');
    return true;
  }
  if (old === undefined || deadline <= old) return true;
  invalid(report, path, deadline, 'must be less than or equal to previous value');
  return false;
}

function validateTolerations(report: Report, old: readonly Toleration[], tolerations: readonly Toleration[]): void {
  const isKept = (toleration: Toleration): boolean =>
    tolerations.some(({ tolerationSeconds, ...each }) =>
      isSame({ ...toleration, tolerationSeconds }, { ...each, tolerationSeconds }),
    );
  if (old.every(isKept)) return;
  const detail = 'existing toleration can not be modified except its tolerationSeconds';
  forbidden(report, ['spec', 'tolerations'], detail);
}

/** The new spec with the old values of whatever may change, or was judged already. */
function withUpdatable(old: PodSpec, spec: PodSpec): object {
  const isMended = (old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1;
  return {
    ...spec,
    containers: spec.containers.map((each, index) => withImageOf(each, old.containers[index])),
    initContainers: spec.initContainers?.map((each, index) => withImageOf(each, old.initContainers?.[index])),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
    schedulingGates: old.schedulingGates,
    ...(isMended && { terminationGracePeriodSeconds: old.terminationGracePeriodSeconds }),
  };
}

function withImageOf(container: Container, old: Container | undefined): object {
  return { ...container, image: old?.image };
}
