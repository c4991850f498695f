import type { Cluster } from '../../api/index.ts';
import { NotModelled } from '../../engine/model/index.ts';
import type { Arguments } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';

/** A context of a kubeconfig. What is empty there is empty here. */
export interface KubeconfigContext {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

/** What a kubeconfig says of contexts; an empty `current` is none. Immutable. */
export interface Kubeconfig {
  readonly current: string;
  readonly contexts: readonly KubeconfigContext[];
}

const OWN_NAMES: Readonly<Record<string, Omit<KubeconfigContext, 'namespace'>>> = {
  kind: { name: 'kind-kind', cluster: 'kind-kind', user: 'kind-kind' },
  minikube: { name: 'minikube', cluster: 'minikube', user: 'minikube' },
  'docker-desktop': { name: 'docker-desktop', cluster: 'docker-desktop', user: 'docker-desktop' },
  k3s: { name: 'default', cluster: 'default', user: 'default' },
};

const KUBEADM = { name: 'kubernetes-admin@kubernetes', cluster: 'kubernetes', user: 'kubernetes-admin' };

/** The context that the cluster's installer writes: kind's and minikube's have their own names, others kubeadm's. */
export function ownContext({ view }: Cluster): KubeconfigContext {
  const { name } = view.spec;
  const own = Object.hasOwn(OWN_NAMES, name) ? OWN_NAMES[name] : undefined;
  return { ...(own ?? KUBEADM), namespace: name === 'minikube' ? 'default' : '' };
}

/** The kubeconfig that nobody has changed. */
export function ownKubeconfig(cluster: Cluster): Kubeconfig {
  const own = ownContext(cluster);
  return { current: own.name, contexts: [own] };
}

/** The namespace of the context that a command runs in; `undefined` where it names none. Throws for one that is not there. */
export function contextNamespace(
  cluster: Cluster,
  kubeconfig: Kubeconfig | undefined,
  args: Arguments,
): string | undefined {
  if (args.command.startsWith('config ')) return undefined;
  const { current, contexts } = kubeconfig ?? ownKubeconfig(cluster);
  const name = args.text('context') ?? current;
  const context = contexts.find((each) => each.name === name);
  if (context === undefined && args.isSet('context')) {
    const message = `Error in configuration: context was not found for specified context: ${name}`;
    throw new KubectlError(message, { isBare: true });
  }
  if (context === undefined) throw new NotModelled('kubectl without a current context is not modelled');
  const own = ownContext(cluster);
  if (context.cluster !== own.cluster || context.user !== own.user) {
    throw new NotModelled(
      `the context ${name} leads to cluster "${context.cluster}" as user "${context.user}", which this kubeconfig does not know`,
      { hint: `the simulated cluster is "${own.cluster}", its user "${own.user}"` },
    );
  }
  return kubeconfig === undefined || context.namespace === '' ? undefined : context.namespace;
}

/**
 * The URL of the API server as its installer writes it into the kubeconfig: a node's own address. `undefined` where the
 * server is published at a port of the developer's machine, as kind and Docker Desktop do.
 */
export function serverOf({ view }: Cluster): string | undefined {
  const { apiServer, name } = view.spec;
  if (name === 'kind' || name === 'docker-desktop') return undefined;
  const node = view
    .list('Node')
    .find(({ object }) => 'node-role.kubernetes.io/control-plane' in (object.metadata.labels ?? {}));
  const internal = node?.object.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  const address = apiServer.addresses[0] ?? internal;
  return address === undefined ? undefined : `https://${address}:${apiServer.port}`;
}
