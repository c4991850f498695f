import type { Imports } from './imports.ts';
import type { Directive } from './parse-corefile.ts';
import { zonesOf } from './zone-names.ts';

/** What a plugin learns while its lines are read. */
export interface PluginContext {
  /** The zones of the server block, canonical. */
  readonly zones: readonly string[];
  /** Whether the cluster is older than Kubernetes 1.19, and so its CoreDNS than 1.7.0. */
  readonly isOld: boolean;
  /** The files that lie beside the Corefile. */
  readonly files: Imports;
  /** Says that a line is left out, since it is not understood or has no counterpart here. */
  readonly skip: (line: Directive, message: string) => void;
  /** Says why CoreDNS does not start. */
  readonly refuse: (line: Directive, message: string) => void;
}

/** The zones that arguments name; those of the server block where there are none. */
export function zonesFrom(args: readonly string[], zones: readonly string[]): readonly string[] {
  return args.length === 0 ? zones : args.flatMap(zonesOf);
}
