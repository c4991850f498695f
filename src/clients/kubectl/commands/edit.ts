import type { FlagSet } from '../flags.ts';
import { requireWords, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { fromFiles } from './get.ts';

export const editFlags: FlagSet = {
  command: 'edit',
  flags: [
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'output', short: 'o', type: 'text' },
  ],
  unmodelled: [
    ...['output-patch', 'subresource', 'validate', 'windows-line-endings', 'save-config', 'kustomize/k', 'record'],
    ...['field-manager', 'template', 'show-managed-fields'],
  ],
};

/** `kubectl edit` opens an editor, in which a person types: nothing is run, and nothing changes. */
export async function edit(session: Session): Promise<Reply> {
  requireWords(session);
  const { errors } = session.args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  return errors.length > 0 ? { errors } : { skipped: 'kubectl edit opens an editor' };
}
