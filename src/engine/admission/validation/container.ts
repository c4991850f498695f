import type { FieldPath } from '../../model/index.ts';
import type { Container, PodSpec } from '../written.ts';
import { validateContainerPorts, validateHostPortConflicts } from './container-ports.ts';
import { validateEnvironment } from './environment.ts';
import { dnsLabel } from './formats.ts';
import { forbidProbes, validateLifecycle, validateProbes } from './probe.ts';
import type { Report } from './report.ts';
import { check, duplicate, notSupported, required } from './report.ts';
import { validateResources } from './resources.ts';
import { validateVolumeMounts } from './volumes.ts';

const PULL_POLICIES: readonly string[] = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES: readonly string[] = ['File', 'FallbackToLogsOnError'];
const RESTART_POLICIES: readonly string[] = ['Always', 'Never', 'OnFailure'];

/** What the containers of one pod share. */
export interface Surroundings {
  /** The names of the volumes that can be mounted. */
  readonly volumes: ReadonlySet<string>;
  readonly gracePeriod: number;
}

/** Checks a pod's app containers (validateContainers in core validation.go). */
export function validateContainers(report: Report, path: FieldPath, spec: PodSpec, around: Surroundings): void {
  const containers = spec.containers ?? [];
  if (containers.length === 0) {
    required(report, path);
    return;
  }
  const names = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const at = [...path, index];
    validateContainer(report, at, container, around);
    const { name = '' } = container;
    if (names.has(name)) duplicate(report, [...at, 'name'], name);
    names.add(name);
    validateLifecycle(report, at, container, around.gracePeriod);
    validateProbes(report, at, container, around.gracePeriod);
    validateRestartPolicy(report, at, container.restartPolicy);
  }
  validateHostPortConflicts(report, path, containers);
}

/** Checks a pod's init containers; those that restart always are sidecars and may have probes (validateInitContainers). */
export function validateInitContainers(report: Report, path: FieldPath, spec: PodSpec, around: Surroundings): void {
  const names = new Set((spec.containers ?? []).map(({ name }) => name));
  for (const [index, container] of (spec.initContainers ?? []).entries()) {
    const at = [...path, index];
    validateContainer(report, at, container, around);
    validateRestartPolicy(report, at, container.restartPolicy);
    const { name = '' } = container;
    if (names.has(name)) duplicate(report, [...at, 'name'], name);
    else if (name !== '') names.add(name);
    // Init containers run one by one, so that host ports conflict only within one.
    validateHostPortConflicts(report, path, [container]);
    if (container.restartPolicy !== 'Always') forbidProbes(report, at, container);
    else {
      validateLifecycle(report, at, container, around.gracePeriod);
      validateProbes(report, at, container, around.gracePeriod);
    }
  }
}

/** What holds for every container (validateContainerCommon). */
function validateContainer(report: Report, at: FieldPath, container: Container, { volumes }: Surroundings): void {
  const { name = '', image = '', terminationMessagePolicy = '', imagePullPolicy = '' } = container;
  if (name === '') required(report, [...at, 'name']);
  else check(report, at, 'name', name, dnsLabel);
  if (image === '') required(report, [...at, 'image']);
  if (!MESSAGE_POLICIES.includes(terminationMessagePolicy)) {
    notSupported(report, [...at, 'terminationMessagePolicy'], terminationMessagePolicy, MESSAGE_POLICIES);
  }
  validateContainerPorts(report, [...at, 'ports'], container.ports ?? []);
  validateEnvironment(report, at, container);
  validateVolumeMounts(report, [...at, 'volumeMounts'], container.volumeMounts ?? [], volumes);
  if (!PULL_POLICIES.includes(imagePullPolicy)) {
    notSupported(report, [...at, 'imagePullPolicy'], imagePullPolicy, PULL_POLICIES);
  }
  validateResources(report, [...at, 'resources'], container.resources);
}

function validateRestartPolicy(report: Report, at: FieldPath, policy: string | undefined): void {
  if (policy === undefined || RESTART_POLICIES.includes(policy)) return;
  notSupported(report, [...at, 'restartPolicy'], policy, RESTART_POLICIES);
}
