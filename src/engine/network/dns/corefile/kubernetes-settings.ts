import type { CompiledSelector, RuleRef } from '../../../model/index.ts';

/** What a Corefile says about the kubernetes plugin (coredns plugin/kubernetes/setup.go ParseStanza). */
export interface KubernetesSettings {
  /** The zones that it answers for, canonical, reverse zones too. */
  readonly zones: readonly string[];
  /** How names of pods are answered. */
  readonly pods: 'insecure' | 'verified' | 'disabled';
  readonly ttl: number;
  /** The zones of names that others may answer where the plugin knows none; the empty name is the root. */
  readonly fallthrough: readonly string[];
  /** Whether endpoints without a hostname have the name of their pod. */
  readonly endpointPodNames: boolean;
  /** Whether endpoints have names at all; without, headless Services have no addresses either. */
  readonly endpoints: boolean;
  /** Whether a Service with a cluster IP and no ready endpoint is NXDOMAIN. */
  readonly ignoreEmptyService: boolean;
  /** The only namespaces that are exposed; absent for all. */
  readonly namespaces?: ReadonlySet<string>;
  /** Only namespaces with these labels are exposed; absent for all. */
  readonly namespaceSelector?: CompiledSelector;
  /** Only Services with these labels are exposed; absent for all. */
  readonly selector?: CompiledSelector;
  /** The line of the Corefile; absent where no manifest holds it. */
  readonly rule?: RuleRef;
}
