import type { FlagSet } from '../flags.ts';
import type { Reply, Session } from '../session.ts';

export const versionFlags: FlagSet = {
  command: 'version',
  flags: [{ name: 'client', type: 'switch' }],
  unmodelled: ['output/o'],
};

/** The kustomize inside of each kubectl (staging/src/k8s.io/kubectl/go.mod). */
const KUSTOMIZE: Readonly<Record<string, string>> = {
  1.27: 'v5.0.1',
  1.28: 'v5.0.4-0.20230601165947-6ce0bf390ce3',
  1.29: 'v5.0.4-0.20230601165947-6ce0bf390ce3',
  '1.30': 'v5.0.4-0.20230601165947-6ce0bf390ce3',
  1.31: 'v5.4.2',
  1.32: 'v5.5.0',
  1.33: 'v5.6.0',
  1.34: 'v5.7.1',
};

/** `kubectl version`: a kubectl as old as the server, so that they get along (pkg/cmd/version/version.go). */
export async function version({ args, cluster }: Session): Promise<Reply> {
  const { kubernetesVersion } = cluster.view.spec;
  const kustomize = Object.hasOwn(KUSTOMIZE, kubernetesVersion) ? KUSTOMIZE[kubernetesVersion] : undefined;
  const line = kustomize === undefined ? '' : `Kustomize Version: ${kustomize}\n`;
  const client = `Client Version: v${kubernetesVersion}.0\n${line}`;
  return {
    stdout: args.isOn('client') ? client : `${client}Server Version: v${kubernetesVersion}.0\n`,
  };
}
