import type { KubernetesObject } from '../../../engine/model/index.ts';
import { DRY_RUN } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { RECORD } from '../record.ts';
import { requireWords, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { createObject } from './create-object.ts';
import { fromFiles } from './get.ts';

export const autoscaleFlags: FlagSet = {
  command: 'autoscale',
  flags: [
    { name: 'min', type: 'number' },
    { name: 'max', type: 'number' },
    { name: 'cpu-percent', type: 'number' },
    { name: 'name', type: 'text' },
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'output', short: 'o', type: 'text' },
    DRY_RUN,
    RECORD,
  ],
  unmodelled: ['cpu', 'memory', 'kustomize/k', 'field-manager', 'save-config', 'template', 'show-managed-fields'],
};

/** `kubectl autoscale` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go). Nothing is measured, so nothing scales. */
export async function autoscale(session: Session): Promise<Reply> {
  const { args } = session;
  if (!args.isSet('max')) throw new KubectlError('required flag(s) "max" not set');
  const [min, max] = [Number(args.text('min') ?? -1), Number(args.text('max'))];
  if (max < 1) throw new KubectlError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) {
    throw new KubectlError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  }
  requireWords(session);
  const { groups, errors } = args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  const [resource] = groups.flatMap(({ resources }) => resources);
  if (resource === undefined) {
    return { errors: errors.length > 0 ? errors : [new KubectlError('no objects passed to autoscale')] };
  }
  const cpu = Number(args.text('cpu-percent') ?? -1);
  const target = { type: 'Utilization', averageUtilization: cpu };
  const { ref, object } = resource;
  const autoscaler: KubernetesObject = Object.assign(
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: args.text('name') ?? ref.name, namespace: session.namespace },
    },
    {
      spec: {
        ...(min > 0 ? { minReplicas: min } : {}),
        maxReplicas: max,
        ...(cpu > 0 ? { metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] } : {}),
        scaleTargetRef: { apiVersion: object.apiVersion, kind: object.kind, name: ref.name },
      },
    },
  );
  return createObject(session, autoscaler, { done: 'autoscaled' });
}
