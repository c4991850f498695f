import type { Cluster, FileReader } from '../../api/index.ts';
import type { KubectlContext } from '../kubectl/index.ts';
import type { Place } from './place.ts';

export type Kubeconfig = NonNullable<KubectlContext['kubeconfig']>;

export interface TerminalOptions {
  readonly cluster: Cluster;
  /** Who the host is for the network: a machine outside the cluster unless said otherwise. */
  readonly host?: Exclude<Place, { readonly kind: 'host' }>;
  /** The namespace of the kubeconfig: the cluster's own unless said otherwise. */
  readonly namespace?: string;
  /** Files of the host's home, beside those that commands write. */
  readonly files?: FileReader;
  /** What is at a URL; nothing where nobody said so. */
  readonly urls?: (url: string) => string | undefined;
  /** What `kubectl config` made of the kubeconfig before. */
  readonly kubeconfig?: Kubeconfig;
  /** Variables of the host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunOptions extends Pick<TerminalOptions, 'files' | 'namespace'> {
  /** What its commands read, unless they read something else. */
  readonly stdin?: string;
}
