import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import { did } from '../dry-run.ts';
import { KubectlError } from '../kubectl-error.ts';
import { objectFormat } from '../print-objects.ts';
import { admitChanged } from '../read-objects.ts';
import { recorded } from '../record.ts';
import { qualifiedByKind } from '../resource-names.ts';
import type { Reply, Session } from '../session.ts';

/** What a command wants an object to be. */
export interface ObjectChange {
  readonly resource: Resource;
  /** Absent where it is as it should be: then nothing is sent. */
  readonly object?: KubernetesObject;
  /** What the command says behind the object's name: `scaled`; nothing at all where it is absent. */
  readonly done?: string;
}

/**
 * Sends changed objects to the server, each for itself, and says what became of it: `deployment.apps/web scaled`, or the
 * object as `-o` wants it. `failed` is how the command begins a refusal.
 */
export function sendChanges(
  session: Session,
  changes: readonly (ObjectChange | KubectlError)[],
  { failed }: { readonly failed?: string } = {},
): Reply {
  const { args, cluster } = session;
  const output = args.text('output');
  const format = output === undefined ? undefined : objectFormat(output, { template: args.text('template') });
  const errors: KubectlError[] = [];
  const sent: Resource[] = [];
  const shown: { readonly resource: Resource; readonly done: string | undefined }[] = [];
  let stderr = '';
  for (const change of changes) {
    if (change instanceof KubectlError) {
      errors.push(change);
      continue;
    }
    const { resource, object, done } = change;
    if (object === undefined) {
      shown.push({ resource, done });
      continue;
    }
    const { outcome, warnings } = admitChanged(session, { ...resource, object: recorded(args, object) });
    if (outcome instanceof KubectlError) {
      errors.push(failed === undefined ? outcome : new KubectlError(`${failed}: ${outcome.message}`));
      continue;
    }
    stderr += warnings.map((warning) => `Warning: ${warning}\n`).join('');
    sent.push(outcome);
    shown.push({ resource: outcome, done });
  }
  const after = sent.length === 0 ? cluster : cluster.write({ resources: sent, diagnostics: [], files: new Map() });
  const stdout = shown
    .map(({ resource, done }) => {
      if (format !== undefined) return format([after.view.getAny(resource.ref) ?? resource], true);
      return done === undefined ? '' : `${qualifiedByKind(resource)} ${did(args, done)}\n`;
    })
    .join('');
  return { stdout, stderr, errors, ...(sent.length === 0 ? {} : { cluster: after }) };
}
