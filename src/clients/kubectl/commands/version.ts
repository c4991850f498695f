import type { FlagSet } from '../flags.ts';
import type { Reply, Session } from '../session.ts';

export const versionFlags: FlagSet = {
  command: 'version',
  flags: [{ name: 'client', type: 'switch' }],
  unmodelled: ['output/o', 'short'],
};

/** `kubectl version`: a kubectl as old as the server, so that they get along (pkg/cmd/version/version.go). */
export async function version({ args, cluster }: Session): Promise<Reply> {
  const client = `Client Version: v${cluster.view.spec.kubernetesVersion}.0\n`;
  return {
    stdout: args.isOn('client') ? client : `${client}Server Version: v${cluster.view.spec.kubernetesVersion}.0\n`,
  };
}
