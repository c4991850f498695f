import { NotModelled } from '../../../engine/model/index.ts';
import { KubectlError } from '../kubectl-error.ts';
import { parseLabels } from '../parse-labels.ts';
import type { Reply, Session } from '../session.ts';
import { type CreateCommand, createCommand, createObject, onlyName } from './create-object.ts';

/** What `kubectl create` makes of limits and priorities (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create). */
export const limitCommands: readonly CreateCommand[] = [
  createCommand(
    'quota',
    [
      { name: 'hard', type: 'text' },
      { name: 'scopes', type: 'text' },
    ],
    createQuota,
  ),
  createCommand(
    'poddisruptionbudget',
    [
      { name: 'selector', type: 'text' },
      { name: 'min-available', type: 'text' },
      { name: 'max-unavailable', type: 'text' },
    ],
    createBudget,
  ),
  createCommand(
    'priorityclass',
    [
      { name: 'value', type: 'number' },
      { name: 'description', type: 'text' },
      { name: 'global-default', type: 'switch' },
      { name: 'preemption-policy', type: 'text' },
    ],
    createPriorityClass,
  ),
];

function createQuota(session: Session): Promise<Reply> {
  const { args, namespace } = session;
  const name = onlyName(session);
  const hard = args.text('hard');
  const scopes = args.text('scopes');
  const spec = {
    ...(hard === undefined ? {} : { hard: parseLabels(hard) }),
    ...(scopes === undefined ? {} : { scopes: scopes.split(',') }),
  };
  const object = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name, namespace }, spec };
  return createObject(session, object, { failed: 'failed to create quota' });
}

async function createBudget(session: Session): Promise<Reply> {
  const { args, namespace } = session;
  const name = onlyName(session);
  const [selector, least, most] = [args.text('selector'), args.text('min-available'), args.text('max-unavailable')];
  if (selector === undefined) throw new KubectlError('a selector must be specified');
  if (least === undefined && most === undefined) {
    throw new KubectlError('one of min-available or max-unavailable must be specified');
  }
  if (least !== undefined && most !== undefined) {
    throw new KubectlError('min-available and max-unavailable cannot be both specified');
  }
  if (!/^[^=!,\s]+=[^=!,\s]*(?:,[^=!,\s]+=[^=!,\s]*)*$/.test(selector)) {
    throw new NotModelled(`the selector "${selector}" of a PodDisruptionBudget is not modelled here`, {
      hint: 'supported: KEY=VALUE, several with commas',
    });
  }
  const spec = {
    ...(least === undefined ? {} : { minAvailable: amount(least) }),
    ...(most === undefined ? {} : { maxUnavailable: amount(most) }),
    selector: { matchLabels: parseLabels(selector) },
  };
  const object = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace }, spec };
  return createObject(session, object, { failed: 'failed to create poddisruptionbudgets' });
}

function amount(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function createPriorityClass(session: Session): Promise<Reply> {
  const { args } = session;
  const description = args.text('description') ?? '';
  const object = Object.assign(
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: onlyName(session) } },
    {
      value: Number(args.text('value') ?? 0),
      ...(description === '' ? {} : { description }),
      ...(args.isOn('global-default') ? { globalDefault: true } : {}),
      preemptionPolicy: args.text('preemption-policy') ?? 'PreemptLowerPriority',
    },
  );
  return createObject(session, object, { failed: 'failed to create priorityclass' });
}
