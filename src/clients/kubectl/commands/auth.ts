import { NotModelled } from '../../../engine/model/index.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { resourceType } from '../resource-types.ts';
import type { Reply, Session } from '../session.ts';

export const canIFlags: FlagSet = {
  command: 'auth can-i',
  flags: [
    { name: 'all-namespaces', short: 'A', type: 'switch' },
    { name: 'quiet', short: 'q', type: 'switch' },
  ],
  unmodelled: ['list', 'no-headers', 'subresource'],
};

/**
 * `kubectl auth can-i` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/auth/cani.go) of the administrator whom every
 * command here runs as, and who may do everything. Others are asked for with `--as`, which is not modelled.
 */
export async function canI(session: Session): Promise<Reply> {
  const { args, cluster } = session;
  const [verb, what, ...more] = args.words;
  if (verb === undefined || what === undefined || more.length > 1) {
    throw new KubectlError(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  }
  if (what.startsWith('/') || what === '*') return { stdout: args.isOn('quiet') ? '' : 'yes\n' };
  const kind = resourceType(cluster.view, what.split('/')[0] ?? '');
  if (!kind.namespaced && !args.isOn('all-namespaces')) {
    const scope = `Warning: resource '${kind.plural}' is not namespace scoped`;
    const stderr = kind.group === '' ? `${scope}\n\n` : `${scope} in group '${kind.group}'\n\n`;
    return { stdout: args.isOn('quiet') ? '' : 'yes\n', stderr };
  }
  if (!/^[a-z*]+$/.test(verb)) throw new NotModelled(`whether somebody may "${verb}" is not modelled`);
  return { stdout: args.isOn('quiet') ? '' : 'yes\n' };
}
